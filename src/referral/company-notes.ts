import { z } from 'zod'
import { CannotOpen, type KeyRing, openJson, sealJson } from '#platform/crypto/key-ring.ts'
import type { Desk } from './desk.ts'
import type { SnapshotPart } from './report-shapes-contract.ts'
import type { StoredReport, StoredUpdate, StoredUpdateOfAgency } from './report-store.ts'
import { base64, bytesOf, openPart, type SealedPart, sealParts } from './seal-report.ts'

/**
 * What a company's staff write beside a report: a change after sending, why it was withdrawn, what a review found. Sealed
 * under the key of the report's subject, as the report itself; an agency reads a change from its own snapshot.
 */

type Place = { readonly field: 'update' | 'withdrawn-because' | 'finding'; readonly recordId: string }
const unreadable = '復号できません'

const updateFacts = z.object({ oldValue: z.string().optional(), newValue: z.string().optional(), reason: z.string() })
export type UpdateFacts = z.infer<typeof updateFacts>
const updatePart = updateFacts.extend({ updateId: z.string() })

/** As base64; undefined when the subject's key was destroyed: then nothing more is kept of this person. */
export function sealNote(
  desk: Desk,
  stored: StoredReport,
  { content, ...place }: Place & { readonly content: unknown },
) {
  if (stored.wrappedKey === null) return undefined
  const scopeId = desk.staff.organization.id
  const key = desk.platform.keys.unwrap(scopeId, bytesOf(stored.wrappedKey))
  return base64(sealJson(key, { scopeId, ...place }, content))
}

function openNote(
  desk: Desk,
  stored: StoredReport,
  { sealed, ...place }: Place & { readonly sealed: string },
): unknown {
  if (stored.wrappedKey === null) return undefined
  const scopeId = desk.staff.organization.id
  return openedOrNot(() => {
    const key = desk.platform.keys.unwrap(scopeId, bytesOf(stored.wrappedKey ?? ''))
    return openJson(key, { scopeId, ...place }, bytesOf(sealed))
  })
}

/** A sentence that staff wrote; null when there is none. */
export function openSentence(desk: Desk, stored: StoredReport, note: Place & { readonly sealed: string | null }) {
  if (note.sealed === null) return null
  const opened = openNote(desk, stored, { ...note, sealed: note.sealed })
  return typeof opened === 'string' ? opened : unreadable
}

/** What changed, from the company's own copy, oldest first. */
export function openUpdates(desk: Desk, stored: StoredReport, updates: readonly StoredUpdate[]) {
  return updates.map(({ sealed, ...update }) => {
    const opened = updateFacts.safeParse(openNote(desk, stored, { field: 'update', recordId: update.id, sealed }))
    return { ...update, ...(opened.success ? opened.data : { reason: unreadable }) }
  })
}

/** The agency's copy of a change: a snapshot of its own sharing, which goes with the consent. */
export function sealUpdateFor(
  keys: KeyRing,
  to: { readonly tenantId: string; readonly reportId: string },
  change: UpdateFacts & { readonly category: SnapshotPart['category']; readonly updateId: string },
): readonly SealedPart[] {
  return sealParts(keys, to, [change])
}

/** What changed, from the snapshots that the agency can still read, oldest first; the others are not there. */
export function openUpdatesOfAgency(
  keys: KeyRing,
  from: { readonly tenantId: string; readonly reportId: string },
  { updates, parts }: StoredUpdateOfAgency,
) {
  const opened = parts.flatMap((part) => {
    const read = updatePart.safeParse(openedOrNot(() => openPart(keys, from, part)))
    return read.success ? [read.data] : []
  })
  return updates.flatMap((update) => {
    const found = opened.find(({ updateId }) => updateId === update.id)
    if (found === undefined) return []
    const { updateId: _id, ...facts } = found
    return [{ ...update, ...facts }]
  })
}

/** What cannot be opened keeps nothing else from being shown. */
function openedOrNot(open: () => unknown): unknown {
  try {
    return open()
  } catch (error) {
    if (error instanceof CannotOpen) return undefined
    throw error
  }
}
