import { lazy, Suspense } from 'react'
import { Skeleton } from '#ui/skeleton.tsx'

const WeekOfConferences = lazy(async () => ({
  default: (await import('#support-conference/web/week-of-conferences.tsx')).WeekOfConferences,
}))

/** The sittings of the week, fetched after the first screen stands. */
export function LaterWeek() {
  return (
    <Suspense fallback={<Skeleton />}>
      <WeekOfConferences />
    </Suspense>
  )
}
