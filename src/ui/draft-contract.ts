import { z } from 'zod'

/** Keys of drafts: a screen's name, then the record's id where there is one (`referral-new`, `case-note:0193…`). */
export const draftKey = z.string().regex(/^[a-z0-9][a-z0-9:_-]{0,119}$/)

/** A draft as it is kept on the server: only its writer can read it. */
export const draft = z.object({
  key: draftKey,
  body: z.json(),
  version: z.number().int().min(0),
  savedAt: z.iso.datetime(),
})
export type Draft = z.infer<typeof draft>

const params = z.object({ key: draftKey })

/** `null` when nothing was kept. */
export const readDraft = { method: 'GET', path: '/api/drafts/:key', params, response: draft.nullable() } as const

/** `version` is the version that was read (0 for a first save); a stale one is answered 409 `version_conflict` with `current`. */
export const saveDraft = {
  method: 'PUT',
  path: '/api/drafts/:key',
  params,
  body: z.object({ body: z.json(), version: z.number().int().min(0) }),
  response: draft,
} as const

/** Throws a draft away: after it was sent, or on request. Harmless when there is none. */
export const discardDraft = { method: 'DELETE', path: '/api/drafts/:key', params, response: z.undefined() } as const
