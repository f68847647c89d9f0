import { ok, type Result, refuse } from '#kernel/result.ts'
import { labelOf, readingOf } from '../account-file/account-columns.ts'
import { type AccountMapping, accountMappingShape, mappingFormat } from '../account-file/account-mapping-contract.ts'
import { type FileInspection, inspectFile } from '../account-file/inspect-file.ts'
import { maskCell } from '../account-file/mask-cell.ts'
import { mappingOf } from '../account-file/propose-mapping.ts'
import type { CompanyDesk } from './desk.ts'
import type { InspectionView } from './desk-views.ts'
import { finished, getFile } from './store-file.ts'
import { plain } from './task-kinds.ts'
import { getWork } from './work-store.ts'

const previewRows = 5

/** What a file looks like and how it can be read; no cell leaves unmasked. */
export async function inspect(
  desk: CompanyDesk,
  { id, fileId }: { id: string; fileId: string },
): Promise<Result<InspectionView>> {
  const state = await getWork(desk, id)
  const file = getFile(state, fileId)
  if (state.sourcesRemovedAt !== null) return finished
  if (file.sha256 === null)
    return refuse('file_not_whole', 'このファイルは、まだ届き終わっていません。届いてからお試しください。')
  const { name } = file
  if (/\.(parquet|pq)$/i.test(name)) return ok(unseen(fileId, 'parquet'))
  if (/\.xlsx$/i.test(name)) return ok(unseen(fileId, 'xlsx'))
  const seen = await inspectFile(desk.places.file(id, file))
  if (!seen.ok) return refuse(seen.refusal.code, plain(desk, id, seen.refusal.because))
  return ok(view(fileId, seen.value))
}

function unseen(fileId: string, format: 'parquet' | 'xlsx'): InspectionView {
  const remark = '表の中は、列の読み方を決めて保存すると読みます。見出しの言葉を、ファイルのとおりに入れてください。'
  return {
    fileId,
    format,
    encoding: null,
    delimiter: null,
    headerLine: null,
    header: [],
    preview: [],
    words: [],
    rows: null,
    proposal: { columns: [], missing: [], unused: [] },
    mapping: null,
    draft: { format: mappingFormat, columns: {} },
    remarks: [remark],
  }
}

function view(fileId: string, seen: FileInspection): InspectionView {
  const { encoding, delimiter, headerLine, sample, rows, proposal, remarks } = seen
  const draft: AccountMapping = mappingOf(proposal, { encoding: encoding.encoding, delimiter, headerLine })
  return {
    fileId,
    format: 'csv',
    encoding: { name: encoding.encoding, sure: encoding.sure, because: encoding.because },
    delimiter,
    headerLine,
    header: [...sample.header],
    preview: sample.rows.slice(0, previewRows).map((row) => row.map(maskCell)),
    words: wordsOf(seen),
    rows: { ...rows },
    proposal: {
      columns: proposal.columns.map(({ column, header, because, open }) => ({
        ...{ column, header, label: labelOf(column) },
        because: [...because],
        open: [...open],
      })),
      missing: proposal.missing.map((column) => ({ column, label: labelOf(column) })),
      unused: [...proposal.unused],
    },
    mapping: accountMappingShape.safeParse(draft).data ?? null,
    draft,
    remarks: [...remarks, ...proposal.remarks],
  }
}

const fewWords = { most: 20, length: 20, leastRows: 20 }

/**
 * Columns of codes and flags, with the words that stand in them. A column that nobody recognised is told only where every
 * word comes more than once: it could hold names.
 */
function wordsOf({ sample, proposal }: FileInspection): InspectionView['words'] {
  return sample.header.flatMap((header, at) => {
    const proposed = proposal.columns.find((one) => one.header === header)
    const reading = proposed && readingOf(proposed.column)
    if (header === '' || (reading !== undefined && reading !== 'word' && reading !== 'flag')) return []
    const cells = sample.rows.map((row) => row[at]?.trim() ?? '').filter((cell) => cell !== '')
    const counted = Map.groupBy(cells, (cell) => cell)
    const words = [...counted.keys()]
    if (words.length === 0 || words.length > fewWords.most || words.some((word) => word.length > fewWords.length))
      return []
    const isCode = cells.length >= fewWords.leastRows && [...counted.values()].every((same) => same.length > 1)
    return reading === undefined && !isCode ? [] : [{ header, words }]
  })
}
