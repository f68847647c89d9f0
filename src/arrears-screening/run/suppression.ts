import { addDays, type CalendarDate } from '#kernel/calendar-date.ts'
import { formatDate } from '#kernel/date-text.ts'
import { formatYen, yen } from '#kernel/yen.ts'
import type { Account } from '../account.ts'
import type { Suppression } from '../screening-pack-contract.ts'

/** Why somebody is not guided although a condition matches, in the order in which one reason is told when several hold: what the person said comes first. */
export const SUPPRESSION_REASONS = {
  objection: 'ご案内を望まないとのお申し出をいただいています。',
  'not-customer': '現在のご契約がありません。',
  'in-support': 'すでに支援を受けていらっしゃいます。',
  'kept-plan': '分割のお支払いの約束が続いています。',
  'guided-recently': '少し前にご案内しました。',
} as const
export type SuppressionReason = keyof typeof SUPPRESSION_REASONS
export const suppressionReasons = ['objection', 'not-customer', 'in-support', 'kept-plan', 'guided-recently'] as const

/** The facts that suppression asks for. */
export type SuppressionFacts = Pick<
  Account,
  'objection' | 'customer' | 'inSupport' | 'instalmentPlan' | 'lastGuidedOn' | 'unpaidYen' | 'unpaidYenWhenGuided'
>

/**
 * The first reason that holds, undefined where the person is to be guided. An unknown fact is no reason. A guidance dated
 * after the run date had not happened yet: a run over last year's file sees what was known then.
 */
export function findSuppression(
  account: SuppressionFacts,
  suppression: Suppression,
  runDate: CalendarDate,
): SuppressionReason | undefined {
  return suppressionReasons.find((reason) => holds[reason](account, suppression, runDate))
}

type Holds = (account: SuppressionFacts, suppression: Suppression, runDate: CalendarDate) => boolean

const holds = {
  objection: ({ objection }, suppression) => suppression.objection && objection === true,
  'not-customer': ({ customer }, { notCustomer }) => notCustomer && customer === false,
  'in-support': (account, { inSupport }) => inSupport && account.inSupport === true,
  'kept-plan': ({ instalmentPlan }, { keptPlan }) => keptPlan && instalmentPlan === 'kept',
  'guided-recently': ({ lastGuidedOn, unpaidYen, unpaidYenWhenGuided }, suppression, runDate) => {
    const { guidedWithinDays, unlessRoseByYen } = suppression
    if (guidedWithinDays === null || lastGuidedOn === null) return false
    if (lastGuidedOn < addDays(runDate, -guidedWithinDays) || lastGuidedOn > runDate) return false
    // A rise that cannot be reckoned is no rise.
    if (unlessRoseByYen === null || unpaidYen === null || unpaidYenWhenGuided === null) return true
    return unpaidYen - unpaidYenWhenGuided < unlessRoseByYen
  },
} as const satisfies Record<SuppressionReason, Holds>

/** The same as one SQL expression over the columns of canonical accounts: the reason's code, or NULL. Plain SQL without date arithmetic. */
export function suppressionSql(suppression: Suppression, runDate: CalendarDate): string {
  const branches = suppressionReasons.flatMap((reason) => {
    const holdsInSql = conditionSql[reason](suppression, runDate)
    return holdsInSql === undefined ? [] : [`when ${holdsInSql} then '${reason}'`]
  })
  return branches.length === 0 ? 'cast(null as varchar)' : `case ${branches.join(' ')} end`
}

type InSql = (suppression: Suppression, runDate: CalendarDate) => string | undefined

const conditionSql = {
  objection: ({ objection }) => (objection ? 'coalesce(objection, false)' : undefined),
  'not-customer': ({ notCustomer }) => (notCustomer ? 'not coalesce(customer, true)' : undefined),
  'in-support': ({ inSupport }) => (inSupport ? 'coalesce(in_support, false)' : undefined),
  'kept-plan': ({ keptPlan }) => (keptPlan ? "coalesce(instalment_plan = 'kept', false)" : undefined),
  'guided-recently': ({ guidedWithinDays, unlessRoseByYen }, runDate) => {
    if (guidedWithinDays === null) return undefined
    const from = addDays(runDate, -guidedWithinDays)
    const recently = `coalesce(last_guided_on between date '${from}' and date '${runDate}', false)`
    if (unlessRoseByYen === null) return recently
    return `${recently} and coalesce(unpaid_yen - unpaid_yen_when_guided < ${unlessRoseByYen}, true)`
  },
} as const satisfies Record<SuppressionReason, InSql>

/** The reason as a sentence with the values that made it hold. */
export function explainSuppression(
  reason: SuppressionReason,
  account: SuppressionFacts,
  suppression: Suppression,
): string {
  if (reason !== 'guided-recently') return SUPPRESSION_REASONS[reason]
  const { guidedWithinDays, unlessRoseByYen } = suppression
  const { lastGuidedOn, unpaidYen, unpaidYenWhenGuided } = account
  if (lastGuidedOn === null || guidedWithinDays === null) return SUPPRESSION_REASONS[reason]
  const guided = `${formatDate(lastGuidedOn)}にご案内しました（${guidedWithinDays}日以内）。`
  if (unlessRoseByYen === null) return guided
  if (unpaidYen === null || unpaidYenWhenGuided === null) return `${guided}その後の未払いの増え方はわかりません。`
  const rise = unpaidYen - unpaidYenWhenGuided
  if (rise <= 0) return `${guided}その後、未払いは増えていません。`
  return `${guided}その後の未払いの増え方は${formatYen(yen(rise))}で、${formatYen(yen(unlessRoseByYen))}に届きません。`
}
