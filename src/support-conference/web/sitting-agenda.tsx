import { useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Form } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { Card, Section } from '#ui/page.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { addItem, changeItem, getSitting, type SittingItem, type SittingView } from '../sitting-contract.ts'
import { Facts, SendProblem } from './conference-parts.tsx'
import { itemNote, itemPath, itemTitle } from './conference-words.ts'
import { minutesOf, type TopicDraft, TopicFields, usualTopic } from './item-topic.tsx'

/** What is spoken about, in order, with how far each item is prepared. */
export function Agenda({ view }: { view: SittingView }) {
  const [adding, setAdding] = useState<'brought' | 'region'>()
  const total = view.agenda.reduce((sum, { minutesPlanned }) => sum + minutesPlanned, 0)
  return (
    <Section
      title={`案件 ${view.agenda.length}件`}
      aside={<span className="figures">{view.agenda.length === 0 ? '' : `予定 合わせて${total}分`}</span>}
    >
      {view.agenda.length === 0 ? (
        <EmptyState title="案件はまだありません" icon="document">
          ケースの画面の「支援会議にかける」からも加えられます。
        </EmptyState>
      ) : (
        <ol className="flex flex-col gap-4">
          {view.agenda.map((item, index) => (
            <li key={item.id}>
              <ItemCard view={view} item={item} number={index + 1} />
            </li>
          ))}
        </ol>
      )}
      {view.allowed.includes('edit') || view.allowed.includes('call-member') ? (
        adding === undefined ? (
          <ButtonRow>
            <LinkButton icon="plus" href={`/conference/propose?sitting=${view.id}`}>
              ケースを加える
            </LinkButton>
            <Button icon="plus" onClick={() => setAdding('brought')}>
              関係機関が持ち寄る事案を加える
            </Button>
            <Button icon="plus" onClick={() => setAdding('region')}>
              地域の課題を加える
            </Button>
          </ButtonRow>
        ) : (
          <NewItem key={adding} view={view} kind={adding} onDone={() => setAdding(undefined)} />
        )
      ) : null}
    </Section>
  )
}

type ItemProps = { view: SittingView; item: SittingItem; number: number }

function ItemCard({ view, item, number }: ItemProps) {
  const { called, allowed } = item
  return (
    <Card>
      <div className="flex flex-col gap-3">
        <Facts>
          <h3 className="text-std-18B-160">
            {number}．{itemTitle(item)}
          </h3>
          <span className="text-solid-gray-700">{itemNote(item)}</span>
          <span className="figures">{item.minutesPlanned}分</span>
        </Facts>
        {item.kind !== 'region' && <Progress item={item} />}
        <p>
          {called.length === 0
            ? '呼ぶ方は、まだ決まっていません。'
            : `呼ぶ方 ${called.length}名：${called.map(({ organization, name }) => `${organization} ${name}`).join('、')}`}
        </p>
        <ButtonRow>
          <Link href={itemPath(view.id, item.id)} className="inline-flex min-h-11 items-center">
            {item.kind === 'region' ? '呼ぶ方を決める' : '呼ぶ方・資料を見る'}
          </Link>
          {(allowed.includes('decide') || item.hasMinutes) && item.caseId !== undefined && (
            <Link href={itemPath(view.id, item.id, 'minutes')} className="inline-flex min-h-11 items-center">
              方針と記録
            </Link>
          )}
          {item.caseId !== undefined && (
            <Link href={`/cases/${item.caseId}`} className="inline-flex min-h-11 items-center">
              ケースを開く
            </Link>
          )}
          {allowed.includes('edit') && item.startedAt === undefined && <Withdraw item={item} />}
        </ButtonRow>
      </div>
    </Card>
  )
}

function Progress({ item: { called, hasMaterial, hasMinutes, decisionSharedAt } }: { item: SittingItem }) {
  const handed = called.filter(({ pack }) => pack.state !== 'none').length
  return (
    <Facts>
      <ChipLabel tone={hasMaterial ? 'green' : 'neutral'} icon={hasMaterial ? 'check' : 'edit'}>
        {hasMaterial ? '資料を書きました' : '資料はまだ'}
      </ChipLabel>
      <ChipLabel tone={handed > 0 ? 'green' : 'neutral'} icon="send">
        {`資料を渡した方 ${handed}/${called.length}`}
      </ChipLabel>
      {hasMinutes && (
        <ChipLabel tone={decisionSharedAt === undefined ? 'yellow' : 'green'} icon="document">
          {decisionSharedAt === undefined ? '方針を書きました（まだ伝えていません）' : '方針を伝えました'}
        </ChipLabel>
      )}
    </Facts>
  )
}

/** Takes an item off before anybody spoke about it. */
function Withdraw({ item }: { item: SittingItem }) {
  const send = useSend(changeItem, { makesStale: [getSitting] })
  const { id, version, topic, minutesPlanned, position } = item
  return (
    <>
      <Button
        kind="tertiary"
        icon="close"
        busy={send.isPending}
        onClick={() =>
          send.mutate({ params: { id }, body: { version, topic, minutesPlanned, position, withdrawn: true } })
        }
      >
        この案件を外す
      </Button>
      <SendProblem error={send.error} />
    </>
  )
}

const newWords = {
  brought: {
    label: '関係機関が持ち寄る事案',
    lead: '会社などが心配に思い、まだケースになっていない事案です。呼ばれた機関が、求められた項目だけを持ってきます。',
  },
  region: {
    label: '地域の課題',
    lead: '個人のことは書きません。お名前・番地・電話番号のように見えるものは保存できません。',
  },
} as const

type NewProps = { view: SittingView; kind: 'brought' | 'region'; onDone: () => void }

function NewItem({ view, kind, onDone }: NewProps) {
  const [id] = useState(newRequestKey)
  const [title, setTitle] = useState('')
  const [draft, setDraft] = useState<TopicDraft>({ ...usualTopic, topic: kind === 'region' ? 'other' : undefined })
  const [missing, setMissing] = useState<string>()
  const send = useSend(addItem, { makesStale: [getSitting] })
  function submit() {
    const minutesPlanned = minutesOf(draft)
    const { topic } = draft
    setMissing(topic === undefined ? '何についての事案かを選んでください。' : undefined)
    if (topic === undefined || minutesPlanned === undefined) return
    const position = view.agenda.length + 1
    const of = kind === 'region' ? { title } : {}
    send.mutate(
      { params: { id: view.id }, body: { id, kind, topic, minutesPlanned, position, ...of } },
      { onSuccess: onDone },
    )
  }
  return (
    <Card tone="quiet">
      <h3 className="text-std-18B-160">{newWords[kind].label}を加える</h3>
      <p className="mt-1 mb-4 max-w-line">{newWords[kind].lead}</p>
      <Form problems={send.error?.fields} onSubmit={submit} label={`${newWords[kind].label}を加える`}>
        {kind === 'region' && (
          <TextField
            label="課題の名前"
            name="title"
            required
            hint="例：冬に灯油の配達が届かない地区"
            value={title}
            onChange={setTitle}
          />
        )}
        <TopicFields
          draft={draft}
          edit={(change) => setDraft({ ...draft, ...change })}
          missing={missing}
          onlyMinutes={kind === 'region'}
        />
        <SendProblem error={send.error} />
        <ButtonRow>
          <Button type="submit" kind="primary" busy={send.isPending}>
            案件に加える
          </Button>
          <Button onClick={onDone}>やめる</Button>
        </ButtonRow>
      </Form>
    </Card>
  )
}
