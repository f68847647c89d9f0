import type fastCheck from 'fast-check'
import { addDays, type CalendarDate, calendarDate, findCalendarDate } from '#kernel/calendar-date.ts'
import { municipalityCode } from '#kernel/municipality-code.ts'
import { yen } from '#kernel/yen.ts'
import { type Account, type DateFact, FLAG_FACTS, type FlagFact, noticeStages } from './account.ts'
import type { Clause, Comparison, Condition } from './condition.ts'

type FastCheck = typeof fastCheck

export const towns = ['432067', '131016', '011002', '472018'].map(municipalityCode)
const supplies = ['electricity', 'gas', 'lp-gas', 'water'] as const
const plans = ['none', 'kept', 'broken'] as const
const comparisons: readonly Comparison[] = ['at-least', 'more-than', 'at-most', 'less-than', 'exactly']
const dateFacts: readonly DateFact[] = ['oldestDueOn', 'stopOn', 'lastGuidedOn']
const isFlag = (name: string): name is FlagFact => Object.hasOwn(FLAG_FACTS, name)
const flagFacts = Object.keys(FLAG_FACTS).filter(isFlag)

/** Run dates at the edges of months and years, 29 February among them. */
export const edgeDays = [
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2026-02-28',
  '2026-03-01',
  '2026-04-01',
  '2026-10-31',
  '2026-11-01',
  '2026-12-31',
  '2027-01-01',
  '2000-01-01',
  '2089-12-31',
].map(calendarDate)

const edgeMonthDays = ['01-01', '02-28', '02-29', '03-01', '03-31', '04-01', '06-30', '10-31', '11-01', '12-31']

/** Few values, close to each other: what is asked for and what a contract has meet often, also exactly. */
const months = [0, 1, 2, 3, 999]
const amounts = [0, 1, 9_999, 10_000, 10_001, 99_999_999]
const spans = [-3660, -1, 0, 1, 7, 28, 29, 30, 31, 365, 366, 3660]

/** A day of a run: the edges above, and any other. */
export function runDays(fc: FastCheck): fastCheck.Arbitrary<CalendarDate> {
  const any = fc
    .record({
      year: fc.integer({ min: 2000, max: 2089 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
    })
    .map((parts) => findCalendarDate(parts) ?? calendarDate('2028-02-29'))
  return fc.oneof(fc.constantFrom(...edgeDays), any)
}

/** Any contract, each fact now and then unknown; its days stand at the edges of what conditions ask for. */
export function accounts(fc: FastCheck, runOn: CalendarDate): fastCheck.Arbitrary<Account> {
  const orUnknown = <Value>(value: fastCheck.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 })
  const amount = fc.oneof(fc.constantFrom(...amounts), fc.integer({ min: -500, max: 200_000 })).map(yen)
  const day = fc.oneof(
    fc.constantFrom(...spans.flatMap((span) => [span, -span]), 2, -2).map((span) => addDays(runOn, span)),
    fc.constantFrom(...edgeDays),
  )
  const flags = fc.record(Object.fromEntries(flagFacts.map((fact) => [fact, orUnknown(fc.boolean())] as const)))
  return fc
    .record({
      contractId: fc.nat({ max: 999_999 }).map(String),
      supply: fc.constantFrom(...supplies),
      municipality: fc.constantFrom(...towns),
      monthsInArrears: orUnknown(fc.constantFrom(...months, 4)),
      unpaidYen: orUnknown(amount),
      oldestDueOn: orUnknown(day),
      noticeStage: orUnknown(fc.constantFrom(...noticeStages)),
      stopOn: orUnknown(day),
      instalmentPlan: orUnknown(fc.constantFrom(...plans)),
      lastGuidedOn: orUnknown(day),
      unpaidYenWhenGuided: orUnknown(amount),
      flags,
    })
    .map(({ flags: known, ...rest }) => ({ ...noFlags, ...known, ...rest }))
}

const noFlags = {
  cannotPaySaid: null,
  deferralAsked: null,
  elderlyAlone: null,
  infant: null,
  medicalDevice: null,
  winterArea: null,
  objection: null,
  customer: null,
  inSupport: null,
} as const

/** Any clause of any kind. */
export function clauses(fc: FastCheck): fastCheck.Arbitrary<Clause> {
  const is = fc.constantFrom(...comparisons)
  const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 1 })
  const days = fc.record({ fact: fc.constantFrom(...dateFacts), is, days: fc.constantFrom(...spans) })
  const fact = <const Name extends string>(name: Name) => fc.constant(name)
  const oneOf = fact('one-of')
  return fc.oneof(
    fc.record({ kind: oneOf, fact: fact('supply'), values: some(supplies) }),
    fc.record({ kind: oneOf, fact: fact('municipality'), values: some(towns) }),
    fc.record({ kind: oneOf, fact: fact('noticeStage'), values: some(noticeStages) }),
    fc.record({ kind: oneOf, fact: fact('instalmentPlan'), values: some(plans) }),
    fc.record({ kind: fact('number'), fact: fact('monthsInArrears'), is, value: fc.constantFrom(...months) }),
    fc.record({
      kind: fact('number'),
      fact: fc.constantFrom('unpaidYen' as const, 'unpaidYenWhenGuided' as const),
      is,
      value: fc.constantFrom(...amounts),
    }),
    fc.record({ kind: fact('stage-at-least'), stage: fc.constantFrom(...noticeStages) }),
    fc.record({ kind: fact('flag'), fact: fc.constantFrom(...flagFacts), is: fc.boolean() }),
    days.map((rest) => ({ kind: 'days-since' as const, ...rest })),
    days.map((rest) => ({ kind: 'days-until' as const, ...rest })),
    fc.record({ kind: fact('season'), from: fc.constantFrom(...edgeMonthDays), to: fc.constantFrom(...edgeMonthDays) }),
  )
}

/** Any condition: clauses joined by all, any and not, the empty ones too. */
export function conditions(fc: FastCheck): fastCheck.Arbitrary<Condition> {
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => {
    const of = fc.array(tie('tree'), { maxLength: 3 })
    return {
      tree: fc.oneof(
        { maxDepth: 4, depthSize: 'medium' },
        clauses(fc),
        fc.record({ kind: fc.constant('all' as const), of }),
        fc.record({ kind: fc.constant('any' as const), of }),
        fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
      ),
    }
  })
  return tree
}
