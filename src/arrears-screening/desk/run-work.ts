import { join } from 'node:path'
import { calendarDate } from '#kernel/calendar-date.ts'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'
import { openSigningKey } from '#platform/crypto/signing-key-file.ts'
import { findSize, findText, removeFolder, writeWhole } from '#platform/files/private-files.ts'
import { readScreeningPack } from '../read-screening-file.ts'
import { runScreening } from '../run/run-screening.ts'
import { SUPPRESSION_REASONS, suppressionReasons } from '../run/suppression.ts'
import type { ScreeningPack } from '../screening-pack-contract.ts'
import type { CompanyDesk } from './desk.ts'
import { outputNames, type RunView } from './desk-views.ts'
import { peopleByMunicipality } from './people-counts.ts'
import { interrupted } from './read-work.ts'
import { busy, finished } from './store-file.ts'
import { orderTask, plain } from './task-kinds.ts'
import type { TaskTools } from './task-queue.ts'
import type { StoredFile, WorkState } from './work-state.ts'
import { changeWork, getWork, inTurn, removeSources } from './work-store.ts'

/** Files of a run that are about people: taken with a step-up and a line in the log. */
export const personalOutputs: ReadonlySet<string> = new Set([
  'people.csv',
  'people.parquet',
  'suppressed.csv',
  'rejects.csv',
  'remarks.csv',
])

type Given = { readonly fileIds: readonly string[]; readonly runDate: string; readonly pack: ScreeningPack }

/** Puts a run into the queue. With the same files, date and conditions it goes on where an earlier one stopped; anything else begins anew. */
export function runWork(desk: CompanyDesk, id: string, given: Given): Promise<Result<WorkState>> {
  return inTurn(desk.places.work(id), () => orderRun(desk, id, given))
}

async function orderRun(desk: CompanyDesk, id: string, given: Given): Promise<Result<WorkState>> {
  const state = await getWork(desk, id)
  if (state.sourcesRemovedAt !== null) return finished
  if (desk.queue.find(id) !== undefined) return busy
  const { mapping } = state
  if (mapping === null || state.reading === null) {
    return refuse('mapping_missing', '先に列の読み方を決めて、読めない行を確かめてください。')
  }
  const files = state.files.filter((file) => given.fileIds.includes(file.id) && file.sha256 !== null)
  if (files.length < new Set(given.fileIds).size) {
    return refuse(
      'file_missing',
      '選んだファイルが、まだ届き終わっていないか、消されています。「ファイルを選ぶ」の画面で確かめてください。',
    )
  }
  const pack = await keptPack(desk, id, given.pack)
  const same = JSON.stringify([given.fileIds.toSorted(), given.runDate, state.readingMark])
  if (pack === undefined || state.runMark !== same) await removeFolder(desk.places.out(id))
  const text = pack ?? JSON.stringify(given.pack, null, 2)
  if (pack === undefined) await writeWhole(desk.places.pack(id), text)
  await changeWork(desk, id, (before) => ({ ...before, runMark: same }))
  const order = { desk, id, files, runDate: given.runDate, packText: text, mapping: JSON.stringify(mapping) }
  return ok(
    await orderTask(desk, {
      id,
      kind: 'run',
      work: (tools) => screen({ ...order, state }, tools),
      keep: (before, run: RunView) => ({
        ...before,
        run,
        runInputs: files.flatMap(({ sha256 }) => sha256 ?? []),
        sourcesRemovedAt: desk.platform.now().toISOString(),
      }),
    }),
  )
}

/** The pack of a run that was stopped, where its agreements still say the same. */
async function keptPack({ places }: CompanyDesk, id: string, now: ScreeningPack): Promise<string | undefined> {
  const text = await findText(places.pack(id))
  const before = text === undefined ? undefined : readScreeningPack(text)
  if (text === undefined || !before?.ok) return undefined
  return JSON.stringify(before.value.agreements) === JSON.stringify(now.agreements) ? text : undefined
}

type Screening = {
  readonly desk: CompanyDesk
  readonly id: string
  readonly state: WorkState
  readonly files: readonly StoredFile[]
  readonly runDate: string
  readonly packText: string
  readonly mapping: string
}

async function screen(screening: Screening, tools: TaskTools): Promise<Result<RunView>> {
  const { desk, id, files, runDate, packText, mapping, state } = screening
  const { places, settings, platform } = desk
  const pack = readScreeningPack(packText)
  if (!pack.ok) return pack
  if (state.mapping === null || tools.signal.aborted) return interrupted
  const key = await openSigningKey(places.key)
  const done = await runScreening({
    sources: files.map((file) => places.file(id, file)),
    mapping: { text: mapping, value: state.mapping },
    pack: { text: packText, value: pack.value },
    runDate: calendarDate(runDate),
    out: places.out(id),
    encoding: 'utf-8',
    memoryMb: settings.memoryMb,
    threads: settings.threads,
    key,
    companyLog: join(places.key, 'run-log.jsonl'),
    version: settings.version,
    now: platform.now,
    signal: tools.signal,
    onProgress: tools.tell,
  })
  if (!done.ok) return sayPlainly(desk, id, done.refusal)
  // The file lay here to be screened, and for nothing else.
  await removeSources(desk, id)
  const { counts, remarks } = done.value
  return ok({
    runDate,
    finishedAt: platform.now().toISOString(),
    counts: {
      ...counts,
      suppressed: suppressionReasons.flatMap((reason) => {
        const people = counts.suppressed.find((one) => one.reason === reason)?.people ?? 0
        return people === 0 ? [] : [{ reason, sentence: SUPPRESSION_REASONS[reason], people }]
      }),
    },
    byMunicipality: await peopleByMunicipality(places.out(id), settings),
    outputs: await outputsOf(places.out(id)),
    keyFingerprint: key.fingerprint,
    remarks: remarks.map((remark) => plain(desk, id, remark)),
  })
}

function sayPlainly(desk: CompanyDesk, id: string, { code, because }: Refusal): Result<never> {
  return code === 'interrupted' ? interrupted : refuse(code, plain(desk, id, because))
}

async function outputsOf(out: string): Promise<RunView['outputs']> {
  const found: RunView['outputs'] = []
  for (const name of outputNames) {
    const bytes = await findSize(join(out, name))
    if (bytes !== undefined) found.push({ name, bytes, personal: personalOutputs.has(name) })
  }
  return found
}

/** Ends what waits or runs; what was done so far stays and can be taken up again. */
export async function stopWork(desk: CompanyDesk, id: string): Promise<WorkState> {
  await getWork(desk, id)
  const waits = desk.queue.find(id) !== undefined && !desk.queue.isRunning(id)
  await desk.queue.stop(id)
  return changeWork(desk, id, (state) =>
    state.task !== null && waits
      ? { ...state, task: { ...state.task, state: 'stopped', because: interrupted.refusal.because } }
      : state,
  )
}
