import { z } from 'zod'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { isMunicipalityCode } from '#kernel/municipality-code.ts'
import { LARGEST_YEN } from '#kernel/yen.ts'
import { FACTS, type Fact, needsAgreement } from './account.ts'
import { factsAskedBy, LARGEST_CONDITION } from './condition.ts'
import { conditionShape } from './condition-contract.ts'
import { packWindowShape } from './pack-window-contract.ts'

const isFact = (value: string): value is Fact => Object.hasOwn(FACTS, value)
const fact = z
  .enum(Object.keys(FACTS).filter(isFact), '使えない情報の名前が入っています。名前を確かめてください。')
  .meta({ description: '協定で使ってよいとした情報' })
const day = z.string().refine(isCalendarDate, '日付は「2026-03-31」のように入力してください。').meta({ format: 'date' })
const municipality = z
  .string()
  .refine(isMunicipalityCode, '市区町村コードは6けたで、最後は検査数字です。')
  .meta({ pattern: '^[0-9]{6}$' })

/**
 * Who is not guided although a condition matches, as the agreement says. An objection always holds. A guidance within so
 * many days holds unless what is unpaid has risen by so many yen since (`null`: however much it rose).
 */
export const suppressionShape = z
  .strictObject({
    keptPlan: z.boolean(),
    guidedWithinDays: z
      .int('日数は整数で入力してください。')
      .min(0, '日数は0以上で入力してください。')
      .max(LARGEST_CONDITION.days, `日数は${LARGEST_CONDITION.days}以下で入力してください。`)
      .nullable(),
    unlessRoseByYen: z
      .int('金額は整数で入力してください。')
      .min(1, '金額は1円以上で入力してください。')
      .max(LARGEST_YEN, '金額は99,999,999円以下で入力してください。')
      .nullable(),
    objection: z.literal(true, 'ご案内を望まない方には、ご案内しません。'),
    notCustomer: z.boolean(),
    inSupport: z.boolean(),
  })
  .meta({ id: 'suppression', title: 'ご案内を控える場合' })
export type Suppression = z.infer<typeof suppressionShape>

/** One version of an agreement with what it says on screening. A match carries its id, version and clause path. */
export const packAgreementShape = z
  .strictObject({
    agreementId: z.guid('協定の番号を読み取れません。'),
    version: z.int().min(1).max(100_000),
    title: z.string().min(1).max(200),
    municipalities: z.array(municipality).min(1, '市区町村を一つ以上入れてください。').max(2000),
    condition: conditionShape,
    suppression: suppressionShape,
    factsAllowed: z.array(fact).max(Object.keys(FACTS).length),
  })
  .superRefine(({ condition, factsAllowed }, context) => {
    for (const asked of factsAskedBy(condition)) {
      if (!needsAgreement(asked) || factsAllowed.includes(asked)) continue
      const message = `この協定では「${FACTS[asked]}」を条件に使うことになっていません。`
      context.addIssue({ code: 'custom', path: ['condition'], message })
    }
  })
export type PackAgreement = z.infer<typeof packAgreementShape>

/** `pack.json`: all that a company needs to screen and to write letters without a connection. */
export const screeningPackShape = z.strictObject({
  format: z.literal('tomoshibi-screening-pack/1', 'ともしびの条件ファイル（第1版）ではありません。'),
  issuedOn: day,
  company: z.strictObject({
    organizationId: z.guid(),
    name: z.string().min(1).max(200),
    /** Where readers of letters call the company; absent: not registered. */
    phone: z.string().min(1).max(40).optional(),
  }),
  /** The installation whose pages letters lead to; absent where it has no public address. */
  origin: z
    .string()
    .regex(/^https:\/\/[^/\s]+$/, 'ともしびのアドレスを読み取れません。')
    .max(300)
    .optional(),
  agreements: z.array(packAgreementShape).max(5000),
  windows: z.array(packWindowShape).max(20_000),
})
export type ScreeningPack = z.infer<typeof screeningPackShape>
