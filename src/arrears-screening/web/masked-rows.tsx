import { type Column, DataTable } from '#ui/data-table.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { labelOf } from '../file-columns.ts'
import type { InspectionView } from './desk-shapes.ts'
import { columnOfHeader, type MappingDraft } from './mapping-draft.ts'

type HeaderRow = { readonly header: string; readonly cells: readonly string[]; readonly readAs: string }

/** The first rows of the file, turned on their side: every column with what stands in it, letters and figures hidden. */
export function MaskedRows({ inspection, draft }: { inspection: InspectionView; draft: MappingDraft }) {
  const { header, preview } = inspection
  if (preview.length === 0) return null
  const first = preview.slice(0, 3)
  const rows: readonly HeaderRow[] = header.map((word, at) => {
    const column = columnOfHeader(draft, word)
    return {
      header: word,
      cells: first.map((row) => row[at] ?? ''),
      readAs: column === undefined ? '使わない' : labelOf(column),
    }
  })
  const columns: readonly Column<HeaderRow>[] = [
    { key: 'header', header: 'ファイルの見出し', names: true, cell: (row) => row.header },
    ...first.map((_, at) => ({
      key: `row ${at}`,
      header: `${at + 1}行目`,
      cell: (row: HeaderRow) => row.cells[at] || '（空欄）',
    })),
    { key: 'readAs', header: '読み方', cell: (row) => row.readAs },
  ]
  return (
    <Disclosure summary="ファイルのはじめの行を見る（伏せ字）">
      <p className="mb-3 max-w-line">
        文字や数字の形だけを表示しています。「＊」は漢字やひらがな、「9」は数字、「A」は英字です。
      </p>
      <DataTable caption="ファイルのはじめの行（伏せ字）" columns={columns} rows={rows} rowKey={(row) => row.header} />
    </Disclosure>
  )
}
