import { join } from 'node:path'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { findText, listFolder, markOf } from '#platform/files/private-files.ts'
import { type Manifest, readManifest, reconciles } from './manifest.ts'
import { readLog } from './run-log.ts'

/** A finished run whose files are as the company signed them. */
export type VerifiedRun = { readonly manifest: Manifest; readonly files: number }

/**
 * Checks the folder of a run: signature, key, every output file, totals and the log. `fingerprint` is of the company's
 * own key; a manifest signed with another key is refused, since anybody can sign with a key of his own.
 */
export async function verifyRun(folder: string, fingerprint: string | undefined): Promise<Result<VerifiedRun>> {
  const text = await findText(join(folder, 'manifest.json'))
  if (text === undefined) {
    const there = (await listFolder(folder)) !== undefined
    return refuse(
      'run_not_found',
      there
        ? `「${folder}」に目録（manifest.json）がありません。処理が終わっていないか、別のフォルダーです。`
        : `「${folder}」というフォルダーはありません。`,
    )
  }
  const manifest = readManifest(text)
  if (!manifest.ok) return manifest
  if (fingerprint !== manifest.value.key.fingerprint) return otherKey(manifest.value, fingerprint)
  if (!reconciles(manifest.value.counts))
    return refuse(
      'counts_differ',
      '目録の件数の合計が、読んだ件数と合いません。この結果は使わずに、もう一度処理してください。',
    )
  const changed = await changedFile(folder, manifest.value)
  if (changed !== undefined) return refuse('output_changed', changed)
  const log = await readLog(join(folder, 'run-log.jsonl'))
  if (!log.ok) return log
  const finished = log.value.findLast(({ event }) => event === 'finished')
  const mark = await markOf(join(folder, 'manifest.json'))
  if (finished?.detail.manifestSha256 !== mark.sha256) {
    return refuse(
      'log_differs',
      '処理の記録（run-log.jsonl）と目録（manifest.json）が合いません。どちらかが差し替えられています。',
    )
  }
  return ok({ manifest: manifest.value, files: manifest.value.outputs.length })
}

function otherKey({ key }: Manifest, fingerprint: string | undefined) {
  return fingerprint === undefined
    ? refuse(
        'own_key_missing',
        `このパソコン（サーバー）には会社の署名の鍵がないため、だれが署名したかを確かめられません。目録にある鍵の指紋は ${key.fingerprint} です。`,
      )
    : refuse(
        'other_key',
        `別の鍵で署名されています。目録の鍵の指紋は ${key.fingerprint}、会社の鍵の指紋は ${fingerprint} です。`,
      )
}

async function changedFile(folder: string, { outputs }: Manifest): Promise<string | undefined> {
  const names = (await listFolder(folder)) ?? []
  for (const { name, bytes, sha256 } of outputs) {
    if (!names.includes(name)) return `「${name}」がありません。`
    const mark = await markOf(join(folder, name))
    if (mark.bytes !== bytes || mark.sha256 !== sha256) return `「${name}」の中身が、署名したときと違います。`
  }
  return undefined
}
