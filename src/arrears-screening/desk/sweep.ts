import { basename, join } from 'node:path'
import { listFolder, removeFolder } from '#platform/files/private-files.ts'
import { type Desk, deskOf } from './desk.ts'
import { discardKept, listKept } from './kept-months.ts'
import { endedWithServer, endOf } from './present-work.ts'
import type { WorkState } from './work-state.ts'
import { changeWork, getWork, listCompanies, listWorkIds, removeSources, removeWork } from './work-store.ts'

const hour = 3_600_000
/** Not younger than this is what nobody can read any more: it may be just being made. */
const patience = hour

/** Takes off the disk what is over: works after their hours, sources of finished runs, months after their days, and leavings. */
export async function sweepDesk(desk: Pick<Desk, 'platform' | 'settings' | 'queue'>): Promise<void> {
  for (const folder of await listCompanies(desk.settings.folder)) {
    const company = deskOf(desk, basename(folder))
    const now = desk.platform.now()
    for (const id of await listWorkIds(company)) {
      const state = await getWork(company, id).catch(() => undefined)
      if (state === undefined ? isOld(id, now) : endOf(state, desk.settings.hours) <= now) await removeWork(company, id)
      // Cut off between the end of a run and the removal of its files.
      else if (state?.run) await removeSources(company, id)
    }
    await sweepKept(company, now)
  }
}

/** Tasks that an earlier process had begun and did not end: said to be stopped, and what lay open with names in it is gone. */
export async function settleWorks(desk: Desk): Promise<void> {
  for (const folder of await listCompanies(desk.settings.folder)) {
    const company = deskOf(desk, basename(folder))
    for (const id of await listWorkIds(company)) {
      const state = await getWork(company, id).catch(() => undefined)
      if (!isUnderWay(state?.task) || desk.queue.find(id) !== undefined) continue
      await removeFolder(company.places.between(id))
      await changeWork(company, id, (before) =>
        before.task === null || !isUnderWay(before.task)
          ? before
          : { ...before, task: { ...before.task, state: 'stopped', because: endedWithServer } },
      )
    }
  }
}

const isUnderWay = (task: WorkState['task'] | undefined) => task?.state === 'waiting' || task?.state === 'running'

async function sweepKept(company: Parameters<typeof listKept>[0], now: Date): Promise<void> {
  const kept = await listKept(company)
  const over = kept.filter(({ removedAt }) => Date.parse(removedAt) <= now.getTime())
  for (const month of over) await discardKept(company, month)
  const known = new Set(kept.filter((one) => !over.includes(one)).map(({ id }) => id))
  for (const name of (await listFolder(company.places.kept)) ?? []) {
    const id = name.slice(0, 36)
    if (!known.has(id) && isOld(id, now)) await removeFolder(join(company.places.kept, name))
  }
}

/** By the time that a UUIDv7 carries. */
function isOld(id: string, now: Date): boolean {
  const made = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
  return !(now.getTime() - made < patience)
}
