import { join } from 'node:path'
import { findText, listFolder, makePrivateFolder, removeFolder, writeWhole } from '#platform/files/private-files.ts'
import { notFound, Refused } from '#platform/http/problem.ts'
import type { CompanyDesk } from './desk.ts'
import { newWork, type WorkState, workStateShape } from './work-state.ts'

/** The work as it stands on the disk; a work of another company is as one that never was. */
export async function getWork({ places }: Pick<CompanyDesk, 'places'>, id: string): Promise<WorkState> {
  const text = await findText(places.state(id))
  const state = text === undefined ? undefined : workStateShape.safeParse(JSON.parse(text)).data
  if (state === undefined) throw new Refused(notFound)
  return state
}

/** The ids of a company's works, oldest first (UUIDv7). */
export async function listWorkIds({ places }: Pick<CompanyDesk, 'places'>): Promise<readonly string[]> {
  return [...((await listFolder(places.works)) ?? [])].sort()
}

export async function createWork(
  { places }: Pick<CompanyDesk, 'places'>,
  { id, now }: { id: string; now: Date },
): Promise<WorkState> {
  await makePrivateFolder(places.works)
  await makePrivateFolder(places.work(id))
  const state = newWork(id, now)
  await writeWhole(places.state(id), JSON.stringify(state))
  return state
}

const turns = new Map<string, Promise<unknown>>()

/**
 * Works of the same place one after the other, so that what one looked at still holds when it acts: two who begin at once
 * are one that begins and one that is told so. Not for a second turn of the same place within the first.
 */
export function inTurn<Value>(place: string, work: () => Promise<Value>): Promise<Value> {
  const turn = (turns.get(place) ?? Promise.resolve()).then(work)
  const rest = turn.catch(() => undefined).then(() => void (turns.get(place) === rest && turns.delete(place)))
  turns.set(place, rest)
  return turn
}

/** Changes a work; several who change the same one do it one after the other, each on what the one before left. */
export function changeWork(
  desk: Pick<CompanyDesk, 'places'>,
  id: string,
  change: (state: WorkState) => WorkState | Promise<WorkState>,
): Promise<WorkState> {
  const path = desk.places.state(id)
  return inTurn(path, async () => {
    const state = await change(await getWork(desk, id))
    await writeWhole(path, JSON.stringify(state))
    return state
  })
}

/** Takes files and read accounts of people off the disk; what came out of the run stays. */
export async function removeSources({ places }: Pick<CompanyDesk, 'places'>, id: string): Promise<void> {
  await removeFolder(places.files(id))
  await removeFolder(places.read(id))
}

/** Ends whatever runs for the work and takes all of it off the disk. */
export async function removeWork({ places, queue }: Pick<CompanyDesk, 'places' | 'queue'>, id: string): Promise<void> {
  await inTurn(places.work(id), async () => {
    await queue.stop(id)
    await removeFolder(places.work(id))
  })
}

/** Works of all companies: what the clock goes through. */
export async function listCompanies(folder: string): Promise<readonly string[]> {
  const names = (await listFolder(folder)) ?? []
  return names.filter((name) => /^[0-9a-f-]{36}$/.test(name)).map((name) => join(folder, name))
}
