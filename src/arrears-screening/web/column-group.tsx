import { useState } from 'react'
import { Disclosure } from '#ui/disclosure.tsx'
import { ColumnTable, type ColumnTableProps } from './column-table.tsx'

type ColumnGroupProps = ColumnTableProps & {
  /** Nobody has to look at its columns: those that were not found in the file stay folded. */
  needless: boolean
}

/** Columns that belong together; a column stays where it is while it is chosen, so that nothing jumps away under the hand. */
export function ColumnGroup({ needless, columns, draft, ...props }: ColumnGroupProps) {
  const [found] = useState(() => columns.filter((column) => draft.columns[column] !== undefined))
  if (!needless) return <ColumnTable columns={columns} draft={draft} {...props} />
  const others = columns.filter((column) => !found.includes(column))
  return (
    <>
      {found.length > 0 && <ColumnTable columns={found} draft={draft} {...props} />}
      {others.length > 0 && (
        <Disclosure summary={`ファイルに見つからなかった項目（${others.length}）`}>
          <ColumnTable columns={others} draft={draft} {...props} />
        </Disclosure>
      )}
    </>
  )
}
