import { isBusinessDay } from '#kernel/business-day.ts'
import { addDays, type CalendarDate, dayOfWeek, todayInJapan } from '#kernel/calendar-date.ts'

/** Why a look is listed. Each is a question to a colleague, never a verdict. Glossary: ふだんと違う閲覧. */
export const UNUSUAL_REASONS = {
  administration: '管理者が自分で行った操作',
  'same-surname': '見た人と同じ名字の世帯',
  'same-address': '見た人と同じ住所の世帯',
  'not-assigned': '担当でないケース',
  protected: '保護の印があるケース',
  burst: '一日に開いた数が、ふだんの3倍をこえた',
  'off-hours': '業務の時間の外',
  'no-action': '見たあとに、記録や操作がない',
} as const
export type UnusualReason = keyof typeof UNUSUAL_REASONS
export const unusualReasons = [
  'administration',
  'same-surname',
  'same-address',
  'not-assigned',
  'protected',
  'burst',
  'off-hours',
  'no-action',
] as const satisfies readonly UnusualReason[]

/** One look at a case, as the log and the case's people tell it. `traits`: keyed hashes, such as `surname 0a…`. */
export type Look = {
  readonly viewerId: string
  readonly caseId: string
  readonly at: Date
  readonly assigned: boolean
  readonly protected: boolean
  readonly onDuty: boolean
  readonly acted: boolean
  readonly traits: readonly string[]
}
/** How many cases somebody opened on one day. */
export type Habit = { readonly viewerId: string; readonly day: CalendarDate; readonly cases: number }
/** What an administrator did, counted. */
export type Deed = {
  readonly viewerId: string
  readonly deed: string
  readonly looks: number
  readonly firstAt: Date
  readonly lastAt: Date
}
export type UnusualLook = {
  readonly kind: 'case' | 'burst' | 'administration'
  readonly viewerId: string
  readonly caseId: string | null
  readonly reasons: readonly UnusualReason[]
  readonly looks: number
  /** Of a burst: how many are usual for this person; null when not yet known. */
  readonly usual: number | null
  readonly deed: string | null
  readonly firstAt: Date
  readonly lastAt: Date
}

/** Data, per municipality: minutes since midnight between which work is done, and what counts as many. */
export type LookRules = {
  readonly opensAt: number
  readonly closesAt: number
  /** A day is a burst above so many times the own median … */
  readonly burstFactor: number
  /** … and not below so many cases. */
  readonly burstFloor: number
  /** Somebody with fewer known days is measured against this number of cases. */
  readonly burstUnknown: number
  /** From so many looks on, one's own case without any action is asked about. */
  readonly looksWithoutAction: number
}
export const DEFAULT_LOOK_RULES: LookRules = {
  opensAt: 7 * 60 + 30,
  closesAt: 20 * 60,
  burstFactor: 3,
  burstFloor: 8,
  burstUnknown: 30,
  looksWithoutAction: 5,
}
const KNOWN_DAYS = 5

export type Week = {
  readonly looks: readonly Look[]
  /** Days of the week itself. */
  readonly days: readonly Habit[]
  /** Days of the eight weeks before. */
  readonly habits: readonly Habit[]
  readonly deeds: readonly Deed[]
  /** Keyed hashes of what a viewer has in common with a household, by viewer. */
  readonly ownTraits: ReadonlyMap<string, readonly string[]>
}

/** The Monday of the newest week that ended two days ago or earlier: what follows a look has had its day. */
export function weekToList(today: CalendarDate): CalendarDate {
  const settled = addDays(today, -8)
  return addDays(settled, 1 - dayOfWeek(settled))
}

/** Everything unusual of one week, administrators' own deeds first, then what has most reasons. */
export function listUnusual(week: Week, rules: LookRules = DEFAULT_LOOK_RULES): readonly UnusualLook[] {
  const deeds = week.deeds.map(
    ({ deed, ...rest }): UnusualLook => ({
      ...rest,
      deed,
      kind: 'administration',
      caseId: null,
      reasons: ['administration'],
      usual: null,
    }),
  )
  const byCase = Map.groupBy(week.looks, ({ viewerId, caseId }) => `${viewerId} ${caseId}`)
  const cases = [...byCase.values()].flatMap((looks) => atOneCase(looks, week, rules))
  const rest = [...bursts(week, rules), ...cases].toSorted((one, other) => other.reasons.length - one.reasons.length)
  return [...deeds, ...rest]
}

function atOneCase(looks: readonly Look[], { ownTraits }: Week, rules: LookRules): UnusualLook[] {
  const [first] = looks
  if (first === undefined) return []
  const own = ownTraits.get(first.viewerId) ?? []
  const shares = (kind: string) => first.traits.some((trait) => trait.startsWith(`${kind} `) && own.includes(trait))
  const strange = looks.filter(({ assigned }) => !assigned)
  const idle = looks.filter(({ acted }) => !acted)
  const holds: Readonly<Record<UnusualReason, boolean>> = {
    administration: false,
    burst: false,
    'same-surname': shares('surname'),
    'same-address': shares('address'),
    'not-assigned': strange.length > 0,
    protected: strange.some((look) => look.protected),
    'off-hours': looks.some(({ at, onDuty }) => !onDuty && isOffHours(at, rules)),
    'no-action': idle.length === looks.length && (strange.length > 0 || looks.length >= rules.looksWithoutAction),
  }
  const reasons = unusualReasons.filter((reason) => holds[reason])
  if (reasons.length === 0) return []
  const { viewerId, caseId } = first
  const line = { viewerId, caseId, reasons, looks: looks.length, usual: null, deed: null }
  return [{ ...line, kind: 'case', ...spanOf(looks.map(({ at }) => at)) }]
}

function bursts({ days, habits, looks }: Week, rules: LookRules): UnusualLook[] {
  return days.flatMap(({ viewerId, day, cases }) => {
    const usual = medianOf(habits.filter((one) => one.viewerId === viewerId).map((one) => one.cases))
    const most = usual === null ? rules.burstUnknown : Math.max(usual * rules.burstFactor, rules.burstFloor - 1)
    if (cases <= most) return []
    const times = looks.filter((one) => one.viewerId === viewerId && todayInJapan(one.at) === day).map(({ at }) => at)
    const line = { kind: 'burst', viewerId, caseId: null, reasons: ['burst'], deed: day } as const
    return times.length === 0 ? [] : [{ ...line, looks: cases, usual, ...spanOf(times) }]
  })
}

/** The middle of what somebody does in a day; null while too few days are known. */
export function medianOf(counts: readonly number[]): number | null {
  if (counts.length < KNOWN_DAYS) return null
  const sorted = counts.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1)
  return Math.round((low + high) / 2)
}

/** Whether work is usually done at an instant: Japan time, on business days between opening and closing. */
export function isOffHours(at: Date, { opensAt, closesAt }: Pick<LookRules, 'opensAt' | 'closesAt'>): boolean {
  const business = isBusinessDay(todayInJapan(at))
  const japan = new Date(at.getTime() + 9 * 3_600_000)
  const minutes = japan.getUTCHours() * 60 + japan.getUTCMinutes()
  return (business.ok && !business.value) || minutes < opensAt || minutes >= closesAt
}

function spanOf(times: readonly Date[]): { firstAt: Date; lastAt: Date } {
  const at = times.map((one) => one.getTime())
  return { firstAt: new Date(Math.min(...at)), lastAt: new Date(Math.max(...at)) }
}
