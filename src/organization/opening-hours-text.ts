/** Reads opening hours as offices write them. What is not understood stays as text and counts as unknown. */
import type { DayOfWeek } from '#kernel/calendar-date.ts'
import type { HoursSpan, OpeningHours } from './opening-hours.ts'

const DAY_NAMES = '月火水木金土日'
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly DayOfWeek[]
const WORKING_DAYS = [1, 2, 3, 4, 5] as const satisfies readonly DayOfWeek[]

function dayOf(name: string): DayOfWeek | undefined {
  return name === '' ? undefined : DAYS[DAY_NAMES.indexOf(name)]
}

type Clock = { readonly minutes: number; readonly index: number }

function listClocks(text: string): Clock[] {
  const clocks: Clock[] = []
  for (const match of text.matchAll(/(午前|午後)?(\d{1,2})(?:時(?:(\d{1,2})分)?|:(\d{2}))|正午/gu)) {
    if (match[0] === '正午') {
      clocks.push({ minutes: 720, index: match.index })
      continue
    }
    const hour = Number(match[2]) + (match[1] === '午後' && Number(match[2]) < 12 ? 12 : 0)
    const minutes = hour * 60 + Number(match[3] ?? match[4] ?? 0)
    clocks.push({ minutes, index: match.index })
  }
  return clocks
}

function listWeekdays(text: string): readonly DayOfWeek[] | undefined {
  const range = /([月火水木金土日])(?:曜日?)?[〜から]+(?:の)?([月火水木金土日])(?:曜日?)?/u.exec(text)
  const first = dayOf(range?.[1] ?? '')
  const last = dayOf(range?.[2] ?? '')
  if (first !== undefined && last !== undefined && first <= last) {
    return DAYS.filter((day) => first <= day && day <= last)
  }
  return text.includes('平日') ? WORKING_DAYS : undefined
}

/** "Closed on Saturday and Sunday" says that the other days are open. */
function listOpenDaysByClosure(text: string): readonly DayOfWeek[] | undefined {
  return /土(?:曜日?)?[・、]?日(?:曜|[・、]?祝)/u.test(text) ? WORKING_DAYS : undefined
}

/** A break in the middle of the day (正午から午後1時までを除く) makes two spans of one. */
function spansWithoutBreak(clocks: readonly Clock[], base: Omit<HoursSpan, 'from' | 'to'>): HoursSpan[] | undefined {
  const [from, to, pauseFrom, pauseTo, ...more] = clocks.map((clock) => clock.minutes)
  if (from === undefined || to === undefined || more.length > 0 || from >= to || to > 1440) return undefined
  if (pauseFrom === undefined) return [{ ...base, from, to }]
  if (pauseTo === undefined || pauseFrom <= from || pauseTo <= pauseFrom || to <= pauseTo) return undefined
  return [
    { ...base, from, to: pauseFrom },
    { ...base, from: pauseTo, to },
  ]
}

/**
 * Hours and closed days as written (「平日 午前8時30分から午後5時15分」, 「土曜日・日曜日・祝日・年末年始」).
 * Without a word about weekdays the days stay unknown: a guess would send somebody to a closed door.
 */
export function readOpeningHours(hoursText: string, closedText = ''): OpeningHours {
  const shown = [hoursText.trim(), closedText.trim() === '' ? '' : `休み：${closedText.trim()}`].filter((t) => t !== '')
  if (shown.length === 0) return { kind: 'unknown' }
  const text = shown.join(' ')
  const hours = hoursText
    .normalize('NFKC')
    .replace(/[\s]/gu, '')
    .replace(/[~～〜－–]/gu, '〜')
  const closed = closedText.normalize('NFKC').replace(/[\s]/gu, '')
  if (/閉館日/u.test(hours)) return { kind: 'unknown', text }
  const weekdays = listWeekdays(hours) ?? listOpenDaysByClosure(closed) ?? listOpenDaysByClosure(hours)
  if (weekdays === undefined) return { kind: 'unknown', text }
  const spans = spansWithoutBreak(listClocks(hours), { weekdays })
  if (spans === undefined) return { kind: 'unknown', text }
  const nth = /第(\d)土曜/u.exec(hours)
  const extra = nth ? spans.map((span): HoursSpan => ({ ...span, weekdays: [6], nth: [Number(nth[1])] })) : []
  return {
    kind: 'weekly',
    spans: [...spans, ...extra],
    // Holidays of local governments (地方自治法第4条の2) unless the register says otherwise: a door found closed costs more.
    closedOnHolidays: !/祝日も/u.test(hours),
    closedAtYearEnd: true,
    text,
  }
}
