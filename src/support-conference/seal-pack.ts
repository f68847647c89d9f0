import { z } from 'zod'
import { openJson, sealJson } from '#platform/crypto/key-ring.ts'
import type { Platform } from '#platform/platform.ts'
import type { PackRecord } from './pack-records.ts'
import { categoriesOf, PACK_FIELDS, type PackField, packFields } from './pack-rules.ts'

/** A line of a pack as its reader sees it. */
export const packLine = z.object({
  field: z.enum([...packFields, 'direction', 'role', 'action']),
  label: z.string(),
  value: z.string(),
})
export type PackLine = z.infer<typeof packLine>
export type SealedPart = { readonly category: string; readonly sealed: string; readonly wrappedKey: string }

type Addressed = { readonly tenantId: string; readonly sharingId: string; readonly organizationId: string }

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const place = ({ tenantId, sharingId }: Addressed, category: string) => ({
  scopeId: tenantId,
  recordId: sharingId,
  field: `pack:${category}`,
})

/**
 * Seals a pack for one organisation: one ciphertext and one key for each category, so that the database checks categories
 * without reading, and destroying the keys closes the pack for good.
 */
export function sealPack(
  { keys }: Pick<Platform, 'keys'>,
  to: Addressed,
  lines: readonly PackLine[],
): readonly SealedPart[] {
  return categoriesOfLines(lines).map((category) => {
    const { key, wrapped } = keys.newSubjectKey(to.organizationId)
    const own = lines.filter((line) => categoryOf(line.field) === category)
    return { category, sealed: base64(sealJson(key, place(to, category), own)), wrappedKey: base64(wrapped) }
  })
}

/** Direction, roles and actions are what somebody observed and thought, in the words of the ledger. */
function categoryOf(field: PackLine['field']) {
  return isPackField(field) ? PACK_FIELDS[field].category : 'observation'
}

function isPackField(field: PackLine['field']): field is PackField {
  return field in PACK_FIELDS
}

function categoriesOfLines(lines: readonly PackLine[]) {
  const fields = lines.map(({ field }) => field).filter(isPackField)
  const others = fields.length < lines.length ? (['observation'] as const) : []
  return [...new Set([...categoriesOf(fields), ...others])]
}

/** Opens a pack for its reader; lines come in the order of the table. */
export function openSealedPack({ keys }: Pick<Platform, 'keys'>, pack: PackRecord): readonly PackLine[] {
  const order: readonly string[] = [...packFields, 'direction', 'role', 'action']
  return pack.parts
    .flatMap(({ category, sealed, wrappedKey }) => {
      const key = keys.unwrap(pack.organizationId, Buffer.from(wrappedKey, 'base64'))
      return z.array(packLine).parse(openJson(key, place(pack, category), Buffer.from(sealed, 'base64')))
    })
    .toSorted((one, other) => order.indexOf(one.field) - order.indexOf(other.field))
}
