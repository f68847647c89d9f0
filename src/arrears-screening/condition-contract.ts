import { z } from 'zod'
import { isMunicipalityCode } from '#kernel/municipality-code.ts'
import { LARGEST_YEN } from '#kernel/yen.ts'
import type { DateFact, FlagFact, InstalmentPlan, NumberFact, Supply } from './account.ts'
import { DATE_FACTS, FLAG_FACTS, INSTALMENT_PLANS, noticeStages, SUPPLIES } from './account.ts'
import { COMPARISONS, type Comparison, type Condition, LARGEST_CONDITION, partsOf } from './condition.ts'

const keysOf = <Key extends string>(table: Readonly<Record<Key, string>>): Key[] => {
  const isKey = (key: string): key is Key => Object.hasOwn(table, key)
  return Object.keys(table).filter(isKey)
}

const comparison = z
  .enum(keysOf<Comparison>(COMPARISONS))
  .meta({ description: '比べ方：以上・超える・以下・未満・ちょうど' })
const kind = <const Name extends string>(name: Name, description: string) => z.literal(name).meta({ description })

const listOf = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .array(shape)
    .min(1, '一つ以上選んでください。')
    .max(LARGEST_CONDITION.values, `${LARGEST_CONDITION.values}個までにしてください。`)

const wholeNumber = (what: string, { from, to }: { from: number; to: number }) =>
  z
    .int(`${what}は整数で入力してください。`)
    .min(from, `${what}は${from}以上で入力してください。`)
    .max(to, `${what}は${to}以下で入力してください。`)

const days = wholeNumber('日数', { from: -LARGEST_CONDITION.days, to: LARGEST_CONDITION.days })
const monthDay = z
  .string()
  .regex(
    /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$/,
    '月日は「11-01」のように、実際にある日で入力してください。',
  )
const municipality = z
  .string()
  .refine(isMunicipalityCode, '市区町村コードは6けたで、最後は検査数字です。')
  .meta({ pattern: '^[0-9]{6}$', description: '市区町村コード（6けた、最後は検査数字）' })

const oneOf = kind('one-of', '値が、並べたもののどれかである')
const yenFact = z.enum(['unpaidYen', 'unpaidYenWhenGuided'] satisfies NumberFact[])
const dateFact = z.enum(keysOf<DateFact>(DATE_FACTS))
const flagFact = z.enum(keysOf<FlagFact>(FLAG_FACTS))
const stage = z.enum(noticeStages)

const clauseShapes = [
  z.strictObject({ kind: oneOf, fact: z.literal('supply'), values: listOf(z.enum(keysOf<Supply>(SUPPLIES))) }),
  z.strictObject({ kind: oneOf, fact: z.literal('municipality'), values: listOf(municipality) }),
  z.strictObject({ kind: oneOf, fact: z.literal('noticeStage'), values: listOf(stage) }),
  z.strictObject({
    kind: oneOf,
    fact: z.literal('instalmentPlan'),
    values: listOf(z.enum(keysOf<InstalmentPlan>(INSTALMENT_PLANS))),
  }),
  z.strictObject({
    kind: kind('number', '未払いの月数を比べる'),
    fact: z.literal('monthsInArrears'),
    is: comparison,
    value: wholeNumber('月数', { from: 0, to: LARGEST_CONDITION.months }),
  }),
  z.strictObject({
    kind: kind('number', '金額（円）を比べる'),
    fact: yenFact,
    is: comparison,
    value: wholeNumber('金額', { from: 0, to: LARGEST_YEN }),
  }),
  z.strictObject({ kind: kind('stage-at-least', 'お知らせが、この段階かそれより先である'), stage }),
  z.strictObject({
    kind: kind('flag', '当てはまる（true）か、当てはまらない（false）'),
    fact: flagFact,
    is: z.boolean(),
  }),
  z.strictObject({ kind: kind('days-since', 'その日から基準日までの日数'), fact: dateFact, is: comparison, days }),
  z.strictObject({ kind: kind('days-until', '基準日からその日までの日数'), fact: dateFact, is: comparison, days }),
  z.strictObject({
    kind: kind('season', '基準日の季節。終わりが始まりより前の月日なら、年をまたぐ'),
    from: monthDay,
    to: monthDay,
  }),
] as const

const anyCondition: z.ZodType<Condition> = z.lazy(() => conditionTree)
const parts = z.array(anyCondition).max(LARGEST_CONDITION.clauses, `${LARGEST_CONDITION.clauses}個までにしてください。`)
const conditionTree: z.ZodType<Condition> = z
  .union([
    z.strictObject({ kind: kind('all', '並べた条件の全部に当てはまる'), of: parts }),
    z.strictObject({ kind: kind('any', '並べた条件のどれかに当てはまる'), of: parts }),
    z.strictObject({ kind: kind('not', '条件に当てはまらない'), of: anyCondition }),
    ...clauseShapes,
  ])
  .meta({ id: 'condition', title: '条件' })

/** A condition on the wire and in a file. Refuses what is nested deeper or longer than anybody could read. */
export const conditionShape: z.ZodType<Condition> = conditionTree.superRefine((condition, context) => {
  const all = partsOf(condition)
  if (all.length > LARGEST_CONDITION.clauses) {
    context.addIssue({ code: 'custom', message: `条件は、全部で${LARGEST_CONDITION.clauses}個までにしてください。` })
  }
  if (all.some(({ path }) => path.split('-').length > LARGEST_CONDITION.depth)) {
    context.addIssue({ code: 'custom', message: `条件の入れ子は、${LARGEST_CONDITION.depth}段までにしてください。` })
  }
})
