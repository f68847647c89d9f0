import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

export type ConflictRow = { readonly label: string; readonly mine: ReactNode; readonly theirs: ReactNode }

type ConflictPanelProps = {
  /** Who saved in between and when, if it may be told: 「灯 花子さんが 14:03 に保存しました」 */
  who?: string | undefined
  /** Only the fields that differ. */
  rows: readonly ConflictRow[]
  /** Saves mine over theirs, with their version number. */
  onKeepMine: () => void
  /** Takes theirs into the form. */
  onTakeTheirs: () => void
  busy?: boolean | undefined
}

/** Two people changed the same record: both versions side by side, nothing typed is lost, the person decides. */
export function ConflictPanel({ who, rows, onKeepMine, onTakeTheirs, busy }: ConflictPanelProps) {
  const heading = useId()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section
      ref={box}
      role="alert"
      tabIndex={-1}
      aria-labelledby={heading}
      className="rounded-12 border-3 border-warning-yellow-2 bg-white p-4 md:p-6"
    >
      <h2 id={heading} className="flex items-start gap-2 text-std-20B-150 text-solid-gray-900">
        <Icon name="people" className="mt-1" />
        ほかの人が先に保存していました
      </h2>
      <p className="mt-2 max-w-line">
        {who === undefined ? '' : `${who}。`}あなたの入力は消えていません。違うところを見比べて、残すほうを選べます。
      </p>
      <ul className="mt-4 flex flex-col gap-4">
        {rows.map((row) => (
          <li key={row.label}>
            <p className="font-bold">{row.label}</p>
            <dl className="mt-1 grid grid-cols-1 gap-2 md:grid-cols-2">
              <div className="rounded-8 border-1 border-blue-900 bg-blue-50 p-3">
                <dt className="text-[0.875rem] font-bold">あなたの入力</dt>
                <dd className="whitespace-pre-wrap">{row.mine}</dd>
              </div>
              <div className="rounded-8 border-1 border-solid-gray-536 bg-solid-gray-50 p-3">
                <dt className="text-[0.875rem] font-bold">いま保存されている内容</dt>
                <dd className="whitespace-pre-wrap">{row.theirs}</dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
      <div className="mt-5 flex flex-col gap-3 sm:flex-row">
        <Button kind="primary" onClick={onKeepMine} busy={busy} busyLabel="保存しています…">
          あなたの入力で保存する
        </Button>
        <Button onClick={onTakeTheirs}>いま保存されている内容にする</Button>
      </div>
    </section>
  )
}
