import { join } from 'node:path'
import { z } from 'zod'
import {
  createOnce,
  findText,
  isAlive,
  machineName,
  makePrivateFolder,
  removeFile,
  withLock,
  writeWhole,
} from '#platform/files/private-files.ts'

const holderShape = z.object({ id: z.string(), host: z.string(), pid: z.number(), at: z.number() })
type Holder = z.infer<typeof holderShape>

/** How often a holder says that it is still there, and after how long a silent one on another machine counts as gone. */
export type HoldPace = { readonly beatMs: number; readonly goneMs: number }

export type HoldOptions = {
  readonly folder: string
  /** Names this server process. */
  readonly id: string
  /** Milliseconds since 1970, told alike by all machines that share the folder. */
  readonly now: () => number
  readonly goneMs: number
}

/**
 * Works and their queue live in one server process at a time: it holds the desk's folder. A second process answers that
 * another one has it, and takes it when that one is gone: at once on the same machine, else after some silence.
 */
export type DeskHold = ReturnType<typeof holdDesk>

export function holdDesk({ folder, id, now, goneMs }: HoldOptions) {
  const path = join(folder, 'holder.json')
  const own = (): string => JSON.stringify({ id, host: machineName(), pid: process.pid, at: now() } satisfies Holder)
  let mine = false

  const isGone = (holder: Holder): boolean =>
    (holder.host === machineName() && !isAlive(holder.pid) && holder.pid !== process.pid) || now() - holder.at > goneMs

  async function takeOver(): Promise<boolean> {
    const taken = await withLock(`${path}.lock`, async () => {
      const holder = await findHolder(path)
      if (holder !== undefined && !isGone(holder)) return false
      await removeFile(path)
      return createOnce(path, own())
    })
    return taken ?? false
  }

  return {
    isMine: () => mine,
    /** Says that this process is still there, or tries to be the one; answers whether it has just become the one, or lost it. */
    beat: async (): Promise<'taken' | 'lost' | 'same'> => {
      await makePrivateFolder(folder)
      const before = mine
      const holder = await findHolder(path)
      if (holder?.id === id) {
        await writeWhole(path, own())
        mine = true
      } else {
        mine = await takeOver()
      }
      if (mine === before) return 'same'
      return mine ? 'taken' : 'lost'
    },
    release: async (): Promise<void> => {
      if (!mine) return
      mine = false
      if ((await findHolder(path))?.id === id) await removeFile(path)
    },
  }
}

/** Who holds the folder; a file that cannot be read holds nothing. */
async function findHolder(path: string): Promise<Holder | undefined> {
  const text = await findText(path)
  try {
    return text === undefined ? undefined : holderShape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export const deskElsewhere = {
  code: 'desk_elsewhere',
  because:
    'ご案内の対象をさがす作業は、いま別のサーバーが受け持っています。作業もファイルも失われていません。少し待ってから、画面を開き直してください。続くときは、管理者にお知らせください。',
} as const
