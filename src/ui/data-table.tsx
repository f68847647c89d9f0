import { type ReactNode, useId, useSyncExternalStore } from 'react'
import { cx } from './class-names.ts'

const narrow = '(max-width: 47.99rem)'

/** Whether the window is as narrow as a phone (under 768 px). */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(narrow)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => window.matchMedia(narrow).matches,
    () => false,
  )
}

export type Column<Row> = {
  readonly key: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** `end` for yen and counts: right-aligned, tabular figures. */
  readonly align?: 'start' | 'end' | undefined
  /** The column that names the row: heads the card on a phone. One of them. */
  readonly names?: boolean | undefined
}

type DataTableProps<Row> = {
  /** What the table shows; read out first. */
  caption: string
  /** The caption is seen, too (otherwise a heading above says it). */
  showCaption?: boolean | undefined
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Shown instead of an empty table: an `EmptyState`. */
  empty?: ReactNode
}

/** A table at a desk, a list of cards on a phone: never a sideways scroll. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const cards = useNarrow()
  if (props.rows.length === 0 && props.empty !== undefined) return props.empty
  return cards ? <Cards {...props} /> : <Rows {...props} />
}

function Rows<Row>({ caption, showCaption = false, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <table className="w-full border-collapse text-left">
      <caption className={showCaption ? 'pb-2 text-left font-bold' : 'sr-only'}>{caption}</caption>
      <thead>
        <tr className="border-b-1 border-black bg-solid-gray-50">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={cx(
                'px-4 py-3 align-bottom font-bold',
                column.align === 'end' && 'text-right',
                // A short heading stays in one line, whatever its numbers are.
                column.header.length <= 6 && 'whitespace-nowrap',
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className="border-b-1 border-solid-gray-420 hover:bg-yellow-50">
            {columns.map((column) => {
              const looks = cx('px-4 py-3 align-baseline', column.align === 'end' && 'text-right figures')
              return column.names === true ? (
                <th key={column.key} scope="row" className={cx(looks, 'font-bold')}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} className={looks}>
                  {column.cell(row)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards<Row>({ caption, showCaption = false, columns, rows, rowKey }: DataTableProps<Row>) {
  const id = useId()
  const names = columns.find((column) => column.names === true)
  const others = columns.filter((column) => column !== names)
  return (
    <div>
      <p id={id} className={showCaption ? 'pb-2 font-bold' : 'sr-only'}>
        {caption}
      </p>
      <ul aria-labelledby={id} className="flex flex-col gap-3">
        {rows.map((row) => (
          <li key={rowKey(row)} className="rounded-12 border-1 border-solid-gray-420 p-4">
            {names !== undefined && <div className="mb-2 font-bold">{names.cell(row)}</div>}
            <dl className="flex flex-col gap-2">
              {others.map((column) => (
                <div key={column.key} className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3">
                  <dt className="text-solid-gray-700">{column.header}</dt>
                  <dd className={cx(column.align === 'end' && 'text-right figures')}>{column.cell(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </div>
  )
}
