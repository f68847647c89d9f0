import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { detectEncoding } from '#platform/table-file/detect-encoding.ts'
import { decoderOf, type TextEncoding } from '#platform/table-file/text-encoding.ts'
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

/** What a spreadsheet may have made of the file, as staff call it. */
const ENCODING_NAMES = {
  'utf-8': 'UTF-8',
  cp932: 'シフトJIS（CP932）',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
} as const satisfies Record<TextEncoding, string>

/** Says how a list is read, and from what that is known. */
export function readAs(bytes: Uint8Array): string {
  const { encoding, because } = detectEncoding(bytes)
  return `${ENCODING_NAMES[encoding]} として読みました（${because}）。`
}

/**
 * Reads `people.csv` of a screening run, also after a spreadsheet saved it in another encoding. Refuses a file that lacks a
 * column, was cut in the middle, or holds bytes that are no character: a name is never printed with a hole in it.
 */
export function readPeople(bytes: Uint8Array): Result<readonly PersonRow[]> {
  const read = table(bytes, 'people.csv')
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
  const read = table(bytes, '窓口を選んだ一覧')
  if (!read.ok) return read
  const [first] = read.value
  if (first !== undefined && !('contract_id' in first && 'window_id' in first)) {
    return refuse('choices-columns', '窓口を選んだ一覧には、contract_id と window_id の列が要ります。')
  }
  const chosen = read.value.filter((row) => (row.window_id ?? '').trim() !== '')
  return ok(new Map(chosen.map((row) => [row.contract_id ?? '', (row.window_id ?? '').trim()])))
}

function table(bytes: Uint8Array, file: string): Result<readonly Record<string, string>[]> {
  const text = textOf(bytes, file)
  if (!text.ok) return text
  try {
    const parsed: unknown = parse(text.value, { bom: true, columns: true, skip_empty_lines: true })
    return ok(rows.parse(parsed))
  } catch (error) {
    const line = error instanceof Error ? /line (\d+)/u.exec(error.message)?.[1] : undefined
    const where = line === undefined ? '' : `の${line}行目のあたり`
    return refuse(
      'people-broken',
      `${file}${where}を読み取れません。途中で切れていないか、カンマ区切りの表のままかを確かめてください。`,
    )
  }
}

/** The same reading as for account files: what the bytes say, never the machine's own setting. */
function textOf(bytes: Uint8Array, file: string): Result<string> {
  const { encoding } = detectEncoding(bytes)
  const decoder = decoderOf(encoding)
  const utf8 = Buffer.concat([decoder.push(bytes), decoder.end()])
  const { count, offsets } = decoder.broken()
  const [first] = offsets
  if (first !== undefined) {
    const line = bytes.subarray(0, first).filter((byte) => byte === LINE_FEED).length + 1
    return refuse(
      'people-characters',
      `${file}の${line}行目のあたりに、文字として読めないところがあります（${ENCODING_NAMES[encoding]} として全部で${count}か所）。お名前が欠けたまま印刷しないよう、読むのをやめました。元のファイルから保存し直してください。`,
    )
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(utf8))
  } catch {
    return refuse('people-broken', `${file}の終わりが、文字の途中で切れています。元のファイルから写し直してください。`)
  }
}

const LINE_FEED = 0x0a
