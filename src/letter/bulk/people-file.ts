import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { PersonRow } from './bulk-letters.ts'

const NEEDED = [
  'contract_id',
  'person_name',
  'postal_code',
  'address',
  'municipality',
  'supply',
  'notice_stage',
] as const

const rows = z.array(z.record(z.string(), z.string()))

/** Reads `people.csv` of a screening run (UTF-8). Refuses a file that lacks a column or was cut in the middle. */
export function readPeople(bytes: Uint8Array): Result<readonly PersonRow[]> {
  const read = table(bytes)
  if (!read.ok) return read
  const [first] = read.value
  const missing = first === undefined ? [] : NEEDED.filter((column) => !(column in first))
  if (missing.length > 0) {
    return refuse(
      'people-columns',
      `people.csv に列がありません：${missing.join('、')}。screen run が作ったファイルをそのままお使いください。`,
    )
  }
  return ok(
    read.value.map((row) => ({
      contractId: row.contract_id ?? '',
      personName: (row.person_name ?? '').trim(),
      postalCode: (row.postal_code ?? '').trim(),
      address: (row.address ?? '').trim(),
      municipality: (row.municipality ?? '').trim(),
      supply: row.supply ?? '',
      noticeStage: row.notice_stage ?? '',
      language: row.language ?? '',
      reference: (row.reference ?? '').trim(),
    })),
  )
}

/** A human's choices: which window answers for a contract. */
export function readChoices(bytes: Uint8Array): Result<ReadonlyMap<string, string>> {
  const read = table(bytes)
  if (!read.ok) return read
  const [first] = read.value
  if (first !== undefined && !('contract_id' in first && 'window_id' in first)) {
    return refuse('choices-columns', '窓口を選んだ一覧には、contract_id と window_id の列が要ります。')
  }
  const chosen = read.value.filter((row) => (row.window_id ?? '').trim() !== '')
  return ok(new Map(chosen.map((row) => [row.contract_id ?? '', (row.window_id ?? '').trim()])))
}

function table(bytes: Uint8Array): Result<readonly Record<string, string>[]> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const parsed: unknown = parse(text, { bom: true, columns: true, skip_empty_lines: true })
    return ok(rows.parse(parsed))
  } catch (error) {
    const line = error instanceof Error ? /line (\d+)/u.exec(error.message)?.[1] : undefined
    const where = line === undefined ? '' : `${line}行目のあたりで`
    return refuse(
      'people-broken',
      `${where}CSV を読み取れません。途中で切れていないか、UTF-8 かどうかを確かめてください。`,
    )
  }
}
