import { LETTER_STAGE_NAMES } from '../letter.ts'
import { outsideCount } from '../small-cells.ts'
import { HANDOUT_CHANNELS, type HandoutRow } from '../stock/handout-contract.ts'

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
]

/**
 * A row as it may leave the company. Inside, what the company wrote down itself is told as it is; outside, no number stands
 * from which fewer than ten people could be told.
 */
export function outsideLine(row: HandoutRow): string[] {
  const told = [outsideCount(row.handed), outsideCount(row.led, row.handed)]
  return [...textsOf(row), ...told.map((count) => count ?? NOT_TOLD)]
}

/** One month of a fiscal year: all that was handed over, and what the company wrote down of it. */
export type Month = Readonly<{ month: string; handed: number; led: number }>

/** April to March, months without a hand-out included. */
export function monthsOf(year: number, rows: readonly HandoutRow[]): readonly Month[] {
  return Array.from({ length: 12 }, (_, n) => {
    const at = n + 3
    const month = `${year + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
    return { month, ...sumOf(rows.filter((row) => row.month === month)) }
  })
}

/** What was handed over and led to something under one heading. */
export type Counted<Name> = Readonly<{ name: Name; handed: number; led: number; rows: readonly HandoutRow[] }>

/** Rows under one heading each, in the order in which the headings come first. */
export function countedBy<Name>(rows: readonly HandoutRow[], of: (row: HandoutRow) => Name): readonly Counted<Name>[] {
  return [...Map.groupBy(rows, of)].map(([name, own]) => ({ name, rows: own, ...sumOf(own) }))
}

function sumOf(rows: readonly HandoutRow[]): Readonly<{ handed: number; led: number }> {
  return rows.reduce((sum, { handed, led }) => ({ handed: sum.handed + handed, led: sum.led + led }), {
    handed: 0,
    led: 0,
  })
}
