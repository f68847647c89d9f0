import { ok, type Result, refuse } from '#kernel/result.ts'
import { defaultThreads } from '#platform/duckdb/open-duckdb.ts'
import { findReadableSize, freeBytes } from '#platform/table-file/room-on-disk.ts'
import { fileMissing, kindOf } from './file-kind.ts'

/** What a reading will take, told before it starts. */
export type ReadingPlan = Readonly<{
  bytes: number
  diskBytes: number
  freeBytes: number
  seconds: number
  sentence: string
}>

/**
 * Bytes a second of one core, on the careful side of what was measured (UTF-8: 38 million, CP932: 29 to 36 million), and how
 * much of a file's size is staged: a quarter of a text, twice where every row has an odd cell.
 */
const SPEED = { text: 30_000_000, sheet: 600_000, parquet: 20_000_000 } as const
const STAGED = { text: 0.6, sheet: 10, parquet: 2.2 } as const
/** More cores wait for the disk, and a workbook is unpacked by one alone. */
const mostCores = 4
/** The first look alone is never told as less. */
const leastSeconds = 1

/** How long reading will take and how much disk; refuses a missing file and a disk that is too small. */
export async function planReading(paths: readonly string[], workFolder: string): Promise<Result<ReadingPlan>> {
  let [bytes, diskBytes, seconds] = [0, 0, 0]
  for (const path of paths) {
    const size = await findReadableSize(path)
    if (size === undefined) return fileMissing(path)
    const kind = kindOf(path)
    bytes += size
    diskBytes += size * STAGED[kind]
    seconds += size / SPEED[kind] / (kind === 'sheet' ? 1 : Math.min(mostCores, defaultThreads()))
  }
  return judgePlan({ bytes, diskBytes: Math.ceil(diskBytes), seconds, freeBytes: await freeBytes(workFolder) })
}

/** The plan in words, or the refusal where the disk is too small. */
export function judgePlan(figures: Omit<ReadingPlan, 'sentence'>): Result<ReadingPlan> {
  const { bytes, diskBytes, freeBytes: free } = figures
  const seconds = Math.max(leastSeconds, Math.ceil(figures.seconds))
  const need = `読み込むのは${sizeOf(bytes)}、かかる時間はおよそ${timeOf(seconds)}（ほかの処理がなければ）、途中で使うディスクは最大${sizeOf(diskBytes)}です。`
  if (free < diskBytes) {
    return refuse(
      'disk_too_small',
      `作業用のフォルダーのあるディスクの空きが足りません（空きは${sizeOf(free)}）。${need}空きを作るか、作業用のフォルダーを別のディスクにしてください。`,
    )
  }
  return ok({ ...figures, seconds, sentence: `${need}（空きは${sizeOf(free)}）` })
}

function sizeOf(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} KB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

function timeOf(seconds: number): string {
  return seconds < 90 ? `${seconds}秒` : `${Math.ceil(seconds / 60)}分`
}
