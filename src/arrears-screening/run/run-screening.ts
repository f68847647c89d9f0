import { basename, dirname, join } from 'node:path'
import { version as duckdbVersion } from '@duckdb/node-api'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type DuckDb, openDuckDb } from '#platform/duckdb/open-duckdb.ts'
import {
  type FileMark,
  findSize,
  makePrivateFolder,
  markOf,
  removeFolder,
  renameForGood,
  withLock,
  writeWhole,
} from '#platform/files/private-files.ts'
import { planReading } from '../account-file/reading-plan.ts'
import type { AccountsRead } from './accounts-read.ts'
import { compilePack } from './compile-pack.ts'
import { type RunCounts, reconciles, signedManifest } from './manifest.ts'
import { type Matched, matchStage } from './match-stage.ts'
import { readStage } from './read-stage.ts'
import { appendToLog, type LogEvent } from './run-log.ts'
import type { RunOrder } from './run-order.ts'
import { hashOfText, openWorkFolder, runMark } from './work-state.ts'
import { type OutputFile, writeOutputs } from './write-outputs.ts'

/** What a finished run tells: the four kinds of rows add up to what was read. */
export type RunSummary = {
  readonly counts: RunCounts
  readonly resumed: boolean
  readonly files: readonly string[]
  /** Sentences about an input as a whole. */
  readonly remarks: readonly string[]
}

const usualMemoryMb = 512

/**
 * Screens a company's files: reads, matches part by part, leaves alone whom the agreement says, and writes the outputs
 * with a signed manifest. Memory stays bounded whatever the size of the files. The same order gives the same bytes, also
 * after it was stopped and called again. Nothing but the out folder and the company's log is written.
 */
export async function runScreening(order: RunOrder): Promise<Result<RunSummary>> {
  const inputs = await measure(order)
  if (!inputs.ok) return inputs
  const opened = await openWorkFolder(order.out, runMark(order, inputs.value))
  if (!opened.ok) return opened
  const { path, resumed } = opened.value
  const lock = join(path, 'running')
  const done = await withLock(lock, () => screened(order, { folder: path, resumed, inputs: inputs.value }))
  return (
    done ?? refuse('out_in_use', `「${order.out}」への処理が、いま別のところで動いています。終わるのを待ってください。`)
  )
}

type Underway = { readonly folder: string; readonly resumed: boolean; readonly inputs: readonly FileMark[] }

async function screened(order: RunOrder, underway: Underway): Promise<Result<RunSummary>> {
  const { folder, resumed } = underway
  const log = (event: LogEvent) => appendToLog(join(order.out, 'run-log.jsonl'), event, order.now())
  const noted = await log({ event: resumed ? 'resumed' : 'started', detail: { runDate: order.runDate } })
  if (!noted.ok) return noted
  try {
    const accounts = await inDuckDb(order, folder, (duckdb) => readStage(duckdb, order, folder))
    if (!accounts.ok) return accounts
    const matched = await inDuckDb(order, folder, (duckdb) => matchAll({ duckdb, order, folder }, accounts.value))
    return await finish(order, underway, { accounts: accounts.value, matched })
  } catch (cause) {
    if (order.signal?.aborted) return refuse('interrupted', stopped(order))
    throw cause
  }
}

/** Each stage has a database of its own: what the one before held in memory goes back to the machine. */
async function inDuckDb<Value>(
  order: RunOrder,
  folder: string,
  work: (duckdb: DuckDb) => Promise<Value>,
): Promise<Value> {
  const spill = join(folder, 'spill')
  await makePrivateFolder(spill)
  const duckdb = await openDuckDb({
    tempFolder: spill,
    folders: [folder, ...order.sources],
    memoryMb: order.memoryMb ?? usualMemoryMb,
    ...(order.threads === undefined ? {} : { threads: order.threads }),
  })
  const stop = () => duckdb.interrupt()
  order.signal?.addEventListener('abort', stop)
  try {
    if (order.signal?.aborted) throw new Error('stopped')
    return await work(duckdb)
  } finally {
    order.signal?.removeEventListener('abort', stop)
    duckdb.close()
  }
}

const stopped = ({ out }: RunOrder) =>
  `途中で止めました。済んだところまでは「${out}」に残っています。同じ指定でもう一度行うと、続きから始めます。`

type Found = { readonly accounts: AccountsRead; readonly matched: Matched }

type Matching = { readonly duckdb: DuckDb; readonly order: RunOrder; readonly folder: string }

async function matchAll({ duckdb, order, folder }: Matching, accounts: AccountsRead): Promise<Matched> {
  for (const statement of accounts.again) await duckdb.run(statement)
  const pack = compilePack(order.pack.value, order.runDate)
  const onPart = async (name: string) => {
    if (order.signal?.aborted) throw new Error('stopped')
    await appendToLog(join(order.out, 'run-log.jsonl'), { event: 'part', detail: { name } }, order.now())
  }
  return matchStage({ duckdb, pack, order, folder, onPart }, accounts)
}

async function finish(order: RunOrder, underway: Underway, found: Found): Promise<Result<RunSummary>> {
  const { folder, resumed } = underway
  const counts = countsOf(found)
  if (!reconciles(counts)) throw new RangeError('the rows read do not add up')
  const outputs = await writeOutputs(order, folder, found.matched)
  if (!outputs.ok) return outputs
  const manifest = manifestOf(order, { counts, outputs: outputs.value.files, inputs: underway.inputs })
  for (const { name } of outputs.value.files) await renameForGood(join(folder, name), join(order.out, name))
  const { sha256 } = await writeWhole(join(order.out, 'manifest.json'), manifest)
  const finished = { event: 'finished', detail: { runDate: order.runDate, manifestSha256: sha256, read: counts.read } }
  await makePrivateFolder(dirname(order.companyLog))
  for (const path of [join(order.out, 'run-log.jsonl'), order.companyLog]) {
    const noted = await appendToLog(path, finished, order.now())
    if (!noted.ok) return noted
  }
  await removeFolder(folder)
  return ok({
    counts,
    resumed,
    remarks: [...found.accounts.remarks, ...outputs.value.remarks],
    files: [...outputs.value.files.map(({ name }) => name), 'manifest.json', 'run-log.jsonl'],
  })
}

function countsOf({ accounts, matched }: Found): RunCounts {
  const good = accounts.read - accounts.rejected - accounts.merged
  const suppressed = matched.suppressed.reduce((sum, { people }) => sum + people, 0)
  return {
    read: accounts.read,
    matched: matched.people,
    unmatched: {
      noAgreement: good - matched.covered,
      conditionsNotMet: matched.covered - matched.people - suppressed,
    },
    suppressed: [...matched.suppressed],
    rejected: accounts.rejected,
    merged: accounts.merged,
    remarked: accounts.remarked,
  }
}

type Account = {
  readonly counts: RunCounts
  readonly outputs: readonly OutputFile[]
  readonly inputs: readonly FileMark[]
}

function manifestOf(order: RunOrder, { counts, outputs, inputs }: Account): string {
  const { runDate, encoding, pack, mapping, sources, version } = order
  const named = sources.map((path, at) => ({ name: basename(path), bytes: 0, sha256: '', ...inputs[at] }))
  return signedManifest(
    {
      runDate,
      encoding,
      versions: { tomoshibi: version, duckdb: duckdbVersion() },
      inputs: named,
      mapping: { sha256: hashOfText(mapping.text) },
      pack: {
        sha256: hashOfText(pack.text),
        issuedOn: pack.value.issuedOn,
        organizationId: pack.value.company.organizationId,
        agreements: pack.value.agreements.length,
      },
      counts,
      outputs: [...outputs],
    },
    order.key,
  )
}

async function measure({ sources, out, onPlan, onProgress }: RunOrder): Promise<Result<readonly FileMark[]>> {
  const sizes = await Promise.all(sources.map((path) => findSize(path)))
  const missing = sources.find((_, at) => sizes[at] === undefined)
  if (missing !== undefined)
    return refuse('file_not_found', `「${missing}」というファイルはありません。名前と場所を確かめてください。`)
  const empty = sources.find((_, at) => sizes[at] === 0)
  if (empty !== undefined)
    return refuse('file_empty', `「${empty}」は空です（0バイト）。書き出しが終わっているか確かめてください。`)
  if (new Set(sources).size < sources.length)
    return refuse('file_twice', '同じファイルが2回指定されています。一つにしてください。')
  const plan = await planReading(sources, out)
  // A disk that is too small is refused by the reading itself: a run that goes on may have read already.
  if (plan.ok) onPlan?.(plan.value.sentence)
  const total = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  const marks: FileMark[] = []
  let before = 0
  for (const path of sources) {
    const mark = await markOf(path, (bytes) =>
      onProgress?.({ step: 'measuring', unit: 'bytes', done: before + bytes, total }),
    )
    before += mark.bytes
    marks.push(mark)
  }
  return ok(marks)
}
