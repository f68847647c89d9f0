import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { dayText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Card, Page, Section } from '#ui/page.tsx'
import { type ScreenProps, useViewer } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { decideStatement, listStatementRequests, type StatementRequest } from '../statement/statement-contract.ts'
import { IDENTITY_PAPERS, REPRESENTATIVE_PAPERS, REQUEST_STATES, REQUESTERS } from '../statement-request-words.ts'
import { AskStatement } from './ask-statement.tsx'
import { IssueStatement } from './issue-statement.tsx'

/** Requests to be told who was told what: taken with the identity checked, decided on by the officer, printed. */
export function StatementRequestsPage({ search }: ScreenProps) {
  const by = { case: search.get('case') ?? undefined, referral: search.get('referral') ?? undefined }
  const reading = useApi(listStatementRequests, { query: by })
  return (
    <Page
      title="だれに何が伝わったかを、お知らせしますか"
      lead="ご本人は、だれに何が伝わり、だれが見たかを、いつでもお手紙と表で受け取れます。代理の方のお求めは、どなたについても市区町村の責任者が確かめます。"
      back={{ href: '/', label: 'ホームに戻る' }}
    >
      <Loaded reading={reading}>
        {({ requests, matter }) => (
          <>
            {matter !== undefined && (
              <Section
                title={
                  matter.caseNumber === null ? 'お求めを受け付ける' : `ケース ${matter.caseNumber} のお求めを受け付ける`
                }
              >
                <AskStatement matter={matter} />
              </Section>
            )}
            <Section title={`お求め（${requests.length}件）`}>
              {requests.length === 0 ? (
                <EmptyState title="お求めはありません">
                  ケースや届いた連絡の画面にある「だれに何が伝わったか」から受け付けられます。
                </EmptyState>
              ) : (
                <ul className="flex flex-col gap-4">
                  {requests.map((one) => (
                    <li key={one.id}>
                      <RequestCard request={one} />
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function RequestCard({ request: one }: { request: StatementRequest }) {
  const decides = useViewer()?.roles.includes('municipal_officer') ?? false
  const papers = [
    ...one.identity.map((paper) => IDENTITY_PAPERS[paper]),
    ...one.papers.map((paper) => REPRESENTATIVE_PAPERS[paper]),
  ]
  const issues = !decides && ['checked', 'released', 'issued'].includes(one.state)
  return (
    <Card>
      <article aria-label={`${dayText(one.askedOn)}のお求め`} className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-3">
          <h3 className="font-bold">
            {dayText(one.askedOn)}　{REQUESTERS[one.askedBy]}
          </h3>
          <ChipLabel icon={one.state === 'issued' ? 'check' : 'clock'}>{REQUEST_STATES[one.state]}</ChipLabel>
          {one.protected === true && (
            <ChipLabel icon="lock" tone="yellow">
              保護：代理の方にはお出しできません
            </ChipLabel>
          )}
        </div>
        <DescriptionList
          items={[
            { term: '受け付けた窓口', description: `${one.agency}　${one.recordedBy}` },
            { term: '確かめた書類', description: papers.join('、') },
            { term: 'お渡し', description: one.delivery === 'handed' ? '手渡し' : '郵送' },
            { term: 'ことば', description: one.language === 'ja' ? '日本語' : 'やさしい日本語' },
            ...(one.formalNumber === null ? [] : [{ term: '開示請求の受付番号', description: one.formalNumber }]),
            ...(one.caseNumber === null ? [] : [{ term: 'ケース', description: one.caseNumber }]),
          ]}
        />
        {decides && one.state === 'with-officer' && <Decide request={one} />}
        {issues && <IssueStatement request={one} />}
        {one.caseId !== null && (
          <ButtonRow>
            <LinkButton kind="tertiary" href={`/cases/${one.caseId}`}>
              ケースを開く
            </LinkButton>
          </ButtonRow>
        )}
      </article>
    </Card>
  )
}

/** The officer's answer. For a protected person only one is possible, here and in the database. */
function Decide({ request: { id, version, protected: hidden } }: { request: StatementRequest }) {
  const send = useSend(decideStatement, { makesStale: [listStatementRequests] })
  const [answer, setAnswer] = useState<string>()
  const decide = (decision: 'released' | 'declined') =>
    send.mutate({ params: { id }, body: { version, decision } }, { onSuccess: (done) => setAnswer(done.answer) })
  return (
    <div className="flex flex-col gap-3">
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      {answer !== undefined && (
        <NotificationBanner tone="success" live title="代理の方へのお返事の文です">
          <p>{answer}</p>
        </NotificationBanner>
      )}
      <p className="max-w-line">
        {hidden === true
          ? '保護の対象の方です。記録があるかどうかを含めて、代理の方にはお答えしません。ご本人には、担当者が直接お渡しします。'
          : '書類と、ご本人の利益に反しないことを確かめます。お出しすると決めると、受け付けた窓口がお手紙を作れます。'}
      </p>
      <ButtonRow>
        {hidden !== true && (
          <Button busy={send.isPending} onClick={() => decide('released')}>
            お手紙を出すと決める
          </Button>
        )}
        <Button
          kind={hidden === true ? 'primary' : 'secondary'}
          busy={send.isPending}
          onClick={() => decide('declined')}
        >
          お答えできないとお返事する
        </Button>
      </ButtonRow>
    </div>
  )
}
