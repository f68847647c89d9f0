import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { manifestForeign, manifestUnreadable, noBackupThere } from './backup-trouble.ts'

export const manifestName = 'manifest.json'

/** Below `database/` and `checkpoints/` only, and never upwards: a manifest says nothing about other places. */
const insidePath = z
  .string()
  .regex(/^(database|checkpoints)(\/[\w.-]+)*$/)
  .refine((path) => !path.split('/').includes('..'))
const walName = z.string().regex(/^[0-9A-F]{24}$/)

const BackupFile = z.strictObject({
  path: insidePath,
  size: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const Manifest = z.strictObject({
  format: z.literal('tomoshibi-backup-1'),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  serverVersion: z.string(),
  systemIdentifier: z.string(),
  startLsn: z.string(),
  stopLsn: z.string(),
  startWal: walName,
  stopWal: walName,
  /** Empty ones too: PostgreSQL does not start without them, and some copying programs leave them out. */
  folders: z.array(insidePath),
  files: z.array(BackupFile),
})
const Sealed = z.strictObject({ manifest: Manifest, seal: z.string() })

export type BackupFile = z.infer<typeof BackupFile>
/** What a backup holds, file by file. Sealed with a key that is not in it, so that a rewritten list is noticed. */
export type Manifest = z.infer<typeof Manifest>

/** The text of `manifest.json`. */
export function sealManifest(keys: KeyRing, manifest: Manifest): string {
  const checked = Manifest.parse(manifest)
  return `${JSON.stringify({ manifest: checked, seal: sealOf(keys, checked) }, null, 1)}\n`
}

/** Reads and checks the list of a backup folder. Throws an `OperatorTrouble`. */
export async function readManifest(folder: string, keys: KeyRing): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => {
    throw noBackupThere(folder)
  })
  const { manifest, seal } = parseSealed(folder, text)
  if (sealOf(keys, manifest) !== seal) throw manifestForeign(folder)
  return manifest
}

function parseSealed(folder: string, text: string): z.infer<typeof Sealed> {
  try {
    return Sealed.parse(JSON.parse(text))
  } catch (cause) {
    throw manifestUnreadable(folder, cause)
  }
}

const sealOf = (keys: KeyRing, manifest: Manifest) =>
  Buffer.from(keys.mark('backup-manifest', JSON.stringify(manifest))).toString('hex')
