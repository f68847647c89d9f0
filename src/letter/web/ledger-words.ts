import { LETTER_STAGE_NAMES } from '../letter.ts'
import { outsideCount } from '../small-cells.ts'
import { HANDOUT_CHANNELS, type HandoutRow } from '../stock/stock-contract.ts'

export const LANGUAGE_NAMES = { ja: '日本語', 'ja-easy': 'やさしい日本語' } as const

/** Where a count is not told. */
export const NOT_TOLD = '伏せています'

/** What a row is about; two rows never say the same. */
export function textsOf({ month, municipalityName, stage, channel, language, wordingVersion }: HandoutRow): string[] {
  return [
    month,
    municipalityName,
    LETTER_STAGE_NAMES[stage],
    HANDOUT_CHANNELS[channel],
    LANGUAGE_NAMES[language],
    wordingVersion,
  ]
}

export const OUTSIDE_HEADER = [
  '月',
  '市区町村',
  '段階',
  '渡し方',
  'ことば',
  '文面の版',
  'お渡し',
  '自社の連絡につながった',
  'ページを開いた',
  '連絡を頼んだ',
]

/**
 * A row as it may leave the company. Inside, what the company wrote down itself is told as it is; outside, no number stands
 * from which fewer than ten people could be told. What was opened and asked comes in tens already.
 */
export function outsideLine(row: HandoutRow): string[] {
  const told = [
    outsideCount(row.handed),
    outsideCount(row.led, row.handed),
    outsideCount(row.opened),
    outsideCount(row.asked),
  ]
  return [...textsOf(row), ...told.map((count) => count ?? NOT_TOLD)]
}

/** One month of a fiscal year: all that was handed over, and what the company wrote down of it. */
export type Month = Readonly<{ month: string; handed: number; led: number }>

/** April to March, months without a hand-out included. */
export function monthsOf(year: number, rows: readonly HandoutRow[]): readonly Month[] {
  return Array.from({ length: 12 }, (_, n) => {
    const at = n + 3
    const month = `${year + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
    const own = rows.filter((row) => row.month === month)
    const sum = (of: (row: HandoutRow) => number) => own.reduce((all, row) => all + of(row), 0)
    return { month, handed: sum(({ handed }) => handed), led: sum(({ led }) => led) }
  })
}
