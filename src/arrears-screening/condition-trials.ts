import { addDays, type CalendarDate, calendarDate } from '#kernel/calendar-date.ts'
import { completeMunicipalityCode, type MunicipalityCode, municipalityCode } from '#kernel/municipality-code.ts'
import { yen } from '#kernel/yen.ts'
import { type Account, type DateFact, type Fact, type NumberFact, noticeStages } from './account.ts'
import { type Condition, dateBoundOf, partsOf } from './condition.ts'

/** Whether facts that a file may not tell are tried as unknown too. */
export type Scope = { readonly onlyKnown?: true }

/** What a condition may look at: a fact, or the season of the run date. */
export type Variable = Fact | 'season'

/** A contract and the day on which it is looked at. */
export type Trial = { readonly account: Account; readonly runOn: CalendarDate }
type Change = (trial: Trial) => Trial

/** A contract of which nothing is known but what is always known. A leap year, so that every day of a season exists. */
export const nobody: Trial = {
  runOn: calendarDate('2028-01-01'),
  account: {
    contractId: '',
    supply: 'electricity',
    municipality: municipalityCode('432067'),
    monthsInArrears: null,
    unpaidYen: null,
    oldestDueOn: null,
    noticeStage: null,
    stopOn: null,
    cannotPaySaid: null,
    deferralAsked: null,
    instalmentPlan: null,
    elderlyAlone: null,
    infant: null,
    medicalDevice: null,
    winterArea: null,
    lastGuidedOn: null,
    unpaidYenWhenGuided: null,
    objection: null,
    customer: null,
    inSupport: null,
  },
}

/** One change for every value of a variable that the condition can tell from the others. */
export function changesOf(variable: Variable, condition: Condition, scope: Scope): readonly Change[] {
  const parts = partsOf(condition).map((part) => part.condition)
  const unknown = scope.onlyKnown ? [] : [null]
  const set =
    (facts: Partial<Account>): Change =>
    ({ account, runOn }) => ({ account: { ...account, ...facts }, runOn })
  switch (variable) {
    case 'season':
      return seasonDays(parts).map((runOn) => ({ account }) => ({ account, runOn }))
    case 'supply':
      return (['electricity', 'gas', 'lp-gas', 'water'] as const).map((supply) => set({ supply }))
    case 'municipality':
      return municipalitiesIn(parts).map((municipality) => set({ municipality }))
    case 'noticeStage':
      return [...noticeStages, ...unknown].map((noticeStage) => set({ noticeStage }))
    case 'instalmentPlan':
      return [...(['none', 'kept', 'broken'] as const), ...unknown].map((instalmentPlan) => set({ instalmentPlan }))
    case 'monthsInArrears': {
      const months = numbersIn(parts, variable).filter((number) => number >= 0)
      return [...months, ...unknown].map((monthsInArrears) => set({ monthsInArrears }))
    }
    case 'unpaidYen':
    case 'unpaidYenWhenGuided':
      return [...numbersIn(parts, variable).map(yen), ...unknown].map((amount) => set({ [variable]: amount }))
    case 'oldestDueOn':
    case 'stopOn':
    case 'lastGuidedOn':
      return [
        ...daysIn(parts, variable).map(
          (days): Change =>
            ({ account, runOn }) => {
              return { account: { ...account, [variable]: addDays(runOn, days) }, runOn }
            },
        ),
        ...unknown.map((nothing) => set({ [variable]: nothing })),
      ]
    default:
      return [true, false, ...unknown].map((flag) => set({ [variable]: flag }))
  }
}

/** Each bound, with its neighbours on both sides: between two bounds all values answer alike. */
function around(bounds: readonly number[]): readonly number[] {
  return [...new Set([0, ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])])]
}

function numbersIn(parts: readonly Condition[], fact: NumberFact): readonly number[] {
  return around(parts.flatMap((part) => (part.kind === 'number' && part.fact === fact ? part.value : [])))
}

function daysIn(parts: readonly Condition[], fact: DateFact): readonly number[] {
  const bounds = parts.flatMap((part) =>
    (part.kind === 'days-since' || part.kind === 'days-until') && part.fact === fact
      ? dateBoundOf(part).daysAfterRun
      : [],
  )
  return around(bounds)
}

/** The first day of every stretch of the year on which all seasons answer alike. */
function seasonDays(parts: readonly Condition[]): readonly CalendarDate[] {
  const inLeapYear = (monthDay: string) => calendarDate(`2028-${monthDay}`)
  const turns = parts.flatMap((part) =>
    part.kind === 'season' ? [inLeapYear(part.from), inLeapYear(`${addDays(inLeapYear(part.to), 1).slice(5)}`)] : [],
  )
  return [...new Set([inLeapYear('01-01'), ...turns])]
}

/** Every municipality that is named, and one that is not. */
function municipalitiesIn(parts: readonly Condition[]): readonly MunicipalityCode[] {
  const named = new Set(
    parts.flatMap((part) => (part.kind === 'one-of' && part.fact === 'municipality' ? part.values : [])),
  )
  for (let five = 1101; five < 48_000; five += 1) {
    const code = completeMunicipalityCode(String(five).padStart(5, '0'))
    if (code.ok && !named.has(code.value)) return [...named, code.value]
  }
  return [...named]
}
