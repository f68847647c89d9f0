import type { ReactNode } from 'react'
import { NotificationBanner } from './banner.tsx'
import { Button } from './button.tsx'
import { sentenceFor } from './problem.ts'

/** Grey lines where content will be; says 「読み込んでいます」 to screen readers. */
export function Skeleton({ lines = 4 }: { lines?: number | undefined }) {
  const widths = ['w-3/4', 'w-full', 'w-5/6', 'w-2/3'] as const
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">読み込んでいます</span>
      {Array.from({ length: lines }, (_, index) => (
        <div
          key={`line-${index + 1}`}
          aria-hidden="true"
          className={`h-6 animate-pulse rounded-4 bg-solid-gray-100 ${widths[index % widths.length]}`}
        />
      ))}
    </div>
  )
}

type Reading<Data> = { data: Data | undefined; error: unknown; isPending: boolean; refetch: () => unknown }

/** Shows a reading of the API: grey lines, a sentence with 「もう一度読み込む」, or the content. */
export function Loaded<Data>({
  reading,
  children,
  lines,
}: {
  reading: Reading<Data>
  children: (data: Data) => ReactNode
  lines?: number | undefined
}) {
  if (reading.data !== undefined) return children(reading.data)
  if (reading.isPending) return <Skeleton lines={lines} />
  return (
    <NotificationBanner
      tone="error"
      live
      title={sentenceFor(reading.error)}
      actions={<Button onClick={() => void reading.refetch()}>もう一度読み込む</Button>}
    />
  )
}
