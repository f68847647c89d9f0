import { z } from 'zod'
import { conditionShape } from '#arrears-screening/condition-contract.ts'
import { type ScreeningPack, screeningPackShape, suppressionShape } from '#arrears-screening/screening-pack-contract.ts'
import { agreementState } from './agreement-contract.ts'
import { FACTS_BY_AGREEMENT, factNotAllowedText, factsNotAllowed } from './screening-terms.ts'

const factAllowed = z.enum(FACTS_BY_AGREEMENT, '使えない情報の名前が入っています。一覧から選んでください。')

/** Whom the parties want to be guided, whom not, and which facts about a household the company may ask its file for. */
export const screeningTerms = z
  .strictObject({
    condition: conditionShape,
    suppression: suppressionShape,
    factsAllowed: z.array(factAllowed).max(FACTS_BY_AGREEMENT.length),
  })
  .superRefine(({ condition, suppression, factsAllowed }, context) => {
    for (const fact of factsNotAllowed(condition, suppression, factsAllowed))
      context.addIssue({ code: 'custom', path: ['factsAllowed'], message: factNotAllowedText(fact) })
  })
export type ScreeningTerms = z.infer<typeof screeningTerms>

export const capacityView = z.object({
  agencyId: z.string(),
  name: z.string(),
  municipality: z.string(),
  /** Oldest first; what holds today is the last that has begun. */
  declarations: z.array(
    z.object({
      validFrom: z.string(),
      peoplePerMonth: z.number(),
      note: z.string(),
      declaredAt: z.string(),
      /** Who said so; companies are not told. */
      declaredBy: z.string().nullable(),
    }),
  ),
  /** What holds today, since when, with its note; null while nothing was said. */
  peoplePerMonth: z.number().nullable(),
  since: z.string().nullable(),
  note: z.string(),
  allowed: z.array(z.literal('declare')),
})
export type CapacityView = z.infer<typeof capacityView>

export const screeningTermsView = z.object({
  agreementId: z.string(),
  title: z.string(),
  edition: z.number(),
  state: agreementState,
  version: z.number(),
  terms: screeningTerms.nullable(),
  /** The municipalities whose contracts the condition is held against. */
  municipalities: z.array(z.object({ code: z.string(), name: z.string() })),
  capacity: z.array(capacityView),
  allowed: z.array(z.literal('edit')),
})
export type ScreeningTermsView = z.infer<typeof screeningTermsView>

const id = z.strictObject({ id: z.uuid() })

export const readScreeningTerms = {
  method: 'GET',
  path: '/api/agreements/:id/screening',
  summary: '協定の版が決める、ご案内の条件と控える場合',
  params: id,
  response: screeningTermsView,
} as const

export const keepScreeningTerms = {
  method: 'PUT',
  path: '/api/agreements/:id/screening',
  summary: '作成中の協定の、ご案内の条件の書き直し',
  params: id,
  body: z.strictObject({ version: z.int(), terms: z.union([z.null(), screeningTerms]) }),
  response: screeningTermsView,
} as const

export const listCapacity = {
  method: 'GET',
  path: '/api/capacity',
  summary: '相談支援機関が、月に新しく受けられる人数（会社からは、協定の相手のもの）',
  response: z.object({ agencies: z.array(capacityView) }),
} as const

export const capacityInput = z.strictObject({
  organizationId: z.uuid(),
  validFrom: z.iso.date('日付の形（例: 2026-11-22）を確かめてください。'),
  peoplePerMonth: z
    .int('人数は整数で入れてください。')
    .min(0, '人数は0以上で入れてください。')
    .max(100_000, '人数は100,000以下で入れてください。'),
  note: z.string().trim().max(500, '500文字までにしてください。'),
})

export const declareCapacity = {
  method: 'POST',
  path: '/api/capacity',
  summary: '月に新しく受けられる人数を知らせる',
  body: capacityInput,
  response: z.object({ agencies: z.array(capacityView) }),
} as const

/** The company's screening pack (`pack.json`): conditions in force and the windows of their areas; nobody's personal data. */
export const takeScreeningPack = {
  method: 'GET',
  path: '/api/screening/pack',
  summary: 'いま有効な協定の条件と窓口を、会社の手元で使うファイル（pack.json）にして受け取る',
  response: screeningPackShape satisfies z.ZodType<ScreeningPack>,
} as const
