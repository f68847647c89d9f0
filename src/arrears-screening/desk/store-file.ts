import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { appendArriving, findSize, makePrivateFolder, markOf, removeFolder } from '#platform/files/private-files.ts'
import { notFound, Refused } from '#platform/http/problem.ts'
import { freeBytes } from '#platform/table-file/room-on-disk.ts'
import { dateInName } from './date-in-name.ts'
import type { CompanyDesk } from './desk.ts'
import { keepPace, TooSlow } from './keep-pace.ts'
import type { StoredFile, WorkState } from './work-state.ts'
import { changeWork, getWork, inTurn } from './work-store.ts'

/** Reading a file and running over it takes about this many times its size on the disk. */
const roomFor = 3

/** Takes note of a file before its first byte: refuses what is too large, one too many, and a disk without room. */
export function announce(
  desk: CompanyDesk,
  ids: { id: string; fileId: string },
  told: { name: string; bytes: number },
): Promise<Result<WorkState>> {
  return inTurn(desk.places.files(ids.id), () => announceOne(desk, ids, told))
}

async function announceOne(
  desk: CompanyDesk,
  { id, fileId }: { id: string; fileId: string },
  { name, bytes }: { name: string; bytes: number },
): Promise<Result<WorkState>> {
  const { settings, places } = desk
  const state = await getWork(desk, id)
  if (state.sourcesRemovedAt !== null) return finished
  if (bytes > settings.fileBytes) {
    return refuse(
      'file_too_large',
      `このファイルは${sizeInWords(bytes)}で、一つ${sizeInWords(settings.fileBytes)}までの決まりより大きいため置けません。市区町村などで分けるか、会社のパソコンやサーバーで cli screen をお使いください。`,
    )
  }
  if (state.files.length >= settings.files) {
    return refuse('too_many_files', `一つの作業に置けるファイルは${settings.files}個までです。`)
  }
  const needed = bytes * roomFor + settings.spareBytes
  const full = await fullDisk(places.work(id), needed)
  if (full !== undefined) return full
  const asOf = dateInName(name) ?? null
  const file: StoredFile = { id: fileId, name, bytes, sha256: null, asOf, asOfGuessed: asOf !== null }
  await makePrivateFolder(places.files(id))
  await makePrivateFolder(dirname(places.file(id, file)))
  return ok(await changeWork(desk, id, (before) => ({ ...before, files: [...before.files, file] })))
}

async function fullDisk(folder: string, needed: number): Promise<Result<never> | undefined> {
  const free = await freeBytes(folder)
  if (free >= needed) return undefined
  return refuse(
    'storage_full',
    `サーバーのディスクの空きが足りません（必要なのは${sizeInWords(needed)}、空きは${sizeInWords(free)}）。管理者にお知らせください。`,
  )
}

export const finished = refuse(
  'work_finished',
  'この作業では、ご案内する方をさがし終えています。新しい作業をはじめてください。',
)

const underway = new Set<string>()
/** Parts at a time: of all companies, of one, and of one while half of the places are taken. */
const most = { desk: 8, company: 2, companyWhenBusy: 1 }

/**
 * Writes one part behind what has arrived. Broken off, or sent too slowly, it leaves the file as it was. A company has a
 * place or two, one while many send, so that uploads take neither disk nor processor nor a place from anybody.
 */
export async function writePart(
  desk: Pick<CompanyDesk, 'organizationId' | 'places' | 'settings'>,
  { id, fileId, offset }: { id: string; fileId: string; offset: number },
  body: Readable,
): Promise<Result<{ received: number; whole: boolean }>> {
  const state = await getWork(desk, id)
  const file = state.files.find((one) => one.id === fileId)
  if (file === undefined) throw new Refused(notFound)
  if (state.sourcesRemovedAt !== null) return finished
  const path = desk.places.file(id, file)
  const received = (await findSize(path)) ?? 0
  const key = `${desk.organizationId} ${fileId}`
  if (offset !== received || underway.has(key)) {
    const because = 'ファイルの続きの位置が合いません。届いたところから、もう一度お送りください。'
    throw new Refused({ code: 'part_not_next', because }, { current: { received } })
  }
  const own = [...underway].filter((one) => one.startsWith(desk.organizationId)).length
  const ofCompany = underway.size * 2 >= most.desk ? most.companyWhenBusy : most.company
  if (underway.size >= most.desk || own >= ofCompany) {
    return refuse('overloaded', 'ほかのファイルを受け取っています。少し待ってから、続きをお送りください。')
  }
  underway.add(key)
  try {
    const left = Math.min(desk.settings.partBytes, file.bytes - received)
    // Announced files reserve nothing: many of them together would otherwise fill the disk that the database writes to.
    const full = await fullDisk(desk.places.work(id), left + desk.settings.spareBytes)
    if (full !== undefined) return full
    const now = await appendArriving(path, keepPace(body, desk.settings.pace), { from: received, most: left })
    if (now === undefined) {
      return refuse('too_large', 'はじめに知らせた大きさ、または一度に送れる大きさを超えています。')
    }
    if (now < file.bytes) return ok({ received: now, whole: false })
    const { sha256 } = await markOf(path)
    await changeWork(desk, id, (before) => withFile(before, { ...file, sha256 }))
    return ok({ received: now, whole: true })
  } catch (cause) {
    if (!(cause instanceof TooSlow)) throw cause
    throw new Refused({ code: 'upload_too_slow', because: tooSlow }, { current: { received } })
  } finally {
    underway.delete(key)
  }
}

const tooSlow =
  '回線がゆっくりのため、いまの部分を受け取りきれませんでした。届いたところまでは残っています。続きを、もっと小さく分けてお送りください。'

/** Says of which day a file is; null where it is not known. */
export async function giveDate(
  desk: CompanyDesk,
  { id, fileId }: { id: string; fileId: string },
  asOf: string | null,
): Promise<WorkState> {
  return changeWork(desk, id, (state) => withFile(state, { ...getFile(state, fileId), asOf, asOfGuessed: false }))
}

export function discardFile(desk: CompanyDesk, ids: { id: string; fileId: string }): Promise<Result<WorkState>> {
  return inTurn(desk.places.work(ids.id), () => discardOne(desk, ids))
}

async function discardOne(
  desk: CompanyDesk,
  { id, fileId }: { id: string; fileId: string },
): Promise<Result<WorkState>> {
  const state = await getWork(desk, id)
  const file = getFile(state, fileId)
  if (desk.queue.find(id) !== undefined) return busy
  await removeFolder(dirname(desk.places.file(id, file)))
  await removeFolder(desk.places.accounts(id, fileId))
  const files = (before: WorkState) => before.files.filter((one) => one.id !== fileId)
  return ok(
    await changeWork(desk, id, (before) => ({ ...before, files: files(before), reading: null, readingMark: null })),
  )
}

export const busy = refuse('work_busy', 'この作業の処理が動いています。終わるのを待つか、止めてからお試しください。')

export function getFile(state: WorkState, fileId: string): StoredFile {
  const file = state.files.find((one) => one.id === fileId)
  if (file === undefined) throw new Refused(notFound)
  return file
}

const withFile = (state: WorkState, file: StoredFile): WorkState => ({
  ...state,
  files: state.files.map((one) => (one.id === file.id ? file : one)),
})

function sizeInWords(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6).toLocaleString('ja-JP')} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
