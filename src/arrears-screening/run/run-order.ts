import type { CalendarDate } from '#kernel/calendar-date.ts'
import type { SigningKey } from '#platform/crypto/signing-key-file.ts'
import type { AccountMapping } from '../account-file/account-mapping-contract.ts'
import type { ScreeningPack } from '../screening-pack-contract.ts'

/** How text files are written: UTF-8 with a byte order mark, or what older office programs read. */
export const OUTPUT_ENCODINGS = { 'utf-8': 'UTF-8（BOM付き）', cp932: 'CP932（Shift_JIS）' } as const
export type OutputEncoding = keyof typeof OUTPUT_ENCODINGS

/** How far a run is: `done` of `total` rows (or bytes, while files are measured); `total` 0 where it is not known yet. */
export type RunProgress = {
  readonly step: 'measuring' | 'reading' | 'matching' | 'writing'
  readonly unit: 'rows' | 'bytes' | 'percent'
  readonly done: number
  readonly total: number
}

/** All that a run depends on. Everything but memory, threads and the clock has its part in the bytes that come out. */
export type RunOrder = {
  readonly sources: readonly string[]
  readonly mapping: { readonly text: string; readonly value: AccountMapping }
  readonly pack: { readonly text: string; readonly value: ScreeningPack }
  readonly runDate: CalendarDate
  /** A folder that does not exist yet, is empty, or holds this same run where it stopped. */
  readonly out: string
  readonly encoding: OutputEncoding
  readonly memoryMb?: number
  readonly threads?: number
  /** Rows between two checkpoints. */
  readonly partRows?: number
  readonly key: SigningKey
  /** The company's log of all its runs. */
  readonly companyLog: string
  readonly version: string
  readonly now: () => Date
  readonly signal?: AbortSignal
  /** Told before the first byte is read: what reading will take, in a sentence. */
  readonly onPlan?: (sentence: string) => void
  readonly onProgress?: (progress: RunProgress) => void
}

export const usualPartRows = 2_000_000
