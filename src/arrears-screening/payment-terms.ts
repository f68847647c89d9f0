import { findHolidayName, HOLIDAYS_KNOWN } from '#kernel/business-day.ts'
import { addDays, type CalendarDate, dayOfWeek, daysBetween } from '#kernel/calendar-date.ts'
import { formatDate } from '#kernel/date-text.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type Yen, yen } from '#kernel/yen.ts'

/** How sure a value of the table is. Only `confirmed` was read in the company's own publication. */
export const ASSURANCES = {
  confirmed: '会社の公表資料で確認',
  secondary: '未確認：会社以外の資料',
  assumed: '未確認：仮の値',
} as const
export type Assurance = keyof typeof ASSURANCES

/** One value with where it comes from. */
export type Sourced<Value> = { readonly value: Value; readonly assurance: Assurance; readonly source: string }

/** Days on which nothing falls due. `yearEnd` holds month and day of the first and the last closed day over the turn of the year. */
export type Closure = {
  readonly saturday: boolean
  readonly sunday: boolean
  readonly nationalHolidays: boolean
  readonly yearEnd: { readonly from: `12-${number}`; readonly until: `01-${string}` } | undefined
}

/** Interest for late payment: a fraction of the unpaid amount for each day, the total truncated to the yen. */
export type LateInterest = {
  readonly perDay: { readonly numerator: number; readonly denominator: number }
  /** Paid within so many days after the due date: no interest at all; later, every day since the due date counts. */
  readonly graceDays: number
}

/** What a company's terms say about due date, stop and interest, from a day on. Days are counted from the day after the reading (or billing). */
export type PaymentTerms = {
  readonly company: string
  readonly supplies: readonly ('electricity' | 'gas')[]
  readonly validFrom: CalendarDate
  readonly countedFrom: 'meter-reading' | 'billing'
  readonly dueDay: Sourced<number>
  readonly closure: Sourced<Closure>
  /** Supply may be stopped, after notice, once so many days have passed. Absent: nobody could confirm or even agree on a number. */
  readonly stopAfterDays: Sourced<number> | undefined
  readonly interest: Sourced<LateInterest> | undefined
}

/** The terms of a list that hold on a day: the latest that began by then. */
export function findTermsOn<Terms extends Pick<PaymentTerms, 'validFrom'>>(
  versions: readonly Terms[],
  date: CalendarDate,
): Terms | undefined {
  return versions
    .filter(({ validFrom }) => validFrom <= date)
    .toSorted((left, right) => (left.validFrom < right.validFrom ? 1 : -1))
    .at(0)
}

/** Whether nothing falls due on the day. Refuses days outside the holiday table. */
export function isClosed(closure: Closure, date: CalendarDate): Result<boolean> {
  if (date < HOLIDAYS_KNOWN.from || date > HOLIDAYS_KNOWN.until) {
    return refuse(
      'due-date-unknown',
      `${formatDate(HOLIDAYS_KNOWN.from)}から${formatDate(HOLIDAYS_KNOWN.until)}までの日でないと、休日がわからず支払期限を数えられません。`,
    )
  }
  const weekday = dayOfWeek(date)
  const monthAndDay = date.slice(5)
  const { yearEnd } = closure
  return ok(
    (closure.saturday && weekday === 6) ||
      (closure.sunday && weekday === 7) ||
      (closure.nationalHolidays && findHolidayName(date) !== undefined) ||
      (yearEnd !== undefined && (monthAndDay >= yearEnd.from || monthAndDay <= yearEnd.until)),
  )
}

/** The day by which a reading's (or bill's) amount is to be paid: the n-th day, moved past closed days. */
export function dueDateOf(
  terms: Pick<PaymentTerms, 'dueDay' | 'closure'>,
  countedFrom: CalendarDate,
): Result<CalendarDate> {
  let day = addDays(countedFrom, terms.dueDay.value)
  for (;;) {
    const closed = isClosed(terms.closure.value, day)
    if (!closed.ok) return closed
    if (!closed.value) return ok(day)
    day = addDays(day, 1)
  }
}

/** The first day on which supply may be stopped, after notice: the day after the n-th. Refuses where the number is not known. */
export function stopPossibleFrom(
  terms: Pick<PaymentTerms, 'company' | 'stopAfterDays'>,
  countedFrom: CalendarDate,
): Result<CalendarDate> {
  if (terms.stopAfterDays === undefined) {
    return refuse(
      'stop-day-unknown',
      `${terms.company}が何日目から供給を止められるかは、資料で確かめられていません。会社の約款で確かめて登録すると計算できます。`,
    )
  }
  return ok(addDays(countedFrom, terms.stopAfterDays.value + 1))
}

/** Why an amount carries interest or none. */
export const INTEREST_CASES = {
  'not-late': '期限までの支払いなので、かかりません',
  'within-grace': '期限のあと決まった日数までの支払いなので、かかりません',
  'below-one-yen': '1円に満たないので、かかりません',
  charged: '期限の翌日から支払いの日までの日数でかかります',
} as const
export type InterestCase = keyof typeof INTEREST_CASES

/** Interest on an unpaid amount paid on a day; below one yen is cut off. It is not taxed and joins a later bill. Refuses where the rate is not known. */
export function interestOn(
  terms: Pick<PaymentTerms, 'company' | 'interest'>,
  bill: { readonly unpaid: Yen; readonly dueOn: CalendarDate; readonly paidOn: CalendarDate },
): Result<{ readonly interest: Yen; readonly why: InterestCase }> {
  if (terms.interest === undefined) {
    return refuse('interest-unknown', `${terms.company}の延滞利息の率は、資料で確かめられていません。`)
  }
  const { perDay, graceDays } = terms.interest.value
  const days = daysBetween(bill.dueOn, bill.paidOn)
  if (days <= 0) return ok({ interest: yen(0), why: 'not-late' })
  if (days <= graceDays) return ok({ interest: yen(0), why: 'within-grace' })
  // BigInt: amounts times days times millionths may pass what a number counts exactly.
  const due = (BigInt(Math.max(bill.unpaid, 0)) * BigInt(days) * BigInt(perDay.numerator)) / BigInt(perDay.denominator)
  const interest = yen(Number(due))
  return ok({ interest, why: interest === 0 ? 'below-one-yen' : 'charged' })
}

/** One reading day with what follows from it. `stopFrom` is absent where the terms leave it unknown. */
export type DueRow = {
  readonly countedFrom: CalendarDate
  readonly dueOn: CalendarDate
  readonly stopFrom: CalendarDate | undefined
}

/**
 * Due and stop dates of every day of a span, for joining with a file of millions of readings. Each day follows the
 * version of the terms that held on it; days before the first version are left out. Refuses days without known holidays.
 */
export function dueTable(
  versions: readonly PaymentTerms[],
  span: { readonly from: CalendarDate; readonly until: CalendarDate },
): Result<readonly DueRow[]> {
  const rows: DueRow[] = []
  for (let day = span.from; day <= span.until; day = addDays(day, 1)) {
    const terms = findTermsOn(versions, day)
    if (terms === undefined) continue
    const due = dueDateOf(terms, day)
    if (!due.ok) return due
    const stop = stopPossibleFrom(terms, day)
    rows.push({ countedFrom: day, dueOn: due.value, stopFrom: stop.ok ? stop.value : undefined })
  }
  return ok(rows)
}

/** Whether every value of the terms was read in the company's own publication. */
export function isConfirmed(terms: PaymentTerms): boolean {
  const { dueDay, closure, stopAfterDays, interest } = terms
  return [dueDay, closure, stopAfterDays, interest].every((value) => value?.assurance === 'confirmed')
}
