import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  copyWhole,
  findSize,
  findText,
  listFolder,
  makePrivateFolder,
  removeFolder,
  writeWhole,
} from '#platform/files/private-files.ts'
import { notFound, Refused } from '#platform/http/problem.ts'
import type { CompanyDesk } from './desk.ts'
import { busy } from './store-file.ts'
import type { StoredFile, WorkState } from './work-state.ts'
import { getWork } from './work-store.ts'

const keptShape = z.strictObject({
  id: z.string(),
  asOf: z.string().refine(isCalendarDate),
  accounts: z.number(),
  keptAt: z.string(),
  removedAt: z.string(),
  /** SHA-256 of the company's file that it was read from. */
  source: z.string(),
})
export type KeptMonth = z.infer<typeof keptShape>

const day = 86_400_000

/** Keeps what a work has read, without persons and numbers of contracts, for so many days; the same day kept again replaces it. */
export async function keepMonths(desk: CompanyDesk, id: string, days: number): Promise<Result<readonly KeptMonth[]>> {
  const state = await getWork(desk, id)
  if (desk.queue.find(id) !== undefined) return busy
  const files = readFilesOf(state)
  if (files.length === 0) return refuse('mapping_missing', '先に列の読み方を決めて、ファイルを読んでください。')
  const undated = files.find(({ asOf }) => asOf === null)
  if (undated !== undefined) {
    return refuse('date_missing', `「${undated.name}」がいつのものかを決めてから、残してください。`)
  }
  const { places, platform } = desk
  await makePrivateFolder(places.kept)
  const before = await listKept(desk)
  const now = platform.now()
  const kept: KeptMonth[] = []
  for (const file of files) {
    const path = places.accounts(id, file.id)
    if ((await findSize(path)) === undefined) continue
    const month = keptShape.parse({
      id: platform.newId(),
      asOf: file.asOf,
      accounts: state.reading?.perFile.find(({ fileId }) => fileId === file.id)?.good ?? 0,
      keptAt: now.toISOString(),
      removedAt: new Date(now.getTime() + days * day).toISOString(),
      source: file.sha256,
    })
    await copyWhole(path, pathOf(desk, month))
    await writeWhole(join(places.kept, `${month.id}.json`), JSON.stringify(month))
    kept.push(month)
  }
  const replaced = before.filter(({ asOf, source }) => kept.some((one) => one.asOf === asOf && one.source === source))
  for (const one of replaced) await discardKept(desk, one)
  return ok(kept)
}

/** What the company keeps, oldest day first. */
export async function listKept({ places }: Pick<CompanyDesk, 'places'>): Promise<readonly KeptMonth[]> {
  const names = (await listFolder(places.kept)) ?? []
  const texts = await Promise.all(
    names.filter((name) => name.endsWith('.json')).map((name) => findText(join(places.kept, name))),
  )
  const found = texts.flatMap((text) => (text === undefined ? [] : (keptShape.safeParse(JSON.parse(text)).data ?? [])))
  return found.toSorted((one, other) => (one.asOf < other.asOf ? -1 : 1))
}

export async function removeKept(desk: CompanyDesk, id: string): Promise<void> {
  const month = (await listKept(desk)).find((one) => one.id === id)
  if (month === undefined) throw new Refused(notFound)
  await discardKept(desk, month)
}

/** First the list's line, then the rows: what is cut off in between is no month, and the next sweep takes it. */
export async function discardKept({ places }: Pick<CompanyDesk, 'places'>, { id }: KeptMonth): Promise<void> {
  await removeFolder(join(places.kept, `${id}.json`))
  await removeFolder(join(places.kept, `${id}.parquet`))
}

const pathOf = ({ places }: CompanyDesk, { id }: KeptMonth) => join(places.kept, `${id}.parquet`)

/** The files of a work whose accounts were read. */
function readFilesOf({ files, reading }: WorkState): readonly StoredFile[] {
  return files.filter(({ id }) => reading?.perFile.some(({ fileId }) => fileId === id))
}

/** All accounts of one day, in one file or several; `data` tells whether two sharings were counted over the same. */
export type Month = {
  readonly asOf: string
  readonly accounts: number
  readonly paths: readonly string[]
  readonly data: string
}

/** The days that can be counted over: what a work has read, and what is kept of other days. */
export async function listMonths(desk: CompanyDesk, workId: string | null): Promise<readonly Month[]> {
  const work = workId === null ? undefined : await getWork(desk, workId)
  const counts = new Map((work?.reading?.perFile ?? []).map(({ fileId, good }) => [fileId, good]))
  const fresh = (work === undefined || work.sourcesRemovedAt !== null ? [] : readFilesOf(work)).flatMap((file) =>
    file.asOf === null || file.sha256 === null
      ? []
      : [
          {
            asOf: file.asOf,
            accounts: counts.get(file.id) ?? 0,
            path: desk.places.accounts(work?.id ?? '', file.id),
            source: file.sha256,
          },
        ],
  )
  const days = new Set(fresh.map(({ asOf }) => asOf))
  const kept = (await listKept(desk))
    .filter(({ asOf }) => !days.has(asOf))
    .map((month) => ({ ...month, path: pathOf(desk, month) }))
  return [...Map.groupBy([...fresh, ...kept], ({ asOf }) => asOf)]
    .map(([asOf, parts]) => ({
      asOf,
      accounts: parts.reduce((sum, { accounts }) => sum + accounts, 0),
      paths: parts.map(({ path }) => path),
      data: dataMark(
        asOf,
        parts.map(({ source }) => source),
      ),
    }))
    .toSorted((one, other) => (one.asOf < other.asOf ? -1 : 1))
}

/** Equal for the same files of the same day. */
export function dataMark(asOf: string, sources: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([asOf, [...new Set(sources)].sort()]))
    .digest('hex')
}
