import { createPublicKey, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { fingerprintOf, type SigningKey } from '#platform/crypto/signing-key-file.ts'

export const manifestFormat = 'tomoshibi-screening-run/1'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const file = z.strictObject({ name: z.string(), bytes: z.int().min(0), sha256: hash })
const count = z.int().min(0)

/** What a run did, without a single person in it: enough to do it again and to prove that nothing was changed. */
const bodyShape = z.strictObject({
  format: z.literal(manifestFormat),
  runDate: z.string(),
  encoding: z.enum(['utf-8', 'cp932']),
  versions: z.strictObject({ tomoshibi: z.string(), duckdb: z.string() }),
  inputs: z.array(file),
  mapping: z.strictObject({ sha256: hash }),
  pack: z.strictObject({ sha256: hash, issuedOn: z.string(), organizationId: z.string(), agreements: count }),
  counts: z.strictObject({
    read: count,
    matched: count,
    unmatched: z.strictObject({ noAgreement: count, conditionsNotMet: count }),
    suppressed: z.array(z.strictObject({ reason: z.string(), people: count })),
    rejected: count,
    /** Rows of bills that went into the account of an earlier row; none where a row is a contract. */
    merged: count,
    /** Cells that were left empty since they could not be read; their rows are among the others. */
    remarked: count,
  }),
  outputs: z.array(file),
  key: z.strictObject({ fingerprint: z.string(), publicKey: z.string() }),
})
const manifestShape = bodyShape.extend({ signature: z.string() })

export type RunCounts = z.infer<typeof bodyShape>['counts']
export type ManifestBody = Omit<z.infer<typeof bodyShape>, 'format' | 'key'>
export type Manifest = z.infer<typeof manifestShape>

/** The manifest as text, signed with Ed25519 over all of it but the signature. The same run gives the same text. */
export function signedManifest(body: ManifestBody, { privateKey, publicKey, fingerprint }: SigningKey): string {
  const key = { fingerprint, publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') }
  const unsigned = bodyShape.parse({ format: manifestFormat, ...body, key })
  const signature = sign(null, Buffer.from(textOf(unsigned)), privateKey).toString('base64')
  return textOf({ ...unsigned, signature })
}

const textOf = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** Reads a manifest and checks its signature with the key that it names; whose key that is, the fingerprint tells. */
export function readManifest(text: string): Result<Manifest> {
  const manifest = parsed(text)
  if (manifest === undefined)
    return refuse(
      'manifest_unreadable',
      '目録（manifest.json）を読み取れません。途中で切れているか、別のファイルです。',
    )
  const { signature, ...unsigned } = manifest
  const forged = refuse('manifest_forged', '目録（manifest.json）の署名が合いません。書き換えられています。')
  try {
    const key = createPublicKey({ key: Buffer.from(unsigned.key.publicKey, 'base64'), format: 'der', type: 'spki' })
    const genuine = verify(null, Buffer.from(textOf(unsigned)), key, Buffer.from(signature, 'base64'))
    return genuine && fingerprintOf(key) === unsigned.key.fingerprint ? ok(manifest) : forged
  } catch {
    return forged
  }
}

function parsed(text: string): Manifest | undefined {
  try {
    return manifestShape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** How many rows of each kind there are; they add up to what was read. */
export function reconciles({ read, matched, unmatched, suppressed, rejected, merged }: RunCounts): boolean {
  const left = suppressed.reduce((sum, { people }) => sum + people, 0)
  return read === matched + unmatched.noAgreement + unmatched.conditionsNotMet + left + rejected + merged
}
