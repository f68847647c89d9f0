import { useState } from 'react'
import { listReports } from '#referral/report-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { dayText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { TextArea } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { DATA_CATEGORIES } from '../category-words.ts'
import {
  declineReceivedRequest,
  listReceivedRequests,
  openReceivedRequest,
  type ReceivedRequest,
  type ReceivedRow,
} from '../cooperation-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { CooperationChip } from './cooperation-list.tsx'
import { leftText } from './cooperation-words.ts'

/** What was asked of the company; about whom is told when one is opened. */
export function ReceivedRequestsPage() {
  const reading = useApi(listReceivedRequests, {})
  return (
    <Page
      title="届いた協力の求め"
      lead="市区町村の支援会議からのお願いです（生活困窮者自立支援法 第9条第3項）。お答えは義務ではなく、お断りになっても不利なことはありません。"
      back={{ href: '/conference', label: '支援会議' }}
    >
      <Loaded reading={reading}>
        {({ requests }) =>
          requests.length === 0 ? (
            <EmptyState title="届いた求めはありません" icon="document">
              届くと、求められた項目と期日がここに出ます。
            </EmptyState>
          ) : (
            requests.map((row) => <Received key={row.id} row={row} />)
          )
        }
      </Loaded>
    </Page>
  )
}

function Received({ row }: { row: ReceivedRow }) {
  const open = useSend(openReceivedRequest)
  return (
    <Section title={`${row.body}（${row.agency}）`}>
      <CooperationChip state={row.state} />
      <DescriptionList
        items={[
          { term: '求められた項目', description: row.categories.map((one) => DATA_CATEGORIES[one]).join('、') },
          { term: '期日', description: `${dayText(row.dueOn)} ${leftText(row.dueOn, row.state)}` },
        ]}
      />
      <SendProblem error={open.error} />
      {row.state === 'sent' && open.data === undefined && (
        <ButtonRow>
          <Button kind="primary" busy={open.isPending} onClick={() => open.mutate({ params: { id: row.id } })}>
            開いて読む（記録に残ります）
          </Button>
        </ButtonRow>
      )}
      {open.data !== undefined && <Opened request={open.data} />}
    </Section>
  )
}

function Opened({ request }: { request: ReceivedRequest }) {
  const who = [request.name, request.address].filter(Boolean).join('・')
  const call = [request.agency, request.phone].filter(Boolean).join(' ')
  return (
    <>
      <DescriptionList
        items={[
          { term: 'どなたのことか', description: who },
          { term: '伺いたいこと', description: <span className="whitespace-pre-wrap">{request.question}</span> },
          { term: 'お問い合わせ', description: call },
        ]}
      />
      <Choose request={request} />
      <Decline id={request.id} />
    </>
  )
}

/** The answer goes through the guided record: the company decides for itself whether it may be given. */
function Choose({ request }: { request: ReceivedRequest }) {
  const reading = useApi(listReports, { query: { show: 'all' } })
  const to = (report: string) =>
    `/judgements/new?${new URLSearchParams({
      ...{ report, recipient: request.agencyId, ground: 'cooperation-request', request: request.id },
      categories: request.categories.join(','),
    })}`
  return (
    <Section title="回答する">
      <p className="max-w-line">
        この方についての連絡を選ぶと、渡してよいかの記録を書きはじめます。会社のほかの方が判断するまで、何も会社の外に出ません。
      </p>
      <Loaded reading={reading}>
        {({ reports }) => {
          const fitting = reports.filter(({ kind, state }) => kind !== 'danger' && state === 'draft')
          if (fitting.length === 0)
            return <p>まだ送っていない連絡がありません。「連絡を書く」で下書きを残すと、ここで選べます。</p>
          return (
            <ul className="flex flex-col gap-2">
              {fitting.map(({ id, name, address }) => (
                <li key={id} className="flex flex-wrap items-center justify-between gap-3">
                  <span>
                    {name === undefined || name === '' ? 'お名前は不明' : `${name}さん`}　{address}
                  </span>
                  <LinkButton href={to(id)}>回答する</LinkButton>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Section>
  )
}

function Decline({ id }: { id: string }) {
  const [text, setText] = useState('')
  const send = useSend(declineReceivedRequest)
  const say = (state: 'declined' | 'unable') => send.mutate({ params: { id }, body: { state, text } })
  if (send.data !== undefined)
    return <NotificationBanner tone="success" live title={`お答えを受け取りました。控え ${send.data.receipt}`} />
  return (
    <Section title="応じられない・わからないとき">
      <TextArea label="ひとこと（なくてもかまいません）" name="text" value={text} onChange={setText} />
      <SendProblem error={send.error} />
      <ButtonRow>
        <Button busy={send.isPending} onClick={() => say('unable')}>
          わかりません・資料がありません
        </Button>
        <Button busy={send.isPending} onClick={() => say('declined')}>
          応じられません
        </Button>
      </ButtonRow>
    </Section>
  )
}
