import { useState } from 'react'
import { Button, ButtonRow } from '#ui/button.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Card, Page, Section } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { SummaryPanel } from '#ui/summary-panel.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { getMinutes, type Minutes, type MinutesView, printDecision, shareDecision } from '../pack-contract.ts'
import { getSitting, type SittingItem } from '../sitting-contract.ts'
import { ACTION_KINDS } from '../support-conference.ts'
import { SendProblem } from './conference-parts.tsx'
import { itemNote, itemTitle, sittingPath } from './conference-words.ts'
import { NoItem } from './item-page.tsx'
import { MinutesForm } from './minutes-form.tsx'
import { savePdf } from './save-pdf.ts'

/** Minutes in two parts: the decision that those called are told, and the record that stays in the case. */
export function MinutesPage({ params }: ScreenProps) {
  const sitting = params.sittingId ?? ''
  const back = { href: sittingPath(sitting), label: '会議に戻る' }
  const reading = useApi(getSitting, { params: { id: sitting } })
  return (
    <LoadedPage reading={reading} what="会議" back={back}>
      {(view) => {
        const item = view.agenda.find(({ id }) => id === params.itemId)
        if (item === undefined) return <NoItem back={back} />
        return (
          <Page
            title={`方針と記録：${itemTitle(item)}`}
            lead={`${itemNote(item)}。上は招いた方に伝える部分、下はケースだけに残す部分です。`}
            back={back}
          >
            <Both item={item} />
          </Page>
        )
      }}
    </LoadedPage>
  )
}

function Both({ item }: { item: SittingItem }) {
  const reading = useApi(getMinutes, { params: { id: item.id } })
  return (
    <Loaded reading={reading} fresh>
      {(view) => <Parts view={view} onReread={() => void reading.refetch()} />}
    </Loaded>
  )
}

function Parts({ view, onReread }: { view: MinutesView; onReread: () => void }) {
  const [writing, setWriting] = useState(view.minutes === undefined)
  if (view.minutes === undefined && !view.allowed.includes('decide')) return <p>方針はまだ書かれていません。</p>
  if (writing && view.allowed.includes('decide')) {
    return <MinutesForm view={view} onReread={onReread} onSaved={() => setWriting(false)} />
  }
  if (view.minutes === undefined) return null
  return (
    <>
      <Written view={view} minutes={view.minutes} />
      <ButtonRow>
        {view.allowed.includes('decide') && (
          <Button icon="edit" onClick={() => setWriting(true)}>
            方針と記録を直す
          </Button>
        )}
        <SaveSheet itemId={view.itemId} />
      </ButtonRow>
      <Telling view={view} minutes={view.minutes} />
    </>
  )
}

type WrittenProps = { view: MinutesView; minutes: Minutes }

function nameIn({ members }: MinutesView, id: string): string {
  const found = members.find(({ memberId }) => memberId === id)
  return found === undefined ? '' : `${found.organization} ${found.name}`
}

function Written({ view, minutes: { direction, roles, actions, record } }: WrittenProps) {
  return (
    <>
      <Section title="招いた方に伝える部分">
        <DescriptionList
          items={[
            { term: '支援の方針', description: <p className="whitespace-pre-wrap">{direction}</p> },
            ...roles.map(({ memberId, role }) => ({
              term: nameIn(view, memberId),
              description: <p className="whitespace-pre-wrap">{role}</p>,
            })),
            ...actions.map(({ ownerMemberId, kind, dueOn, what }) => ({
              term: `宿題：${nameIn(view, ownerMemberId)}`,
              description: `${ACTION_KINDS[kind]}（${dayText(dueOn)}まで）${what}`,
            })),
          ]}
        />
      </Section>
      <Section title="ケースだけに残す部分">
        <Card tone="quiet">
          <p className="max-w-line whitespace-pre-wrap">{record || '書かれていません。'}</p>
        </Card>
      </Section>
    </>
  )
}

function SaveSheet({ itemId }: { itemId: string }) {
  const send = useSend(printDecision, { makesStale: [] })
  return (
    <>
      <Button
        icon="print"
        busy={send.isPending}
        busyLabel="紙を組んでいます…"
        onClick={() => send.mutate({ params: { id: itemId } }, { onSuccess: savePdf })}
      >
        方針と役割を保存する（PDF）
      </Button>
      <SendProblem error={send.error} />
    </>
  )
}

function Telling({ view, minutes }: WrittenProps) {
  const send = useSend(shareDecision, { makesStale: [getMinutes, getSitting] })
  const names = view.members.map(({ organization, name }) => `${organization} ${name}`)
  if (view.sharedAt !== undefined) {
    return (
      <ResultPanel
        title={`${momentText(view.sharedAt)} に、方針を伝えました`}
        told={names}
        next="宿題は、期限の翌日に担当の方、3日後に主任、7日後に主管課へと、順に知らせます。話し合いの記録はケースに残りました。"
        undo="伝えた方針は書き換えられません。続きは、次の会議の案件にできます。"
      />
    )
  }
  if (!view.allowed.includes('share-decision')) return null
  const owners = new Set(minutes.actions.map(({ ownerMemberId }) => nameIn(view, ownerMemberId)))
  return (
    <>
      <SummaryPanel
        title="方針を伝える前の確認"
        toWhom={`${names.join('、')}（${names.length}名）。この案件に呼ばれた方だけです。`}
        what={`支援の方針と役割。宿題の中身は、担当する方（${owners.size === 0 ? 'いません' : [...owners].join('、')}）だけに伝わります。話し合いの記録は伝わりません。`}
        ground="支援会議（生活困窮者自立支援法 第9条）。案件の資料と同じ根拠です。"
        until="資料と同じ日に閉じます。宿題の中身は、宿題が終わるまで担当の方に見えます。"
        comesBack="宿題の結果が、この画面と会議の画面に戻ります。"
        action={
          <Button
            kind="primary"
            icon="send"
            busy={send.isPending}
            busyLabel="伝えています…"
            onClick={() => send.mutate({ params: { id: view.itemId }, body: { version: view.version } })}
          >
            招いた方に方針を伝える
          </Button>
        }
      />
      <SendProblem error={send.error} />
    </>
  )
}
