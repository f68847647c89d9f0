import { timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import type { LedgerEntry } from './sharing-contract.ts'

const columns = [
  '日時',
  '渡した組織',
  '受け取った組織',
  '通報の番号',
  '項目',
  '目的',
  '根拠',
  '期限',
  '個人情報保護法29条の記録',
  '台帳の番号',
] as const

/** The ledger as a file for Excel: UTF-8 with BOM, CRLF, every cell quoted, none that starts a formula. */
export function ledgerCsv(entries: readonly LedgerEntry[]): string {
  const lines = [columns, ...entries.map(rowOf)].map((cells) => cells.map(cell).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function rowOf(entry: LedgerEntry): readonly string[] {
  const instant = new Date(entry.at)
  const { categories, purpose, ground } = entry.texts
  return [
    `${todayInJapan(instant)} ${timeInJapan(instant)}`,
    entry.provider,
    entry.recipient,
    entry.reportId ?? '',
    categories,
    purpose,
    ground,
    entry.until ?? '',
    entry.art29RecordDuty ? '対象' : '対象外',
    entry.id,
  ]
}

/** A cell that a spreadsheet would read as a formula gets an apostrophe in front, also in full width. */
function cell(text: string): string {
  const safe = /^\s*[=+\-@|%\t\r\uFEFF]/.test(text.normalize('NFKC')) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""').replaceAll('\0', '')}"`
}
