import { timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { csvFile } from './csv-file.ts'
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
  return csvFile(columns, entries.map(rowOf))
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
