import { type ReactNode, useId } from 'react'
import { Icon } from './icon.tsx'

type SummaryPanelProps = {
  /** To whom: one sentence. */
  toWhom: ReactNode
  /** What is passed on. */
  what: ReactNode
  /** On which ground. */
  ground: ReactNode
  /** Until when they may see it. */
  until: ReactNode
  /** What comes back. */
  comesBack: ReactNode
  /** 「見せる画面を確かめる」: a button or link that shows exactly what the receiver will see. */
  preview?: ReactNode
  /** The one filled button, named by what it does. */
  action?: ReactNode
  title?: string | undefined
}

/** The same panel wherever something is about to leave the organisation. */
export function SummaryPanel({
  toWhom,
  what,
  ground,
  until,
  comesBack,
  preview,
  action,
  title = '送る前の確認',
}: SummaryPanelProps) {
  const heading = useId()
  const lines = [
    ['だれに', toWhom],
    ['何を', what],
    ['どの根拠で', ground],
    ['いつまで', until],
    ['何が返ってくるか', comesBack],
  ] as const
  return (
    <section aria-labelledby={heading} className="rounded-12 border-2 border-blue-900 bg-blue-50 p-4 md:p-6">
      <h2 id={heading} className="flex items-center gap-2 text-std-20B-150 text-solid-gray-900">
        <Icon name="send" />
        {title}
      </h2>
      <dl className="mt-3 flex flex-col">
        {lines.map(([term, description]) => (
          <div
            key={term}
            className="grid grid-cols-1 gap-x-4 border-t-1 border-blue-200 py-3 sm:grid-cols-[9rem_minmax(0,1fr)]"
          >
            <dt className="font-bold">{term}</dt>
            <dd className="min-w-0">{description}</dd>
          </div>
        ))}
      </dl>
      {(preview !== undefined || action !== undefined) && (
        <div className="mt-2 flex flex-col gap-3 sm:flex-row sm:flex-wrap sm:items-center">
          {action}
          {preview}
        </div>
      )}
    </section>
  )
}
