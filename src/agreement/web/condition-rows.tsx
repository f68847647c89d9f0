import { useEffect, useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { Button } from '#ui/button.tsx'
import { fieldId } from '#ui/form.tsx'
import { Select } from '#ui/text-field.tsx'
import { ClauseRow } from './clause-row.tsx'
import {
  type DraftGroup,
  type DraftNode,
  emptyClause,
  emptyGroup,
  groupField,
  JOINS,
  type Join,
  rowField,
} from './condition-draft.ts'

const isJoin = (value: string): value is Join => value in JOINS
const joins = Object.entries(JOINS).flatMap(([value, label]) => (isJoin(value) ? [{ value, label }] : []))

type RowsProps = { root: DraftGroup; onChange: (root: DraftGroup) => void }

/** The condition as rows; a group of rows may stand in a row. A new row takes the focus, a removed one gives it to its group. */
export function ConditionRows({ root, onChange }: RowsProps) {
  const [focus, setFocus] = useState<string>()
  useEffect(() => {
    if (focus !== undefined) document.getElementById(fieldId(focus))?.focus()
  }, [focus])
  return <Group group={root} place="条件" depth={0} onChange={onChange} onFocus={setFocus} />
}

type GroupProps = {
  group: DraftGroup
  place: string
  depth: number
  onChange: (group: DraftGroup) => void
  onFocus: (field: string) => void
}

function Group({ group, place, depth, onChange, onFocus }: GroupProps) {
  const replace = (at: number, node: DraftNode | undefined) =>
    onChange({
      ...group,
      of: group.of.flatMap((one, index) => (index !== at ? [one] : node === undefined ? [] : [node])),
    })
  const add = (node: DraftNode) => {
    onChange({ ...group, of: [...group.of, node] })
    onFocus(node.kind === 'clause' ? rowField(node) : groupField(node))
  }
  return (
    <div className="flex flex-col gap-4">
      <Select
        label={`${place}のまとめ方`}
        name={groupField(group)}
        value={group.join}
        choices={joins}
        onChange={(join) => onChange({ ...group, join })}
      />
      <ol className="flex flex-col gap-4 border-l-4 border-solid-gray-300 pl-3 md:pl-4">
        {group.of.map((node, at) => (
          <li key={node.key} className="rounded-8 border-1 border-solid-gray-300 p-3 md:p-4">
            <Node
              node={node}
              place={`${place}${depth === 0 ? '' : 'の'}${at + 1}`}
              depth={depth}
              onChange={(changed) => replace(at, changed)}
              onFocus={onFocus}
              onRemove={() => {
                replace(at, undefined)
                onFocus(groupField(group))
              }}
            />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-3">
        <Button icon="plus" onClick={() => add(emptyClause(newRequestKey()))}>
          {depth === 0 ? '条件を足す' : `${place}の中に条件を足す`}
        </Button>
        {depth === 0 && (
          <Button onClick={() => add(emptyGroup(newRequestKey(), newRequestKey()))}>条件のまとまりを足す</Button>
        )}
      </div>
    </div>
  )
}

type NodeProps = Omit<GroupProps, 'group' | 'onChange'> & {
  node: DraftNode
  onChange: (node: DraftNode) => void
  onRemove: () => void
}

function Node({ node, place, depth, onChange, onFocus, onRemove }: NodeProps) {
  return (
    <div className="flex flex-col gap-3">
      {node.kind === 'clause' ? (
        <ClauseRow row={node} label={place} onChange={onChange} />
      ) : (
        <Group group={node} place={place} depth={depth + 1} onChange={onChange} onFocus={onFocus} />
      )}
      <div>
        <Button kind="tertiary" aria-label={`${place}を外す`} onClick={onRemove}>
          外す
        </Button>
      </div>
    </div>
  )
}
