import { useMemo } from 'react'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Card, Page, Section, TwoColumns } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useShortcuts } from '#ui/shortcuts.ts'
import { useApi, useSend } from '#ui/use-api.ts'
import { getSitting, type SittingItem, type SittingView, timeItem } from '../sitting-contract.ts'
import { SendProblem, SittingStateChip } from './conference-parts.tsx'
import { sittingPath, sittingTitle } from './conference-words.ts'
import { RoomAgenda } from './room-agenda.tsx'
import { RoomAttendance } from './room-attendance.tsx'
import { RoomIssues } from './room-issues.tsx'
import { RoomItem } from './room-item.tsx'
import { useMove } from './sitting-steps.tsx'

/** How often another device in the room is caught up with, in milliseconds. */
const EVERY = 15_000

/** The room on the day: who is here, which item runs, what was decided, who does what, and the next item. */
export function RoomPage({ params }: ScreenProps) {
  const id = params.sittingId ?? ''
  const reading = useApi(getSitting, { params: { id }, refetchEvery: EVERY })
  const back = { href: sittingPath(id), label: '会議の準備と記録に戻る' }
  return (
    <LoadedPage reading={reading} what="会議" back={back}>
      {(view) => (
        <Page
          title={sittingTitle(view)}
          lead={view.place}
          back={back}
          width="wide"
          action={<SittingStateChip state={view.state} />}
        >
          <Room view={view} />
        </Page>
      )}
    </LoadedPage>
  )
}

/** The item that is spoken about now. */
export function runningIn({ agenda }: SittingView): SittingItem | undefined {
  return agenda.find(({ startedAt, endedAt }) => startedAt !== undefined && endedAt === undefined)
}

/** The item that comes next: the first that nobody spoke about. */
export function nextIn({ agenda }: SittingView): SittingItem | undefined {
  return agenda.find(({ startedAt }) => startedAt === undefined)
}

/** Turns to an item, ends one; `N` turns to the next, `I` leads to the issues. */
function useTurning(next: SittingItem | undefined) {
  const timing = useSend(timeItem, { makesStale: [getSitting] })
  const { mutate } = timing
  const nextId = next?.allowed.includes('time') === true ? next.id : undefined
  useShortcuts(
    useMemo(
      () => [
        {
          key: 'n',
          does: '次の案件へ',
          run: () => nextId !== undefined && mutate({ params: { id: nextId }, body: { running: true } }),
        },
        {
          key: 'i',
          does: '地域の課題を書く',
          run: () => document.getElementById('room-issue')?.querySelector('textarea')?.focus(),
        },
      ],
      [nextId, mutate],
    ),
  )
  const turn = (item: SittingItem, on: boolean) => mutate({ params: { id: item.id }, body: { running: on } })
  return { turn, busy: timing.isPending, error: timing.error }
}

function Room({ view }: { view: SittingView }) {
  const running = runningIn(view)
  const next = nextIn(view)
  const { turn, busy, error } = useTurning(next)
  return (
    <>
      <Opening view={view} />
      <SendProblem error={error} />
      <TwoColumns
        main={
          <>
            {running === undefined ? (
              <Between view={view} next={next} busy={busy} onStart={(item) => turn(item, true)} />
            ) : (
              <RoomItem key={running.id} view={view} item={running} next={next} busy={busy} onTurn={turn} />
            )}
            <div id="room-issue">
              <Section title="見えてきた地域の課題">
                <RoomIssues view={view} />
              </Section>
            </div>
          </>
        }
        aside={
          <>
            <RoomAttendance view={view} running={running} />
            <RoomAgenda view={view} onTurn={turn} busy={busy} />
            <Closing view={view} running={running} />
            <p data-print="never" className="text-solid-gray-700">
              キーボード：<kbd>N</kbd> 次の案件へ・<kbd>I</kbd> 地域の課題を書く
            </p>
          </>
        }
      />
    </>
  )
}

function Opening({ view }: { view: SittingView }) {
  const moving = useMove(view)
  if (!view.allowed.includes('open')) return null
  return (
    <Card>
      <h2 className="text-std-20B-150">これから始まる会議です</h2>
      <p className="mt-2 mb-4 max-w-line">開会すると、来られた方・案件の時間・方針を、この画面で記録できます。</p>
      <Button kind="primary" icon="people" busy={moving.busy} onClick={() => moving.move('open')}>
        開会する
      </Button>
      <SendProblem error={moving.error} />
    </Card>
  )
}

type BetweenProps = {
  view: SittingView
  next: SittingItem | undefined
  busy: boolean
  onStart: (item: SittingItem) => void
}

function Between({ view, next, busy, onStart }: BetweenProps) {
  if (view.state !== 'open') return null
  return (
    <Card tone="quiet">
      <h2 className="text-std-20B-150">
        {next === undefined ? 'すべての案件を話し合いました' : 'いま話し合っている案件はありません'}
      </h2>
      {next?.allowed.includes('time') === true && (
        <div className="mt-4">
          <Button kind="primary" icon="arrow" busy={busy} onClick={() => onStart(next)}>
            {view.agenda.every(({ startedAt }) => startedAt === undefined) ? '最初の案件を始める' : '次の案件を始める'}
          </Button>
        </div>
      )}
    </Card>
  )
}

function Closing({ view, running }: { view: SittingView; running: SittingItem | undefined }) {
  const moving = useMove(view)
  if (view.state === 'closed') {
    return <LinkButton href={sittingPath(view.id)}>会議の記録と後片付けへ</LinkButton>
  }
  if (!view.allowed.includes('close')) return null
  const left = view.agenda.filter(({ startedAt }) => startedAt === undefined).length
  return (
    <Section title="会議を終える">
      <p>
        {running !== undefined
          ? '話し合っている案件も、ここで終わりになります。'
          : left > 0
            ? `まだ話し合っていない案件が${left}件あります。`
            : '記録の清書と紙の写しの確認は、閉会のあとでもできます。'}
      </p>
      <ButtonRow>
        <Button
          kind={left === 0 && running === undefined ? 'primary' : 'secondary'}
          busy={moving.busy}
          onClick={() => moving.move('close')}
        >
          閉会する
        </Button>
      </ButtonRow>
      <SendProblem error={moving.error} />
    </Section>
  )
}
