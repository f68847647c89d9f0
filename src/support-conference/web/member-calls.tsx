import { NotificationBanner } from '#ui/banner.tsx'
import { LinkButton } from '#ui/button.tsx'
import { useApi } from '#ui/use-api.ts'
import { getOwnConference } from '../member-contract.ts'
import { sittingTitle } from './conference-words.ts'
import { inOrder } from './member-words.ts'

/** Above the list of sittings: to what the reader is called themselves. Silent when there is nothing. */
export function OwnCalls() {
  const { data } = useApi(getOwnConference, {})
  if (data === undefined) return null
  const next = inOrder(data.sittings).ahead[0]
  const waiting = data.actions.filter(({ result }) => result === undefined).length
  if (next === undefined && waiting === 0) return null
  const words = [
    ...(next === undefined ? [] : [`${sittingTitle(next)}に、${next.items.length}件の案件で招かれています。`]),
    ...(data.pledges.length === 0 ? [] : ['守秘の確認がまだです。']),
    ...(waiting === 0 ? [] : [`終わっていない宿題が${waiting}件あります。`]),
  ]
  return (
    <NotificationBanner
      tone="information"
      title="あなたが招かれている会議"
      actions={
        <LinkButton icon="person" href="/conference/mine">
          自分の案件と宿題を見る
        </LinkButton>
      }
    >
      {words.join('')}
    </NotificationBanner>
  )
}
