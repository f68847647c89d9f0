import type { WorkView } from './desk-shapes.ts'

/** The files of the latest day: where none has a day, all of them. */
export function newestFiles({ files }: Pick<WorkView, 'files'>): readonly string[] {
  const days = files.flatMap(({ asOf }) => asOf ?? []).toSorted()
  const newest = days.at(-1)
  const chosen = newest === undefined ? files : files.filter(({ asOf }) => asOf === newest)
  return chosen.map(({ id }) => id)
}

/** The good rows of these files. */
export function goodOf({ reading }: Pick<WorkView, 'reading'>, fileIds: readonly string[]): number {
  const counted = reading?.perFile.filter(({ fileId }) => fileIds.includes(fileId)) ?? []
  return counted.reduce((sum, { good }) => sum + good, 0)
}
