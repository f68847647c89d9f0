import { addBusinessDays } from '#kernel/business-day.ts'
import {
  addDays,
  type CalendarDate,
  calendarDate,
  daysBetween,
  startOfDayInJapan,
  todayInJapan,
} from '#kernel/calendar-date.ts'
import { type Sign, type Urgency, urgencies } from './report-form.ts'

/** How long something may take: calendar hours run through the night; business days end when the office closes. */
export type Clock =
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'business-days'; readonly days: number }

/** Days of every year, `MM-DD`, in which a stop of supply is dangerous in this area. `until` may lie in the next year. */
export type Season = { readonly name: string; readonly from: string; readonly until: string }

/** Per municipality (app.tenants.settings); what a municipality does not say stands as here. */
export type ClockSettings = {
  readonly clocks: Readonly<Record<Urgency, Clock>>
  readonly seasons: readonly Season[]
  /** Minutes after midnight in Japan at which a business day ends. */
  readonly closesAt: number
  /** Nobody waits longer than this for being read, however far the stop is. */
  readonly readWithin: Clock
}

export const DEFAULT_CLOCKS: ClockSettings = {
  clocks: {
    immediate: { kind: 'hours', hours: 0 },
    'within-24-hours': { kind: 'hours', hours: 24 },
    'within-3-days': { kind: 'business-days', days: 3 },
    'within-4-weeks': { kind: 'business-days', days: 20 },
  },
  seasons: [
    { name: '冬', from: '12-01', until: '03-31' },
    { name: '夏', from: '07-01', until: '09-15' },
  ],
  closesAt: 17 * 60 + 15,
  readWithin: { kind: 'business-days', days: 2 },
}

const minute = 60_000
const hour = 60 * minute

/** The instant (ms) at which a clock started at `from` has run. Falls back to calendar days beyond the holiday table. */
export function clockEnd(clock: Clock, from: number, closesAt: number): number {
  if (clock.kind === 'hours') return from + clock.hours * hour
  const today = todayInJapan(new Date(from))
  const day = addBusinessDays(today, clock.days)
  return startOfDayInJapan(day.ok ? day.value : addDays(today, clock.days)) + closesAt * minute
}

/** When a report is due: by its urgency, and never after the morning on which the supply stops. */
export function dueAt(
  report: { readonly urgency: Urgency; readonly sentAt: number; readonly stopOn: CalendarDate | undefined },
  settings: ClockSettings,
): number {
  const end = clockEnd(settings.clocks[report.urgency], report.sentAt, settings.closesAt)
  if (report.stopOn === undefined) return end
  const morning = startOfDayInJapan(report.stopOn) + 9 * hour
  return Math.max(report.sentAt, Math.min(end, morning))
}

export const ESCALATION_STEPS = ['worker', 'lead', 'municipality'] as const
export type EscalationStep = (typeof ESCALATION_STEPS)[number]

/** Minutes between the steps of an unread report. */
const STEP_MINUTES = {
  immediate: 15,
  'within-24-hours': 120,
  'within-3-days': 24 * 60,
  'within-4-weeks': 3 * 24 * 60,
} as const satisfies Record<Urgency, number>

/** When an unread report reaches worker, lead and municipality: nothing is inferred from silence, somebody is asked. */
export function escalationTimes(
  report: { readonly urgency: Urgency; readonly sentAt: number; readonly dueAt: number },
  settings: ClockSettings,
): Readonly<Record<EscalationStep, number>> {
  const readBy = clockEnd(settings.readWithin, report.sentAt, settings.closesAt)
  const worker = Math.min(report.dueAt, readBy)
  const step = STEP_MINUTES[report.urgency] * minute
  return { worker, lead: worker + step, municipality: worker + 2 * step }
}

/** How many steps are due at an instant: 0 to 3. */
export function stepsDue(times: Readonly<Record<EscalationStep, number>>, now: number): number {
  return ESCALATION_STEPS.filter((step) => times[step] <= now).length
}

/** The season a day falls into. */
export function findSeason(day: CalendarDate, seasons: readonly Season[]): Season | undefined {
  const monthDay = day.slice(5)
  return seasons.find(({ from, until }) =>
    from <= until ? from <= monthDay && monthDay <= until : from <= monthDay || monthDay <= until,
  )
}

export type UrgencyFacts = {
  readonly stopOn: CalendarDate | undefined
  readonly stopped: boolean
  readonly signs: readonly Sign[]
}
export type ProposedUrgency = { readonly urgency: Urgency; readonly because: string }

const AT_ONCE: readonly Sign[] = ['no-answer-but-sounds', 'no-food', 'seems-afraid']
const FRAIL: readonly Sign[] = ['unwell', 'child-present', 'elderly-alone', 'medical-device', 'no-heating-or-cooling']

/** A proposal that people may change: by what was seen and how near the stop is; a dangerous season raises it by one. */
export function proposeUrgency(
  facts: UrgencyFacts,
  { today, seasons }: { readonly today: CalendarDate; readonly seasons: readonly Season[] },
): ProposedUrgency {
  const base = withoutSeason(facts, today)
  const stopDay = facts.stopped ? today : facts.stopOn
  const season = stopDay === undefined ? undefined : findSeason(stopDay, seasons)
  if (season === undefined || base.urgency === 'within-24-hours') return base
  const raised = urgencies[urgencies.indexOf(base.urgency) - 1] ?? base.urgency
  return { urgency: raised, because: `${base.because}${season.name}に供給が止まると体に障るため、1段階早めています。` }
}

function withoutSeason({ stopOn, stopped, signs }: UrgencyFacts, today: CalendarDate): ProposedUrgency {
  const days = stopOn === undefined ? undefined : daysBetween(today, stopOn)
  const frail = signs.some((sign) => FRAIL.includes(sign))
  if (stopped) return { urgency: 'within-24-hours', because: '供給が止まっています。' }
  if (signs.some((sign) => AT_ONCE.includes(sign))) {
    return { urgency: 'within-24-hours', because: '早く様子を確かめたいことが見られました。' }
  }
  if (days !== undefined && days <= 3) {
    return frail
      ? { urgency: 'within-24-hours', because: '停止予定まで3日以内で、体への心配があります。' }
      : { urgency: 'within-3-days', because: '停止予定まで3日以内です。' }
  }
  if (days !== undefined && days <= 14) return { urgency: 'within-3-days', because: '停止予定まで2週間以内です。' }
  if (frail) return { urgency: 'within-3-days', because: '体や暮らしへの心配が見られました。' }
  return { urgency: 'within-4-weeks', because: '停止の予定は近くありません。' }
}

/**
 * Where a report stands on the ladder of days, in whole days: a supply that has stopped is today's, whatever date was
 * set for it or set anew.
 */
export function daysOnLadder({ daysLeft, stopped }: LadderFacts): number | undefined {
  return stopped ? Math.min(daysLeft ?? 0, 0) : daysLeft
}

type LadderFacts = { readonly daysLeft: number | undefined; readonly stopped: boolean }

/** The rungs of the ladder of days, by the days of `daysOnLadder`. */
export function rungOf(daysLeft: number | undefined): 'today' | 'three-days' | 'week' | 'later' | 'no-date' {
  if (daysLeft === undefined) return 'no-date'
  if (daysLeft <= 0) return 'today'
  if (daysLeft <= 3) return 'three-days'
  return daysLeft <= 7 ? 'week' : 'later'
}

/** Whole days until the supply stops, from dates as the database writes them. */
export function daysUntil(stopOn: string | null | undefined, today: CalendarDate): number | undefined {
  return stopOn ? daysBetween(today, calendarDate(stopOn)) : undefined
}

export type InboxOrder = {
  readonly kind: 'arrears' | 'signs' | 'danger'
  readonly daysLeft: number | undefined
  readonly urgency: Urgency
  readonly sentAt: string
}

/** Danger, then days left to the stop date, then urgency, then age. */
export function compareForInbox(one: InboxOrder, other: InboxOrder): number {
  const danger = Number(other.kind === 'danger') - Number(one.kind === 'danger')
  const days = (one.daysLeft ?? Number.POSITIVE_INFINITY) - (other.daysLeft ?? Number.POSITIVE_INFINITY)
  const urgency = urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency)
  return danger || (Number.isNaN(days) ? 0 : days) || urgency || one.sentAt.localeCompare(other.sentAt)
}

/** Immediate danger is looked at by somebody else within one business day. */
export function reviewDueOn(today: CalendarDate): CalendarDate {
  const next = addBusinessDays(today, 1)
  return next.ok ? next.value : addDays(today, 1)
}
