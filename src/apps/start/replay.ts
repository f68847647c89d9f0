import { access, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { restoredMark } from '#platform/backup/restore-backup.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { openErasureJournal } from '#platform/journal/erasure-journal.ts'
import { journalMissing } from '#platform/journal/journal-trouble.ts'
import { replayJournal } from '#platform/journal/replay-journal.ts'
import type { Progress } from './progress.ts'

type Replay = {
  readonly dataFolder: string
  readonly admin: AdminConnection
  readonly rootKey: Uint8Array
  readonly progress: Progress
}

/**
 * Before anybody is let in: what was erased or withdrawn after the backup was taken is erased and withdrawn again. After
 * a restore without a journal it throws, and nothing starts.
 */
export async function replayErasures({ dataFolder, admin, rootKey, progress }: Replay): Promise<void> {
  const folder = join(dataFolder, 'journal')
  const journal = openErasureJournal({ folder, keys: openKeyRing(rootKey) })
  const restored = await isThere(restoredMark(dataFolder))
  if (restored && !(await journal.isThere())) throw journalMissing(dataFolder)
  const lines = await journal.read()
  const fresh = lines.length === 0 ? 0 : await withClient(admin, (client) => replayJournal(client, lines))
  if (fresh > 0) progress.say(`  控えの後の消去と同意の取り消しを、${fresh}件やり直しました。`)
  if (restored) await rm(restoredMark(dataFolder))
}

const isThere = (place: string) =>
  access(place).then(
    () => true,
    () => false,
  )
