import { NotificationBanner } from '#ui/banner.tsx'
import { sentenceFor } from '#ui/problem.ts'
import { useApi } from '#ui/use-api.ts'
import { listWorks } from '../desk/desk-contract.ts'
import { WorkRows } from './work-rows.tsx'

/** On the liaison's home: works that wait to be gone on with. Nothing while there is none. */
export function OpenWorks() {
  const { data, error } = useApi(listWorks, {})
  if (error !== null && data === undefined) return <NotificationBanner tone="warning" title={sentenceFor(error)} />
  return data === undefined || data.works.length === 0 ? null : <WorkRows works={data.works} />
}
