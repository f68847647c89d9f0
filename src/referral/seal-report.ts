import type { Custody } from '#consent/index.ts'
import { parsePhoneNumber } from '#kernel/phone-number.ts'
import { addressSearchKey, nameSearchKey } from '#kernel/search-key.ts'
import { type KeyRing, openJson, sealJson } from '#platform/crypto/key-ring.ts'
import type { Platform } from '#platform/platform.ts'
import type { SnapshotPart } from './report-shapes-contract.ts'

/** A company's own record is sealed for its subject; what an agency gets is sealed anew, each category under its own key. */

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
export const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

type Kept = { readonly subjectId: string; readonly wrappedKey: string }

/** Subject and wrapped key of a report that is there already; undefined when there is none or its key was destroyed. */
export function keptBy(existing: { readonly subjectId: string; readonly wrappedKey: string | null } | undefined) {
  if (existing === undefined || existing.wrappedKey === null) return undefined
  return { subjectId: existing.subjectId, wrappedKey: existing.wrappedKey }
}

/** The subject's key in the company's custody: the one it has, or a fresh one. */
export function custodyOf(platform: Platform, organizationId: string, kept: Kept | undefined): Custody {
  if (kept === undefined) {
    const fresh = platform.keys.newSubjectKey(organizationId)
    return { organizationId, subjectId: platform.newId(), key: fresh.key, wrappedKey: fresh.wrapped }
  }
  const wrappedKey = bytesOf(kept.wrappedKey)
  const key = platform.keys.unwrap(organizationId, wrappedKey)
  return { organizationId, subjectId: kept.subjectId, key, wrappedKey }
}

/** The company's own record of a report, as base64. */
export function sealOwn({ key, organizationId }: Custody, reportId: string, content: unknown): string {
  return base64(sealJson(key, { scopeId: organizationId, recordId: reportId, field: 'report' }, content))
}

/** Opens what `sealOwn` sealed. Throws `CannotOpen`. */
export function openOwn(keys: KeyRing, organizationId: string, own: Kept & { id: string; sealed: string }): unknown {
  const key = keys.unwrap(organizationId, bytesOf(own.wrappedKey))
  return openJson(key, { scopeId: organizationId, recordId: own.id, field: 'report' }, bytesOf(own.sealed))
}

export type SealedPart = { readonly category: string; readonly sealed: string; readonly wrappedKey: string }

/** Snapshots for a municipality: bound to report and category, so that none can be moved to another. */
export function sealParts(
  keys: KeyRing,
  { tenantId, reportId }: { readonly tenantId: string; readonly reportId: string },
  parts: readonly { readonly category: SnapshotPart['category'] }[],
): readonly SealedPart[] {
  return parts.map((part) => {
    const { key, wrapped } = keys.newSubjectKey(tenantId)
    const place = { scopeId: tenantId, recordId: reportId, field: part.category }
    return { category: part.category, sealed: base64(sealJson(key, place, part)), wrappedKey: base64(wrapped) }
  })
}

/** Opens one snapshot. Throws `CannotOpen`; the shape is the caller's to check. */
export function openPart(
  keys: KeyRing,
  { tenantId, reportId }: { readonly tenantId: string; readonly reportId: string },
  { category, sealed, wrappedKey }: SealedPart,
): unknown {
  const key = keys.unwrap(tenantId, bytesOf(wrappedKey))
  return openJson(key, { scopeId: tenantId, recordId: reportId, field: category }, bytesOf(sealed))
}

/** Keyed hashes under the municipality's scope, of what passes and nothing else: they propose "same household?". */
export function householdKeys(keys: KeyRing, tenantId: string, parts: readonly SnapshotPart[]) {
  return parts.flatMap((part) => {
    const found: { kind: 'address' | 'phone' | 'name'; key: string }[] = []
    const add = (kind: 'address' | 'phone' | 'name', text: string) => {
      if (text !== '') found.push({ kind, key: Buffer.from(keys.blindIndex(tenantId, kind, text)).toString('hex') })
    }
    if (part.category === 'identity' && part.name !== undefined) add('name', nameSearchKey(part.name))
    if (part.category === 'contact') {
      add('address', addressSearchKey(part.address))
      const phone = part.phone === undefined ? undefined : parsePhoneNumber(part.phone)
      if (phone?.ok) add('phone', phone.value.digits)
    }
    return found
  })
}

/** What the database keeps of the six digits that a person writes down: with the code on the leaflet they open the own page. */
export function keptNumberHash(keys: KeyRing, keptNumber: string): string {
  return Buffer.from(keys.mark('guidance-pin', keptNumber)).toString('hex')
}
