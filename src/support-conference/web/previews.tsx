import { useState } from 'react'
import { ChipGroup } from '#ui/chip-group.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Icon } from '#ui/icon.tsx'
import { MEMBER_KINDS } from '../member-kinds.ts'
import type { MaterialView } from '../pack-contract.ts'

type Preview = MaterialView['previews'][number]

/** For each called member exactly what they will see, and the names of what stays hidden from them. */
export function Previews({ paper }: { paper: MaterialView }) {
  const [chosen, setChosen] = useState<string>()
  const shown = paper.previews.find(({ callId }) => callId === chosen) ?? paper.previews[0]
  return (
    <div className="flex flex-col gap-4">
      <h3 className="text-std-18B-160">呼ぶ方ごとの見え方</h3>
      {shown === undefined ? (
        <EmptyState title="呼ぶ方を決めると、お一人ずつの見え方をここで確かめられます" icon="eye" />
      ) : (
        <>
          <ChipGroup
            label="どの方の画面を見ますか"
            size="small"
            value={shown.callId}
            onChange={setChosen}
            choices={paper.previews.map(({ callId, organization, name, lines, hidden }) => ({
              value: callId,
              label: `${organization} ${name}`,
              hint: `見える ${lines.length}・見えない ${hidden.length}`,
            }))}
          />
          <PreviewCard preview={shown} />
        </>
      )}
    </div>
  )
}

function PreviewCard({ preview: { organization, name, kind, lines, hidden } }: { preview: Preview }) {
  return (
    <div className="rounded-12 border-2 border-dashed border-solid-gray-536 p-4 md:p-6">
      <p className="flex items-start gap-2 font-bold">
        <Icon name="eye" className="mt-0.5" />
        {organization} {name}（{MEMBER_KINDS[kind]}）が見る画面
      </p>
      {lines.length === 0 ? (
        <p className="mt-3">この方に見える項目はありません。</p>
      ) : (
        <dl className="mt-3 flex flex-col">
          {lines.map(({ field, label, value }) => (
            <div
              key={field}
              className="grid grid-cols-1 gap-x-4 border-t-1 border-solid-gray-300 py-2 sm:grid-cols-[9rem_minmax(0,1fr)]"
            >
              <dt className="font-bold">{label}</dt>
              <dd className="max-w-line min-w-0 whitespace-pre-wrap">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="mt-3 flex items-start gap-2 rounded-8 bg-solid-gray-50 p-3">
        <Icon name="lock" className="mt-0.5 size-5" />
        <span>
          {hidden.length === 0
            ? '書いてある項目で、この方から隠れているものはありません。'
            : `この方には見えません：${hidden.join('、')}`}
        </span>
      </p>
    </div>
  )
}
