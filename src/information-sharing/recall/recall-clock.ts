import { addBusinessDays } from '#kernel/business-day.ts'
import { addDays, type CalendarDate } from '#kernel/calendar-date.ts'

export type RecallClock = {
  /** Business days until the answer is due. */
  readonly dueWithin: number
  /** Business days from the due date until the municipality's officers hear of it. */
  readonly officerAfter: number
}
export const DEFAULT_RECALL_CLOCK: RecallClock = { dueWithin: 5, officerAfter: 3 }

/** The day on which the answer is due. Beyond the holiday table calendar days are counted, twice as many. */
export function recallDueOn(openedOn: CalendarDate, { dueWithin }: RecallClock): CalendarDate {
  return businessDays(openedOn, dueWithin)
}

/** How far an unanswered recall has climbed: 0 who settles it, 1 the lead, 2 the municipality's officers. */
export function recallStepOn(today: CalendarDate, dueOn: CalendarDate, clock: RecallClock): 0 | 1 | 2 {
  if (today <= dueOn) return 0
  return today > businessDays(dueOn, clock.officerAfter) ? 2 : 1
}

function businessDays(from: CalendarDate, count: number): CalendarDate {
  const day = addBusinessDays(from, count)
  return day.ok ? day.value : addDays(from, count * 2)
}
