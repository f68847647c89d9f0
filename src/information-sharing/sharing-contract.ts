import { z } from 'zod'
import { dataCategory } from '#consent/consent-contract.ts'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { ledgerGround } from './ledger-ground-contract.ts'
import { ledgerPurposes } from './who-was-told.ts'

export { LEDGER_GROUNDS } from './who-was-told.ts'

const day = z.string().refine(isCalendarDate, '日付は「2026-01-31」の形で入力してください。')

/** From when to when (days in Japan, both included), and on which ground. Nothing: the newest. */
export const ledgerQuery = z.strictObject({
  from: day.optional(),
  until: day.optional(),
  ground: ledgerGround.optional(),
  /** Gave or got it. */
  organization: z.uuid('組織を選び直してください。').optional(),
})
export type LedgerQuery = z.infer<typeof ledgerQuery>

export const ledgerEntry = z.object({
  id: z.string(),
  at: z.string(),
  provider: z.string(),
  recipient: z.string(),
  /** Absent where a conference was told about a case and not about one company's report. */
  reportId: z.string().optional(),
  categories: z.array(z.union([dataCategory, z.literal('feedback')])),
  purpose: z.enum(ledgerPurposes),
  ground: ledgerGround,
  until: z.string().optional(),
  /** Whether the record duty of APPI Article 29 applies. */
  art29RecordDuty: z.boolean(),
  /** The ids of who asked for it and who decided; not for companies, whose agency's people they may be. */
  requestedBy: z.string().optional(),
  decidedBy: z.string().optional(),
  /** The same in Japanese, as in the CSV. */
  texts: z.object({ categories: z.string(), purpose: z.string(), ground: z.string() }),
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

/** How often one organisation passed something to another on one ground, over all lines that fit the query. */
export const ledgerFlow = z.object({
  providerId: z.string(),
  provider: z.string(),
  recipientId: z.string(),
  recipient: z.string(),
  ground: ledgerGround,
  groundText: z.string(),
  count: z.int(),
})
export type LedgerFlow = z.infer<typeof ledgerFlow>

/** Auditor and tenant administrator: their municipality's; a liaison: of the company's own reports. Newest first. */
export const listSharings = {
  method: 'GET',
  path: '/api/sharings',
  summary: 'だれからだれへ、何が、何を根拠に伝わったかの台帳です。見たことは記録されます。',
  query: ledgerQuery,
  response: z.object({
    sharings: z.array(ledgerEntry),
    /** True when there are older ones; narrow the days to see them. */
    more: z.boolean(),
    counts: z.array(z.object({ ground: z.string(), label: z.string(), count: z.int() })),
    flows: z.array(ledgerFlow),
    /** Everybody who stands in the ledger on either side, for choosing one. */
    organizations: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
} as const

/** Asks for a step-up (401 `stepup_required`): a file leaves the house with whoever takes it. */
export const prepareExport = {
  method: 'POST',
  path: '/api/sharings/export',
  summary: '台帳を書き出す前に、操作している方をもう一度確かめます。',
  response: z.object({ file: z.string() }),
} as const

/** The same as a file (UTF-8 with BOM), with the same query; asks for the same step-up. */
export const SHARINGS_CSV_PATH = '/api/sharings.csv'
