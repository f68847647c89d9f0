import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { withClient } from '#platform/database/connection.ts'
import { findRunningDatabase } from '#platform/database/launcher/index.ts'
import { gateRole } from '#platform/database/roles.ts'

/** Lets this page's session run out, as half an hour of silence would; nobody waits for it. */
export async function letSessionExpire(page: Page): Promise<void> {
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'tomoshibi')
  const token = cookie?.value.split('.')[1] ?? ''
  const hash = createHash('sha256').update(token).digest()
  const database = await findRunningDatabase({ dataFolder: join(process.env.TOMOSHIBI_STORY_DATA ?? '', 'postgres') })
  if (database === undefined) throw new Error('The database of the stories is not running.')
  const ended = await withClient({ ...database, role: gateRole }, (client) =>
    client.query("update auth.sessions set idle_until = now() - interval '1 minute' where token_hash = $1", [hash]),
  )
  if (ended.rowCount !== 1) throw new Error('This page has no session that could expire.')
}

/** Lets the days pass until the packs of an item close, and the clock that closes them strike. */
export async function letPacksClose(item: string): Promise<void> {
  const database = await findRunningDatabase({ dataFolder: join(process.env.TOMOSHIBI_STORY_DATA ?? '', 'postgres') })
  if (database === undefined) throw new Error('The database of the stories is not running.')
  await withClient({ ...database, role: gateRole }, async (client) => {
    await client.query(
      `update app.conference_packs set opens_at = opens_at - interval '30 days', closes_at = now() - interval '1 minute'
       where item_id = $1 and closed_at is null`,
      [item],
    )
    await client.query('select sec.close_due_packs()')
  })
}
