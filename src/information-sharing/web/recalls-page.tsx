import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Card, Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { DATA_CATEGORIES } from '../category-words.ts'
import {
  type LateRecall,
  listRecalls,
  type RecallStateOfReport,
  type RecallTask,
  takeRecall,
} from '../recall/recall-contract.ts'
import { RECALL_OUTCOMES, RECALL_STATES, RECALL_THINGS, RETENTION_GROUNDS } from '../recall-words.ts'
import { RecallAnswer } from './recall-answer.tsx'

/** After a withdrawal: what is still to be deleted or given back, by when, and what was answered. */
export function RecallsPage() {
  const reading = useApi(listRecalls, {})
  return (
    <Page
      title="写しやメモを、どうしましたか"
      lead="ご本人が同意を取り消すと、伝わっていた内容は画面ではすぐに開けなくなります。紙の写しやメモがあるかを確かめて、ここで答えます。"
      back={{ href: '/', label: 'ホームに戻る' }}
    >
      <Loaded reading={reading}>
        {({ tasks, states, late }) => (
          <>
            {late.length > 0 && <Late late={late} />}
            <Tasks tasks={tasks} />
            {states.length > 0 && <States states={states} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Tasks({ tasks }: { tasks: readonly RecallTask[] }) {
  const open = tasks.filter(({ state }) => state !== 'settled')
  const settled = tasks.filter(({ state }) => state === 'settled')
  return (
    <>
      <Section title={`答えを待っているもの（${open.length}件）`}>
        {open.length === 0 ? (
          <EmptyState title="答えを待っているものはありません">
            同意の取り消しがあると、ここに期日とともに並び、お知らせが届きます。
          </EmptyState>
        ) : (
          <ul className="flex flex-col gap-4">
            {open.map((task) => (
              <li key={task.id}>
                <TaskCard task={task} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {settled.length > 0 && (
        <Disclosure summary={`この90日に答えたもの（${settled.length}件）`}>
          <ul className="flex flex-col gap-4">
            {settled.map((task) => (
              <li key={task.id}>
                <TaskCard task={task} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  )
}

/** The matter by its number: what was told can no longer be read, so no name stands here. */
function matterOf({ caseNumber, reportId, company, openedAt }: RecallTask): string {
  if (caseNumber !== null) return `ケース ${caseNumber}`
  return reportId === null ? `${company}からの連絡（${momentText(openedAt)}に取り消し）` : '相談窓口からの返事'
}

function placeOf({ caseId, referralId, reportId }: RecallTask): string | undefined {
  if (caseId !== null) return `/cases/${caseId}`
  if (referralId !== null) return `/referrals/${referralId}`
  return reportId === null ? undefined : `/reports/${reportId}`
}

function TaskCard({ task }: { task: RecallTask }) {
  const take = useSend(takeRecall, { makesStale: [listRecalls] })
  const { state, dueOn, categories, company, openedAt, version, id } = task
  const place = placeOf(task)
  const told = categories.map((one) => (one === 'feedback' ? 'お返事のことば' : DATA_CATEGORIES[one])).join('、')
  return (
    <Card>
      <article aria-label={matterOf(task)} className="flex flex-col gap-4">
        {take.error !== null && <NotificationBanner tone="error" live title={take.error.title} />}
        <TaskHead task={task} />
        <DescriptionList
          items={[
            { term: '期日', description: dueOn === null ? '計算しています' : dayText(dueOn) },
            { term: '取り消し', description: momentText(openedAt) },
            { term: '伝えた会社', description: company },
            { term: '伝わっていた項目', description: told },
          ]}
        />
        <Answered task={task} />
        <p className="max-w-line text-solid-gray-700">
          相談支援の記録（ケースの記録）と、渡したことの記録は、消すものに含みません。法令や文書の決まりにもとづいて残り、ご本人にもそう伝えています。
        </p>
        <ButtonRow>
          {state === 'open' && (
            <Button
              kind="tertiary"
              busy={take.isPending}
              onClick={() => take.mutate({ params: { id }, body: { version } })}
            >
              確かめ始める
            </Button>
          )}
          {place !== undefined && (
            <LinkButton kind="tertiary" href={place}>
              記録を開く
            </LinkButton>
          )}
        </ButtonRow>
        <Disclosure summary={state === 'settled' ? '答えを直す（前の答えも残ります）' : 'どうしたかを答える'}>
          <RecallAnswer task={task} />
        </Disclosure>
      </article>
    </Card>
  )
}

function TaskHead({ task }: { task: RecallTask }) {
  const { state, escalated } = task
  return (
    <div className="flex flex-wrap items-center gap-3">
      <h3 className="font-bold">{matterOf(task)}</h3>
      <ChipLabel icon={state === 'settled' ? 'check' : 'clock'}>{RECALL_STATES[state]}</ChipLabel>
      {escalated > 0 && state !== 'settled' && (
        <ChipLabel icon="clock" tone="yellow">
          期日を過ぎています
        </ChipLabel>
      )}
    </div>
  )
}

function Answered({ task: { lines } }: { task: RecallTask }) {
  const [newest] = lines
  if (newest === undefined) return null
  const said = lines.filter(({ round }) => round === newest.round)
  return (
    <div className="flex flex-col gap-2">
      <p>
        {momentText(newest.attestedAt)}　{newest.attestedBy}が答えました
        {newest.round > 1 && `（${newest.round}回め。前の答えも残っています）`}。
      </p>
      <DescriptionList
        items={said.map(({ thing, outcome, ground, cited }) => ({
          term: RECALL_THINGS[thing],
          description: [RECALL_OUTCOMES[outcome], ground && RETENTION_GROUNDS[ground].label, cited]
            .filter((part) => part !== null && part !== '')
            .join('　'),
        }))}
      />
    </div>
  )
}

const lateColumns: readonly Column<LateRecall>[] = [
  { key: 'who', header: '答えを待っている先', names: true, cell: ({ recipient }) => recipient },
  { key: 'due', header: '期日', cell: ({ dueOn }) => (dueOn === null ? '計算しています' : dayText(dueOn)) },
  { key: 'opened', header: '取り消し', cell: ({ openedAt }) => momentText(openedAt) },
]

function Late({ late }: { late: readonly LateRecall[] }) {
  return (
    <Section title="期日を過ぎて、責任者に届いたもの">
      <p className="max-w-line">どなたについてのものかは、ここには出ません。相談窓口に、答えるよう伝えましょう。</p>
      <DataTable caption="期日を過ぎた確かめ" columns={lateColumns} rows={late} rowKey={({ id }) => id} empty={null} />
    </Section>
  )
}

const stateColumns: readonly Column<RecallStateOfReport>[] = [
  { key: 'which', header: '連絡', names: true, cell: ({ receiptNumber }) => receiptNumber ?? '受付番号なし' },
  { key: 'on', header: '取り消し', cell: ({ withdrawnOn }) => dayText(withdrawnOn) },
  {
    key: 'state',
    header: '伝えた先の確かめ',
    cell: ({ state }) => (state === 'settled' ? '終わりました' : '続いています'),
  },
]

function States({ states }: { states: readonly RecallStateOfReport[] }) {
  return (
    <Section title="伝えた先のようす">
      <p className="max-w-line">
        御社が伝えた連絡について、同意が取り消されたものです。どこが何を持っていたかは出ません。御社自身の連絡の控えは、御社の記録として残ります。
      </p>
      <DataTable
        caption="伝えた先のようす"
        columns={stateColumns}
        rows={states}
        rowKey={({ consentId }) => consentId}
        empty={null}
      />
    </Section>
  )
}
