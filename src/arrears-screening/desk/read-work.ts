import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import { type DuckDb, openDuckDb, sqlText } from '#platform/duckdb/open-duckdb.ts'
import { makePrivateFolder, removeFolder } from '#platform/files/private-files.ts'
import { ACCOUNT_COLUMNS } from '../account.ts'
import type { AccountMapping } from '../account-file/account-mapping-contract.ts'
import { maskCell } from '../account-file/mask-cell.ts'
import { readAccounts } from '../account-file/read-accounts.ts'
import type { CompanyDesk } from './desk.ts'
import type { ReadingView } from './desk-views.ts'
import { busy, finished } from './store-file.ts'
import { orderTask, plain } from './task-kinds.ts'
import type { TaskTools } from './task-queue.ts'
import type { StoredFile, WorkState } from './work-state.ts'
import { changeWork, getWork, inTurn } from './work-store.ts'

/** Takes the mapping and counts in the background what it can read; the same mapping over the same files does nothing. */
export function mapColumns(desk: CompanyDesk, id: string, mapping: AccountMapping): Promise<Result<WorkState>> {
  return inTurn(desk.places.work(id), () => orderReading(desk, id, mapping))
}

async function orderReading(desk: CompanyDesk, id: string, mapping: AccountMapping): Promise<Result<WorkState>> {
  const state = await getWork(desk, id)
  if (state.sourcesRemovedAt !== null) return finished
  const files = state.files.filter(({ sha256 }) => sha256 !== null)
  if (files.length === 0) return refuse('no_file', '先にファイルを置いてください。')
  const mark = markOfReading(files, mapping)
  const again = desk.queue.find(id) !== undefined || state.task?.state === 'done'
  if (state.readingMark === mark && again) return ok(state)
  if (desk.queue.find(id) !== undefined) return busy
  await changeWork(desk, id, (before) => ({ ...before, mapping, readingMark: mark, reading: null }))
  return ok(
    await orderTask(desk, {
      id,
      kind: 'read',
      work: (tools) => readFiles({ desk, id, mapping, tools }, files),
      keep: (before, reading: ReadingView) => ({ ...before, reading }),
    }),
  )
}

function markOfReading(files: readonly StoredFile[], mapping: AccountMapping): string {
  const parts = [files.map(({ id, sha256 }) => [id, sha256]), mapping]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

type Reading = {
  readonly desk: CompanyDesk
  readonly id: string
  readonly mapping: AccountMapping
  readonly tools: TaskTools
}
const mostRejectsTold = 20

async function readFiles(reading: Reading, files: readonly StoredFile[]): Promise<Result<ReadingView>> {
  const { desk, id, tools } = reading
  const perFile: ReadingView['perFile'] = []
  const firstRejects: ReadingView['firstRejects'] = []
  const remarks: string[] = []
  await removeFolder(desk.places.read(id))
  await makePrivateFolder(desk.places.read(id))
  for (const [at, file] of files.entries()) {
    const tell = (percent: number) =>
      tools.tell({ step: 'reading', unit: 'percent', done: at * 100 + percent, total: files.length * 100 })
    const done = await readOne(reading, file, tell)
    if (!done.ok) return done
    const { counts, rejects } = done.value
    perFile.push({ fileId: file.id, read: counts.read, good: counts.good + counts.merged, rejected: counts.rejected })
    firstRejects.push(...rejects.slice(0, mostRejectsTold - firstRejects.length))
    remarks.push(...counts.remarks.map((remark) => plain(desk, id, remark)))
  }
  const sum = (key: 'read' | 'good' | 'rejected') => perFile.reduce((total, one) => total + one[key], 0)
  return ok({ read: sum('read'), good: sum('good'), rejected: sum('rejected'), perFile, firstRejects, remarks })
}

/** One file into facts without persons; what lay in between, with names in it, is gone when this resolves. */
async function readOne({ desk, id, mapping, tools }: Reading, file: StoredFile, tell: (percent: number) => void) {
  const { places, settings } = desk
  const between = places.between(id)
  const path = places.file(id, file)
  await makePrivateFolder(between)
  const duckdb = await openDuckDb({
    tempFolder: between,
    folders: [places.read(id), path],
    memoryMb: settings.memoryMb,
    threads: settings.threads,
  })
  const stop = () => duckdb.interrupt()
  tools.signal.addEventListener('abort', stop)
  try {
    if (tools.signal.aborted) return interrupted
    const onProgress = ({ percent }: { percent: number }) => tell(percent)
    const counts = await readAccounts({
      ...{ duckdb, mapping, onProgress },
      sources: [{ path }],
      into: 'accounts',
      workFolder: between,
    })
    if (!counts.ok) return tools.signal.aborted ? interrupted : withoutRow(counts.refusal, mapping)
    await duckdb.run(
      `copy (select ${factColumns}, count(*) as people from accounts group by all order by municipality) to ${sqlText(places.accounts(id, file.id))} (format parquet, compression zstd)`,
    )
    return ok({ counts: counts.value, rejects: await rejectsOf(duckdb, file.name) })
  } catch (cause) {
    if (tools.signal.aborted) return interrupted
    throw cause
  } finally {
    tools.signal.removeEventListener('abort', stop)
    duckdb.close()
    await removeFolder(between)
  }
}

/** What stands in another line than the first may be a person's row, taken for the heading: the screen is told which columns lack, not what is there. */
function withoutRow({ code, because }: Refusal, { headerLine = 1 }: AccountMapping): Result<never> {
  return refuse(code, headerLine === 1 ? because : because.replace(/あるのは「[\s\S]*」です。/, ''))
}

export const interrupted = refuse('interrupted', '途中で止めました。もう一度始めると、続きから進みます。')

const { contractId: _number, ...facts } = ACCOUNT_COLUMNS
/** What a condition may ask for, and nothing that names a contract or a person. Accounts that are alike in all of it are one row with their number. */
export const factColumns = Object.values(facts).join(', ')

const rejectShape = z.object({
  line: z.coerce.number(),
  column_name: z.string().nullable(),
  reason: z.string().nullable(),
  raw_text: z.string().nullable(),
})

async function rejectsOf(duckdb: DuckDb, file: string): Promise<ReadingView['firstRejects']> {
  const rows = await duckdb.rows(
    `select line, column_name, reason, raw_text from accounts_rejects order by all limit ${mostRejectsTold}`,
    rejectShape,
  )
  return rows.map(({ line, column_name, reason, raw_text }) => ({
    ...{ file, line, column: column_name ?? '' },
    reason: masked(reason ?? '', raw_text ?? ''),
  }))
}

/** A reason may quote the cell; on the screen it stands masked. */
function masked(reason: string, raw: string): string {
  const cell = raw.trim()
  return cell === '' ? reason : reason.replaceAll(`「${cell}」`, `「${maskCell(cell)}」`)
}
