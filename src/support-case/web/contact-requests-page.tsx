import { useState } from 'react'
import { listContactRequests, listReferrals, takeContactRequest } from '#referral/referral-contract.ts'
import type { Answer } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { DescriptionList } from '#ui/description-list.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Card, Page } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { joinRequest, listRequestCandidates, openCaseFromRequest } from '../contact-request-contract.ts'
import { listCases } from '../support-case-contract.ts'
import { agoText } from './case-words.ts'
import { HouseholdChoice, openedCase } from './same-household-panel.tsx'

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
  const [beginning, setBeginning] = useState(false)
  return (
    <Card>
      <article aria-label={`${agoText(one.at)}の申し出`} className="flex flex-col gap-3">
        {take.error !== null && <NotificationBanner tone="error" live title={take.error.title} />}
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="font-bold">{agoText(one.at)}の申し出</h2>
          {one.protected && (
            <ChipLabel icon="lock" tone="yellow">
              保護：ご本人か確かめてから話します
            </ChipLabel>
          )}
          {one.language === 'ja-easy' && <ChipLabel icon="speech">やさしい日本語で</ChipLabel>}
        </div>
        <DescriptionList
          items={one.lines.map(({ label, value }) => ({ term: label, description: said(label, value) }))}
        />
        {one.takenBy !== undefined && <p>{one.takenBy.name}が連絡します。</p>}
        {one.caseId === undefined ? (
          <ButtonRow>
            {one.takenBy === undefined && (
              <Button
                icon="phone"
                busy={take.isPending}
                onClick={() => take.mutate({ params: { id: one.id }, body: { version: one.version } })}
              >
                自分が連絡する
              </Button>
            )}
            {!beginning && (
              <Button icon="plus" onClick={() => setBeginning(true)}>
                支援を始める
              </Button>
            )}
          </ButtonRow>
        ) : (
          <LinkButton href={`/cases/${one.caseId}`}>ケースを開く</LinkButton>
        )}
        {beginning && <BeginCase requestId={one.id} />}
      </article>
    </Card>
  )
}

/** The telephone number is a link of a thumb's size. */
function said(label: string, value: string) {
  if (label !== '電話番号') return value
  return (
    <a className="link-text inline-flex min-h-11 items-center figures" href={`tel:${value.replaceAll(/[^\d+]/g, '')}`}>
      {value}
    </a>
  )
}

/** Is the household of the one who asked known already? Then the request joins its case. */
function BeginCase({ requestId }: { requestId: string }) {
  const reading = useApi(listRequestCandidates, { params: { id: requestId } })
  const stale = { makesStale: [listReferrals, listCases] }
  const join = useSend(joinRequest, stale)
  const open = useSend(openCaseFromRequest, stale)
  return (
    <div className="border-t-1 border-solid-gray-420 pt-4">
      <HouseholdChoice
        reading={reading}
        title="同じ世帯の通報やケースはありますか"
        what="この申し出"
        joining={{
          ...join,
          begin: ({ id, version }) =>
            join.mutate({ params: { id }, body: { version, requestId } }, { onSuccess: openedCase }),
        }}
        opening={{
          ...open,
          begin: (caseId, referralIds) =>
            open.mutate(
              { params: { id: requestId }, body: { caseId, referralIds: [...referralIds] } },
              { onSuccess: openedCase },
            ),
        }}
      />
    </div>
  )
}
