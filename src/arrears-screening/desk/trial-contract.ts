import { z } from 'zod'
import { conditionShape } from '../condition-contract.ts'
import { suppressionShape } from '../screening-pack-contract.ts'
import { workView } from './desk-views.ts'

const count = z.int().min(0)

/** An agreement of the company with what it says on screening: drafts too, since both sides decide them together. */
export const deskAgreement = z.object({
  agreementId: z.string(),
  title: z.string(),
  edition: z.number(),
  state: z.string(),
  municipalities: z.array(z.object({ code: z.string(), name: z.string() })),
  condition: conditionShape,
  suppression: suppressionShape,
  /** Facts about a household that a condition of this agreement may ask for. */
  factsAllowed: z.array(z.string()),
  /** What the agencies of the municipality said they can newly take a month; null while they said nothing. */
  capacity: z.array(z.object({ agency: z.string(), peoplePerMonth: z.number().nullable() })),
})
export type DeskAgreement = z.infer<typeof deskAgreement>

export const listDeskAgreements = {
  method: 'GET',
  path: '/api/screening/agreements',
  summary: '条件のある自社の協定（作成中のものも）と、相手の機関が受けられる人数',
  response: z.object({ agreements: z.array(deskAgreement) }),
} as const

export const keptMonth = z.object({
  id: z.string(),
  asOf: z.string(),
  accounts: count,
  keptAt: z.string(),
  removedAt: z.string(),
})
export const keptMonths = z.object({ months: z.array(keptMonth), mostDays: z.number() })

export const listKeptMonths = {
  method: 'GET',
  path: '/api/screening/kept-months',
  summary: '条件を決めるために手元に残している月（氏名・住所・契約番号は残さない）',
  response: keptMonths,
} as const

/** Asked for, with a number of days: facts of the accounts without name, address, contract number and reference. */
export const keepMonths = {
  method: 'POST',
  path: '/api/screening/works/:id/kept-months',
  summary: '読んだファイルを、氏名・住所・契約番号を除いて、条件を決めるために残す',
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({
    days: z
      .int('日数は整数で入力してください。')
      .min(1, '日数は1以上で入力してください。')
      .max(400, '残せるのは400日までです。'),
  }),
  response: workView,
} as const

export const removeKeptMonth = {
  method: 'DELETE',
  path: '/api/screening/kept-months/:id',
  summary: '残した月を消す',
  params: z.strictObject({ id: z.uuid() }),
  response: keptMonths,
} as const

const version = z.strictObject({
  agreementId: z.uuid(),
  condition: conditionShape,
  suppression: suppressionShape,
})

/**
 * Counts only. Over the months that are kept, and with `workId` also over what that work has read. A newer question of the
 * same session ends the one before (409 `superseded`); aborting the request ends it too.
 */
export const dryRun = {
  method: 'POST',
  path: '/api/screening/dry-run',
  summary: '条件が、月と市区町村ごとに何人に届くかを数える（一つか二つの案。保存はしない）',
  body: z.strictObject({
    workId: z.uuid().nullable(),
    versions: z.array(version).min(1, '数える案を選んでください。').max(2, '並べられるのは二つまでです。'),
  }),
  response: z.object({
    milliseconds: z.number(),
    months: z.array(z.object({ asOf: z.string(), accounts: count })),
    /** `reached` and `suppressed` in the order of the versions; `newly` and `noLonger` from the first to the second. */
    cells: z.array(
      z.object({
        asOf: z.string(),
        municipality: z.string(),
        name: z.string(),
        reached: z.array(count),
        suppressed: z.array(count),
        newly: count,
        noLonger: count,
      }),
    ),
    capacity: z.array(
      z.object({
        agreementId: z.string(),
        agencies: z.array(z.object({ agency: z.string(), peoplePerMonth: z.number().nullable() })),
      }),
    ),
  }),
} as const
export type DryRunAnswer = z.infer<typeof dryRun.response>

/** People in steps of ten, rounded down; null for fewer than ten, and where two shares together would tell of fewer. */
export const sharedCell = z.object({
  month: z.string(),
  municipality: z.string(),
  name: z.string(),
  people: z.number().nullable(),
})
export const sharedCounts = z.object({
  id: z.string(),
  agreementId: z.string(),
  edition: z.number(),
  source: z.enum(['dry-run', 'run']),
  /** What was counted, in sentences: each alternative of the condition. */
  sentences: z.array(z.string()),
  cells: z.array(sharedCell),
  sharedAt: z.string(),
  company: z.string(),
})
export type SharedCounts = z.infer<typeof sharedCounts>

/** Exactly what the partners would see: made by the same steps as the sharing, shown to the company alone, kept nowhere. */
export const sharePreview = sharedCounts
  .pick({ agreementId: true, edition: true, sentences: true, cells: true })
  .extend({
    /** The rule of small cells in a sentence, as the partners read it. */
    rule: z.string(),
    /** How often it can still be shared in these thirty days. */
    sharesLeft: count,
  })
export type SharePreview = z.infer<typeof sharePreview>

export const previewDryRunShare = {
  method: 'POST',
  path: '/api/screening/shared-counts/preview',
  summary: '案の件数を見せると、協定の相手にどう見えるか（まだ見せない）',
  body: version.extend({ workId: z.uuid().nullable() }),
  response: sharePreview,
} as const

export const previewRunShare = {
  method: 'POST',
  path: '/api/screening/works/:id/shared-counts/preview',
  summary: '実際に絞り込んだ件数を見せると、協定の相手にどう見えるか（まだ見せない）',
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ agreementId: z.uuid() }),
  response: sharePreview,
} as const

/** The server counts again itself; a browser's numbers are never shared. At most six times in thirty days per municipality. */
export const shareDryRun = {
  method: 'POST',
  path: '/api/screening/shared-counts',
  summary: '案の件数を、10人未満を伏せ10人きざみにして、協定の相手に見せる',
  body: version.extend({ workId: z.uuid().nullable() }),
  response: sharedCounts,
} as const

export const shareRun = {
  method: 'POST',
  path: '/api/screening/works/:id/shared-counts',
  summary: '実際に絞り込んだ件数を、10人未満を伏せ10人きざみにして、協定の相手に見せる',
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ agreementId: z.uuid() }),
  response: sharedCounts,
} as const

/** Read by the company, the municipality's officers and lead workers, and the auditor. */
export const readSharedCounts = {
  method: 'GET',
  path: '/api/agreements/:id/screening-counts',
  summary: '協定の条件が届く人数として、会社から見せられたもの（新しい順）',
  params: z.strictObject({ id: z.uuid() }),
  response: z.object({ shared: z.array(sharedCounts), rule: z.string() }),
} as const
