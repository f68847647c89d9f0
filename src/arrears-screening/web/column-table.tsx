import { type Column, DataTable } from '#ui/data-table.tsx'
import { RequiredMark } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Select } from '#ui/text-field.tsx'
import type { ColumnMapping } from '../account-file/account-mapping-contract.ts'
import { type FileColumn, labelOf, neededColumns } from '../file-columns.ts'
import { ColumnDetail } from './column-detail.tsx'
import type { InspectionView } from './desk-shapes.ts'
import { columnOfHeader, draftOf, type MappingDraft, mayBeSameForAll, meaningsOf, withColumn } from './mapping-draft.ts'

export type ColumnTableProps = {
  title: string
  columns: readonly FileColumn[]
  inspection: InspectionView
  draft: MappingDraft
  faults: ReadonlyMap<FileColumn, string>
  edit: (change: (before: MappingDraft) => MappingDraft) => void
}

/** Our fact ← the file's column, with the reasons and what remains to be said about its words. */
export function ColumnTable({ title, columns, ...props }: ColumnTableProps) {
  const cells: readonly Column<FileColumn>[] = [
    {
      key: 'fact',
      header: 'ともしびの項目',
      names: true,
      cell: (column) => (
        <span className="inline-flex flex-wrap items-baseline md:w-48">
          {labelOf(column)}
          {neededColumns.some((one) => one === column) && <RequiredMark required />}
        </span>
      ),
    },
    { key: 'header', header: 'ファイルの列', cell: (column) => <HeaderChoice column={column} {...props} /> },
    { key: 'reading', header: '理由と読み方', cell: (column) => <Reading column={column} {...props} /> },
  ]
  return <DataTable caption={title} columns={cells} rows={columns} rowKey={(column) => column} />
}

type CellProps = Omit<ColumnTableProps, 'title' | 'columns'> & { column: FileColumn }

const unused = '（使わない）'
const sameForAll = '（どの行も同じ）'

function HeaderChoice({ column, inspection, draft, faults, edit }: CellProps) {
  const reading = draft.columns[column]
  const label = labelOf(column)
  const choices = [
    { value: unused, label: unused },
    ...(mayBeSameForAll(column) ? [{ value: sameForAll, label: sameForAll }] : []),
    ...inspection.header.filter((word) => word !== '').map((word) => ({ value: word, label: headerLabel(word) })),
  ]
  function headerLabel(word: string): string {
    const taken = columnOfHeader(draft, word)
    return taken === undefined || taken === column ? word : `${word}（いまは「${labelOf(taken)}」）`
  }
  function choose(chosen: string) {
    edit((before) => {
      if (chosen === unused) return withColumn(before, column, undefined)
      if (chosen === sameForAll) return withColumn(before, column, { value: '' })
      const proposed = draftOf(inspection.draft).columns[column]
      return withColumn(before, column, proposed?.header === chosen ? proposed : { header: chosen })
    })
  }
  return (
    <Select
      label={`${label}の列`}
      labelHidden
      name={`columns.${column}`}
      error={faults.get(column)}
      value={reading === undefined ? unused : (reading.header ?? sameForAll)}
      choices={choices}
      onChange={choose}
    />
  )
}

function Reading({ column, inspection, draft, edit }: CellProps) {
  const reading = draft.columns[column]
  if (reading === undefined) return <p className="text-solid-gray-700">わからないものとして扱います。</p>
  const proposal = inspection.proposal.columns.find((one) => one.column === column && one.header === reading.header)
  return (
    <div className="flex flex-col gap-3">
      {proposal !== undefined && (
        <ul className="flex flex-col gap-1 text-[0.9375rem] leading-[1.6]">
          {proposal.because.map((because) => (
            <li key={because} className="flex items-start gap-1">
              <Icon name="check" className="mt-0.5 size-5 text-green-900" />
              {because}
            </li>
          ))}
          {openOf(column, reading, inspection).map((open) => (
            <li key={open} className="flex items-start gap-1">
              <Icon name="warning" className="mt-0.5 size-5 text-orange-1000" />
              <span>
                <span className="sr-only">確かめましょう：</span>
                {open}
              </span>
            </li>
          ))}
        </ul>
      )}
      <ColumnDetail
        column={column}
        reading={reading}
        inspection={inspection}
        onChange={(next) => edit((before) => withColumn(before, column, next))}
      />
    </div>
  )
}

/** What is still open about a proposal: nothing once it was mended, and words stand below with their meanings. */
function openOf(column: FileColumn, reading: ColumnMapping, { draft, proposal }: InspectionView): readonly string[] {
  const isProposed = JSON.stringify(draftOf(draft).columns[column]) === JSON.stringify(reading)
  if (!isProposed || meaningsOf(column).length > 0) return []
  return proposal.columns.find((one) => one.column === column)?.open ?? []
}
