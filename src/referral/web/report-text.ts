import { calendarDate, isCalendarDate, timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { formatShort } from '#kernel/date-text.ts'

/** `11月22日(日)`, with the year when it is another one than today's; text that is no date stays as it is. */
export function dayText(date: string): string {
  if (!isCalendarDate(date)) return date
  const year = date.slice(0, 4)
  const short = formatShort(calendarDate(date))
  return todayInJapan(new Date()).startsWith(year) ? short : `${year}年${short}`
}

/** `11月22日(日) 14:03` in Japan, from an instant. */
export function momentText(instant: string): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? instant : `${dayText(todayInJapan(at))} ${timeInJapan(at)}`
}

/** Time left until the supply stops, in words. */
export function daysLeftText(daysLeft: number): string {
  if (daysLeft > 0) return `停止予定まで あと${daysLeft}日`
  return daysLeft === 0 ? '今日が停止予定の日です' : `停止予定の日から ${-daysLeft}日`
}

/** `12,400円`. */
export function yenText(yen: number): string {
  return `${yen.toLocaleString('ja-JP')}円`
}

/** Yen or a count as people type it: full width, commas, 円; `undefined` when it is not a whole number. */
export function readCount(typed: string): number | undefined {
  const plain = typed.normalize('NFKC').replaceAll(/[\s,、円か月ヶカ]/g, '')
  return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined
}

/** The company's own short number of a report, for talking on the telephone inside the company: `3F9A-21C0`. */
export function shortNumber(reportId: string): string {
  const end = reportId.replaceAll('-', '').slice(-8).toUpperCase()
  return `${end.slice(0, 4)}-${end.slice(4)}`
}

/** Six digits that the person keeps; `random` are at least four bytes of a cryptographic generator. */
export function keptNumberFrom(random: Uint8Array): string {
  const drawn = new DataView(random.buffer, random.byteOffset).getUint32(0)
  return String(drawn % 1_000_000).padStart(6, '0')
}

/** Six digits as people read them out: `123 456`. */
export function keptNumberText(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3)}`
}

/** One line of an address, with or without a postal code, taken apart; only a postal code is its own address. */
export function splitPlace(typed: string): { readonly postal: string | undefined; readonly address: string } {
  const found = /^\s*〒?\s*([0-9０-９]{3}[-－ー−‐]?[0-9０-９]{4})(?![0-9０-９])\s*/u.exec(typed)
  const postal = found?.[1]?.normalize('NFKC').replaceAll(/[^0-9]/g, '')
  if (found === null || postal === undefined) return { postal: undefined, address: typed.trim() }
  return { postal, address: typed.slice(found[0].length).trim() }
}
