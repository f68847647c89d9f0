import type { ReactNode } from 'react'
import { NotificationBanner } from './banner.tsx'
import { Button } from './button.tsx'
import { cx } from './class-names.ts'
import { isMissing, sentenceFor } from './problem.ts'

const grey = [
  { key: 'first', width: 'w-3/4' },
  { key: 'second', width: 'w-full' },
  { key: 'third', width: 'w-5/6' },
  { key: 'fourth', width: 'w-2/3' },
] as const

/** Grey lines where content will be; says 「読み込んでいます」 to screen readers. */
export function Skeleton() {
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">読み込んでいます</span>
      {grey.map(({ key, width }) => (
        <div key={key} aria-hidden="true" className={cx('h-6 animate-pulse rounded-4 bg-solid-gray-100', width)} />
      ))}
    </div>
  )
}

export type Reading<Data> = {
  data: Data | undefined
  error: unknown
  isPending: boolean
  /** Whether this opening of the screen has had its answer, or its refusal. */
  isFetchedAfterMount: boolean
  refetch: () => unknown
}

/** What was read for this opening of the screen; what an earlier one left behind is not enough to write over. */
export function freshOf<Data>({ data, isFetchedAfterMount }: Reading<Data>): Data | undefined {
  return isFetchedAfterMount ? data : undefined
}

type LoadedProps<Data> = {
  reading: Reading<Data>
  /** For forms: begins with what stands now, never with what was read before. */
  fresh?: boolean | undefined
  children: (data: Data) => ReactNode
}

/** Shows a reading of the API: grey lines, a sentence with 「もう一度読み込む」 where that can help, or the content. */
export function Loaded<Data>({ reading, fresh = false, children }: LoadedProps<Data>) {
  const data = fresh ? freshOf(reading) : reading.data
  if (data !== undefined) return children(data)
  if (reading.isPending || reading.error === null) return <Skeleton />
  return (
    <NotificationBanner
      tone="error"
      live
      title={sentenceFor(reading.error)}
      actions={
        isMissing(reading.error) ? undefined : <Button onClick={() => void reading.refetch()}>もう一度読み込む</Button>
      }
    />
  )
}
