import { listContactRequests, listReferrals, takeContactRequest } from '#referral/referral-contract.ts'
import type { Answer } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { DescriptionList } from '#ui/description-list.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Card, Page } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { agoText } from './case-words.ts'

/** People who want to be called: somebody says 「自分が連絡する」, so that nobody is called twice or not at all. */
export function ContactRequestsPage() {
  const reading = useApi(listContactRequests, {})
  return (
    <Page
      title="連絡を待っている方はいますか"
      lead="手紙やちらしのQRコードから、ご本人が「連絡がほしい」と書かれたものです。"
      back={{ href: '/', label: 'ホームに戻る' }}
    >
      <Loaded reading={reading}>
        {({ requests }) =>
          requests.length === 0 ? (
            <EmptyState title="連絡を待っている方はいません">
              ご本人のページから申し出があると、ここに並びます。
            </EmptyState>
          ) : (
            <ul className="flex flex-col gap-4">
              {requests.map((one) => (
                <li key={one.id}>
                  <RequestCard request={one} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}

type ContactRequest = Answer<typeof listContactRequests>['requests'][number]

function RequestCard({ request: one }: { request: ContactRequest }) {
  const take = useSend(takeContactRequest, { makesStale: [listContactRequests, listReferrals] })
  return (
    <Card>
      <div className="flex flex-col gap-3">
        {take.error !== null && <NotificationBanner tone="error" live title={take.error.title} />}
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="font-bold">{agoText(one.at)}の申し出</h2>
          {one.language === 'ja-easy' && <ChipLabel icon="speech">やさしい日本語で</ChipLabel>}
        </div>
        <DescriptionList items={one.lines.map(({ label, value }) => ({ term: label, description: value }))} />
        {one.takenBy === undefined ? (
          <div>
            <Button
              icon="phone"
              busy={take.isPending}
              onClick={() => take.mutate({ params: { id: one.id }, body: { version: one.version } })}
            >
              自分が連絡する
            </Button>
          </div>
        ) : (
          <p>{one.takenBy.name}が連絡します。</p>
        )}
      </div>
    </Card>
  )
}
