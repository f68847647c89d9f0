import { z } from 'zod'
import { findSize } from '#platform/files/private-files.ts'
import type { CompanyDesk } from './desk.ts'
import type { WorkFileView, WorkTaskView, WorkView } from './desk-views.ts'
import type { WorkState } from './work-state.ts'

const hour = 3_600_000

/** The work as the screens see it. */
export async function presentWork(desk: CompanyDesk, state: WorkState): Promise<WorkView> {
  const { id, createdAt, mapping, reading, run, letters, sourcesRemovedAt } = state
  const files = await Promise.all(state.files.map((file) => presentFile(desk, state, file)))
  return {
    ...{ id, createdAt, files, mapping, reading, run, letters, sourcesRemovedAt },
    removedAt: endOf(state, desk.settings.hours).toISOString(),
    task: presentTask(desk, state),
    begun: begunOf(state),
    allowed: allowed(desk, state, files),
  }
}

/** When everything of a work is taken off the disk. */
export function endOf({ createdAt, run }: Pick<WorkState, 'createdAt' | 'run'>, hours: number): Date {
  return new Date(Date.parse(run?.finishedAt ?? createdAt) + hours * hour)
}

async function presentFile(
  { places }: CompanyDesk,
  { id, sourcesRemovedAt }: WorkState,
  file: WorkState['files'][number],
): Promise<WorkFileView> {
  const kept = sourcesRemovedAt === null
  const received = kept ? ((await findSize(places.file(id, file))) ?? 0) : file.bytes
  return { ...file, received, whole: file.sha256 !== null, kept }
}

const markShape = z.tuple([z.array(z.string()), z.string()], z.unknown())

function begunOf({ runMark }: WorkState): WorkView['begun'] {
  const mark = runMark === null ? undefined : markShape.safeParse(JSON.parse(runMark)).data
  return mark === undefined ? null : { fileIds: mark[0], runDate: mark[1] }
}

export const endedWithServer =
  'サーバーが再起動したため、途中で止まりました。置いたファイルと、そこまでにできたものは残っています。もう一度始められます。'

/** What is in the queue tells how far it is; what should be there and is not was ended with the server. */
function presentTask({ queue }: CompanyDesk, { id, task }: WorkState): WorkTaskView | null {
  if (task === null) return null
  const still = { ahead: 0, step: null, unit: null, done: 0, total: 0, secondsLeft: null }
  if (task.state !== 'waiting' && task.state !== 'running') return { ...task, ...still }
  const found = queue.find(id)
  if (found === undefined) return { ...still, kind: task.kind, state: 'stopped', because: endedWithServer }
  const { ahead, progress, secondsLeft } = found
  return { ...task, ...progress, ahead, secondsLeft }
}

function allowed(desk: CompanyDesk, state: WorkState, files: readonly WorkFileView[]): WorkView['allowed'] {
  const isBusy = desk.queue.find(state.id) !== undefined
  const whole = files.some((file) => file.whole && file.kept)
  const canRun = whole && state.reading !== null
  const asked: Readonly<Record<WorkView['allowed'][number], boolean>> = {
    upload: state.sourcesRemovedAt === null && files.length < desk.settings.files,
    map: !isBusy && whole,
    run: !isBusy && canRun,
    stop: isBusy,
    letters: !isBusy && (state.run?.counts.matched ?? 0) > 0,
    keep: !isBusy && canRun,
    close: true,
  }
  return (['upload', 'map', 'run', 'stop', 'letters', 'keep', 'close'] as const).filter((command) => asked[command])
}
