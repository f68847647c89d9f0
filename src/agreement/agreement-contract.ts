import { z } from 'zod'
import { dataCategory, feedbackLevel } from '#consent/consent-contract.ts'

export const agreementKind = z.enum([
  'report',
  'watch-over',
  'memorandum',
  'network-membership',
  'specification-clause',
])
export const agreementState = z.enum(['drafted', 'agreed', 'in-force', 'superseded', 'ended'])
export const agreementCommand = z.enum(['agree', 'start', 'supersede', 'end'])
const day = z.iso.date('日付の形（例: 2026-11-22）を確かめてください。')

const party = z.strictObject({ organizationId: z.uuid(), agreedOn: day.nullable() })

export const agreementTerms = z.strictObject({
  title: z.string().trim().min(1, '協定の名前を入れてください。').max(200, '200文字までにしてください。'),
  kind: agreementKind,
  validFrom: day.nullable(),
  validUntil: day.nullable(),
  categories: z.array(dataCategory).min(1, '渡してよい項目を選んでください。'),
  feedbackCeiling: feedbackLevel,
  parties: z.array(party).max(100),
})
export type AgreementTermsInput = z.infer<typeof agreementTerms>

export const agreementView = z.object({
  id: z.string(),
  title: z.string(),
  kind: agreementKind,
  state: agreementState,
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  categories: z.array(dataCategory),
  feedbackCeiling: feedbackLevel,
  parties: z.array(z.object({ organizationId: z.string(), name: z.string(), agreedOn: z.string().nullable() })),
  version: z.number(),
  /** 第何版か: a version that follows another one counts on from it. */
  edition: z.number(),
  replaces: z.string().nullable(),
  allowed: z.array(agreementCommand.or(z.literal('edit'))),
})
export type AgreementView = z.infer<typeof agreementView>

const id = z.strictObject({ id: z.uuid() })

export const listAgreements = {
  method: 'GET',
  path: '/api/agreements',
  summary: '協定の一覧（会社からは、自社が当事者のものだけ）',
  response: z.object({ agreements: z.array(agreementView), mayDraft: z.boolean() }),
} as const

export const draftAgreement = {
  method: 'POST',
  path: '/api/agreements',
  summary: '協定の作成（replaces があれば、その協定の次の版）',
  body: agreementTerms.extend({ replaces: z.uuid().nullable().optional() }),
  response: agreementView,
} as const

export const editAgreement = {
  method: 'PUT',
  path: '/api/agreements/:id',
  summary: '作成中の協定の書き直し',
  params: id,
  body: agreementTerms.extend({ version: z.int() }),
  response: agreementView,
} as const

export const moveAgreement = {
  method: 'POST',
  path: '/api/agreements/:id/:command',
  summary: '協定の合意・開始・終了',
  params: z.strictObject({ id: z.uuid(), command: agreementCommand }),
  body: z.strictObject({ version: z.int() }),
  response: agreementView,
} as const

/** Companies and agencies that can be named as a party. */
export const listParties = {
  method: 'GET',
  path: '/api/organizations',
  summary: '協定の相手に選べる組織',
  response: z.object({ organizations: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })) }),
} as const
