import { join } from 'node:path'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { findSize, makePrivateFolder, removeFolder } from '#platform/files/private-files.ts'
import type { CompanyDesk, PrintOrder } from './desk.ts'
import type { LettersView } from './desk-views.ts'
import { interrupted } from './read-work.ts'
import { busy } from './store-file.ts'
import { orderTask, plain } from './task-kinds.ts'
import type { WorkState } from './work-state.ts'
import { changeWork, getWork, inTurn } from './work-store.ts'

type Wanted = Pick<PrintOrder, 'phone' | 'section' | 'hours' | 'stage' | 'channel'>

/** One letter for each person that the run found; asked again with other words, the earlier letters are made anew. */
export function printWork(desk: CompanyDesk, id: string, wanted: Wanted): Promise<Result<WorkState>> {
  return inTurn(desk.places.work(id), () => orderLetters(desk, id, wanted))
}

async function orderLetters(desk: CompanyDesk, id: string, wanted: Wanted): Promise<Result<WorkState>> {
  const state = await getWork(desk, id)
  if (desk.queue.find(id) !== undefined) return busy
  const { run } = state
  if (run === null) return refuse('run_missing', '先に「実行する」の画面で、ご案内する方をさがしてください。')
  if (run.counts.matched === 0) return refuse('nobody_found', 'ご案内する方がいないため、お手紙はありません。')
  const { places } = desk
  const out = places.letters(id)
  const printed = JSON.stringify(wanted)
  if (state.lettersMark !== printed) await removeFolder(out)
  await changeWork(desk, id, (before) => ({ ...before, letters: null, lettersMark: printed }))
  return ok(
    await orderTask(desk, {
      id,
      kind: 'letters',
      work: async ({ signal, tell }) => {
        if (signal.aborted) return interrupted
        await makePrivateFolder(out)
        const onProgress = (done: number, total: number) => tell({ step: 'printing', unit: 'letters', done, total })
        const paths = { people: join(places.out(id), 'people.csv'), pack: places.pack(id), out }
        const done = await desk.neighbours
          .print({ ...paths, ...wanted, signal, onProgress })
          .catch((cause: unknown) => {
            if (signal.aborted) return interrupted
            throw cause
          })
        if (!done.ok) return refuse(done.refusal.code, plain(desk, id, done.refusal.because))
        const { letters, listed, files } = done.value
        const view: LettersView = { letters, listed, files: await downloads(out, files) }
        return ok(view)
      },
      keep: (before, letters: LettersView) => ({ ...before, letters }),
    }),
  )
}

/** Letters name people; of their lists only the registration holds codes alone, which open nothing by themselves. */
async function downloads(out: string, names: readonly string[]): Promise<LettersView['files']> {
  const found: LettersView['files'] = []
  for (const name of names) {
    const bytes = await findSize(join(out, name))
    if (bytes !== undefined)
      found.push({ name, bytes, personal: !/^(registration|letters-manifest)\.json$/.test(name) })
  }
  return found
}
