import { ok, type Result, refuse } from '#kernel/result.ts'
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

/** Bytes a second on two modest cores, and how much of a file's size is staged (twice, when odd cells are settled). */
const SPEED = { text: 60_000_000, sheet: 3_000_000, parquet: 40_000_000 } as const
const STAGED = { text: 0.7, sheet: 10, parquet: 2.2 } as const
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
    seconds += size / SPEED[kind]
  }
  return judgePlan({ bytes, diskBytes: Math.ceil(diskBytes), seconds, freeBytes: await freeBytes(workFolder) })
}

/** The plan in words, or the refusal where the disk is too small. */
export function judgePlan(figures: Omit<ReadingPlan, 'sentence'>): Result<ReadingPlan> {
  const { bytes, diskBytes, freeBytes: free } = figures
  const seconds = Math.max(leastSeconds, Math.ceil(figures.seconds))
  const need = `読み込むのは${sizeOf(bytes)}、かかる時間はおよそ${timeOf(seconds)}、途中で使うディスクは最大${sizeOf(diskBytes)}です。`
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
