import { daysBetween, todayInJapan } from '#kernel/calendar-date.ts'
import { formatShort } from '#kernel/date-text.ts'
import type { ChipTone } from '#ui/chip-label.tsx'
import { dayText as dayWithYear } from '#ui/day-text.ts'

const clock = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' })

/** `11月22日(日) 14:03` of an instant. */
export function instantText(instant: string): string {
  const at = new Date(instant)
  return `${formatShort(todayInJapan(at))} ${clock.format(at)}`
}

/** `11月22日(日)` of a day as it travels on the wire, with the year when it is another one than today's. */
export function dayText(day: string): string {
  return dayWithYear(day.slice(0, 10))
}

/** How near a day is, in words. */
export function daysWords(days: number): string {
  if (days === 0) return '今日'
  if (days === 1) return '明日'
  return days > 0 ? `あと${days}日` : `${-days}日前`
}

/** 「停止予定 11月25日(水) あと3日」; `undefined` while no day is set. */
export function stopWords({ stopOn, daysLeft, stoppedOn }: StopFacts): string {
  if (stoppedOn !== undefined) return `${dayText(stoppedOn)}から停止中`
  if (stopOn === undefined || daysLeft === undefined) return '停止日は未定'
  return daysLeft < 0
    ? `停止予定日 ${dayText(stopOn)} を過ぎています`
    : `停止予定 ${dayText(stopOn)}・${daysWords(daysLeft)}`
}

type StopFacts = {
  readonly stopOn?: string | undefined
  readonly stoppedOn?: string | undefined
  readonly daysLeft?: number | undefined
}

/** Red only when the supply has stopped or stops within a day. */
export function stopTone({ daysLeft, stoppedOn, stopOn }: StopFacts): ChipTone {
  if (stoppedOn !== undefined || (daysLeft !== undefined && daysLeft <= 1)) return 'red'
  if (stopOn === undefined || daysLeft === undefined) return 'neutral'
  return daysLeft <= 3 ? 'orange' : 'blue'
}

/** How people speak of somebody whose name is not known. */
export function whoText(name: string | undefined): string {
  return name === undefined || name === '' ? 'お名前はわかっていません' : `${name} さん`
}

/** `きのう 15:40` would be guessed at; the day and how long ago it was. */
export function agoText(instant: string): string {
  const days = daysBetween(todayInJapan(new Date(instant)), todayInJapan(new Date()))
  return days === 0
    ? `今日 ${clock.format(new Date(instant))}`
    : `${dayText(todayInJapan(new Date(instant)))}（${days}日前）`
}

/** Today as a date field takes it. */
export function todayText(): string {
  return todayInJapan(new Date())
}

/** What comes next, as a verb. `read` and `take-up` are of reports without a case. */
export const STEP_WORDS = {
  read: '受け取りを知らせる',
  'take-up': '支援を始める',
  'plan-approach': '訪ね方を考える',
  contact: 'ご本人と連絡をとる',
  connect: '支援先につなぐ',
  'follow-up': 'その後を確かめる',
  conclude: '終わりにできるか考える',
  none: 'なし',
} as const
