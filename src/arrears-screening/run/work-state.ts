import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  type FileMark,
  findText,
  listFolder,
  makePrivateFolder,
  markOf,
  writeWhole,
} from '#platform/files/private-files.ts'
import type { RunOrder } from './run-order.ts'

/** Where a run keeps what it needs to go on after a power cut; removed when it is finished. */
export type WorkFolder = { readonly path: string; readonly resumed: boolean }

const workName = '.work'
const stateName = 'run.json'

/** SHA-256 of a text. */
export const hashOfText = (text: string) => createHash('sha256').update(text).digest('hex')

/** What makes two runs the same run: equal marks give equal bytes, so that one may be finished by the other. The encoding of the output is not in it. */
export function runMark(order: RunOrder, inputs: readonly FileMark[]): string {
  const { runDate, mapping, pack, version, sources, partRows } = order
  const parts = {
    version,
    runDate,
    mapping: hashOfText(mapping.text),
    pack: hashOfText(pack.text),
    sources,
    inputs,
    partRows,
  }
  return hashOfText(JSON.stringify(parts))
}

/** Opens the output folder: new, or holding the same run unfinished. Anything else in it is refused and left as it is. */
export async function openWorkFolder(out: string, mark: string): Promise<Result<WorkFolder>> {
  const names = await listFolder(out)
  const path = join(out, workName)
  const state = await findText(join(path, stateName))
  if (names !== undefined && names.length > 0) {
    if (names.includes('manifest.json') && state === undefined) {
      return refuse(
        'out_finished',
        `「${out}」には、終わった処理の結果があります。別のフォルダーを --out で指定してください。`,
      )
    }
    if (state === undefined && !names.every((name) => name === workName)) {
      return refuse(
        'out_not_empty',
        `「${out}」には別のファイルがあります。空のフォルダーか、新しい名前を --out で指定してください。`,
      )
    }
    if (state !== undefined && state.trim() !== mark) {
      return refuse(
        'out_other_run',
        `「${out}」には、ほかのファイルや条件での処理が途中まであります。続けるには同じ指定で、やり直すには別のフォルダーを --out で指定してください。`,
      )
    }
  }
  await makePrivateFolder(out)
  await makePrivateFolder(path)
  if (state === undefined) await writeWhole(join(path, stateName), `${mark}\n`)
  return ok({ path, resumed: state !== undefined })
}

const recordMark = z.strictObject({ bytes: z.int().min(0), sha256: z.string() })

/** What one finished step left behind: its files with their marks, and what is to be remembered. */
export type StepRecord<Kept> = { readonly files: Readonly<Record<string, FileMark>>; readonly kept: Kept }

/** Writes down that a step is finished: only then does it count. */
export async function keepStep<Kept>(folder: string, name: string, record: StepRecord<Kept>): Promise<void> {
  await writeWhole(join(folder, `${name}.json`), JSON.stringify(record))
}

/** A step that was finished before and whose files are still the same; undefined where it is to be done (again). */
export async function findStep<Kept>(
  folder: string,
  name: string,
  kept: z.ZodType<Kept>,
): Promise<StepRecord<Kept> | undefined> {
  const text = await findText(join(folder, `${name}.json`))
  if (text === undefined) return undefined
  const shape = z.strictObject({ files: z.record(z.string(), recordMark), kept })
  const record = shape.safeParse(JSON.parse(text)).data
  if (record === undefined) return undefined
  const names = (await listFolder(folder)) ?? []
  for (const [file, mark] of Object.entries(record.files)) {
    if (!names.includes(file)) return undefined
    const now = await markOf(join(folder, file))
    if (now.bytes !== mark.bytes || now.sha256 !== mark.sha256) return undefined
  }
  return record
}
