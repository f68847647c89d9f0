import { sql } from 'kysely'
import { z } from 'zod'
import { ok } from '#kernel/result.ts'
import { openJson, type SealedPlace, sealJson } from '#platform/crypto/key-ring.ts'
import type { SessionTx } from '#platform/database/session.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { versionConflict } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'

type Json = z.output<ReturnType<typeof z.json>>
type Draft = { key: string; body: Json; version: number; savedAt: string }
type Params = z.ZodType<{ key: string }>
const path = '/api/drafts/:key'

/** The shapes that the screens keep their drafts with; they belong to the screens and come in from apps. */
export type DraftRoutes = {
  readonly readDraft: { method: 'GET'; path: typeof path; params: Params; response: z.ZodType<Draft | null> }
  readonly saveDraft: {
    method: 'PUT'
    path: typeof path
    params: Params
    body: z.ZodType<{ body: Json; version: number }>
    response: z.ZodType<Draft>
  }
  readonly discardDraft: { method: 'DELETE'; path: typeof path; params: Params; response: z.ZodUndefined }
}

/** Japanese for what the database refuses (db/migrations/0019): counts and bytes of one writer. */
export const draftSentences = {
  'drafts-full':
    '書きかけが多くなり、これ以上は保存できません。ほかの書きかけを送るか消すと、また保存できます。いまの入力は画面に残っていて、このまま送れます。',
} as const satisfies Readonly<Record<string, string>>

const planes = ['welfare', 'utility', 'auditor'] as const

/** Half-written forms: sealed under the writer's own key, seen by the writer alone, gone after a week. */
export function openDrafts(app: App, platform: Platform, routes: DraftRoutes): void {
  const frame = { app, platform, planes }
  door(frame, { ...routes.readDraft, summary: '書きかけを読む' }, async ({ tx, staff, params }) =>
    ok(await findDraft(platform, tx, placeOf(staff.userId, params.key))),
  )
  door(frame, { ...routes.saveDraft, summary: '書きかけを保存する' }, async ({ tx, staff, params, body }) =>
    ok(await saveDraft({ platform, tx, place: placeOf(staff.userId, params.key) }, body)),
  )
  door(frame, { ...routes.discardDraft, summary: '書きかけを捨てる' }, async ({ tx, staff, params }) => {
    await tx.db.deleteFrom('drafts').where('user_id', '=', staff.userId).where('key', '=', params.key).execute()
    return ok(undefined)
  })
}

const placeOf = (userId: string, key: string): SealedPlace => ({ scopeId: userId, recordId: key, field: 'draft' })

async function findDraft({ keys }: Platform, tx: SessionTx, place: SealedPlace): Promise<Draft | null> {
  const row = await tx.db
    .selectFrom('drafts')
    .select(['sealed', 'version', 'updated_at'])
    .where('user_id', '=', place.scopeId)
    .where('key', '=', place.recordId)
    .executeTakeFirst()
  if (!row) return null
  const body = z.json().parse(openJson(keys.secret(`drafts:${place.scopeId}`), place, row.sealed))
  return { key: place.recordId, body, version: row.version, savedAt: new Date(row.updated_at).toISOString() }
}

type Writing = { platform: Platform; tx: SessionTx; place: SealedPlace }

/** Writes when nobody saved since the version that was read (0: there was none); else 409 with what stands. */
async function saveDraft({ platform, tx, place }: Writing, draft: { body: Json; version: number }): Promise<Draft> {
  const { scopeId: userId, recordId: key } = place
  const sealed = Buffer.from(sealJson(platform.keys.secret(`drafts:${userId}`), place, draft.body))
  const written =
    draft.version === 0
      ? sql<Row>`insert into app.drafts (user_id, key, sealed) values (${userId}, ${key}, ${sealed})
          on conflict do nothing returning version, updated_at`
      : sql<Row>`update app.drafts set sealed = ${sealed}, version = version + 1, updated_at = now()
          where user_id = ${userId} and key = ${key} and version = ${draft.version} returning version, updated_at`
  const row = (await written.execute(tx.db)).rows[0]
  if (!row) throw versionConflict(await findDraft(platform, tx, place))
  return { key, body: draft.body, version: row.version, savedAt: row.updated_at.toISOString() }
}

type Row = { version: number; updated_at: Date }
