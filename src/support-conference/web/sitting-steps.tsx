import { useState } from 'react'
import { Button, ButtonRow } from '#ui/button.tsx'
import { momentText } from '#ui/day-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Link } from '#ui/link.tsx'
import { Card } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { SummaryPanel } from '#ui/summary-panel.tsx'
import { useSend } from '#ui/use-api.ts'
import { getSitting, moveSitting, type SittingView } from '../sitting-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { listLeftOpen } from './conference-words.ts'

type Command = 'call' | 'open' | 'close' | 'settle' | 'cancel'

/** Moves a sitting along; a second press does the same once. */
export function useMove(view: SittingView) {
  const send = useSend(moveSitting, { makesStale: [getSitting] })
  const [done, setDone] = useState<Command>()
  function move(command: Command, onSuccess?: () => void) {
    send.mutate(
      { params: { id: view.id }, body: { version: view.version, command } },
      {
        onSuccess: () => {
          setDone(command)
          onSuccess?.()
        },
      },
    )
  }
  return { move, done, busy: send.isPending, error: send.error }
}

/** What comes next for a sitting, in one card with one filled button. */
export function SittingStep({ view }: { view: SittingView }) {
  const moving = useMove(view)
  return (
    <>
      {moving.done !== undefined && <Done view={view} command={moving.done} />}
      <SendProblem error={moving.error} />
      <Next view={view} moving={moving} />
      {view.allowed.includes('cancel') && (
        <Disclosure summary="この会議を取りやめるとき">
          <p className="mb-3">渡した資料はすぐに閉じます。招いた方にお知らせが届きます。元には戻せません。</p>
          <Button kind="danger" busy={moving.busy} onClick={() => moving.move('cancel')}>
            会議を取りやめる
          </Button>
        </Disclosure>
      )}
    </>
  )
}

type Moving = ReturnType<typeof useMove>
type StepProps = { view: SittingView; moving: Moving }

function Next({ view, moving }: StepProps) {
  switch (view.state) {
    case 'planned':
      return <Calling view={view} moving={moving} />
    case 'called':
    case 'open':
      return <Called view={view} />
    case 'closed':
      return <LeftOpen view={view} moving={moving} />
    case 'settled':
    case 'cancelled':
      return null
    default: {
      const never: never = view.state
      return never
    }
  }
}

/** Everybody who is called to an item, each once. */
function namesCalled({ agenda }: SittingView): readonly string[] {
  return [...new Set(agenda.flatMap(({ called }) => called.map(({ organization, name }) => `${organization} ${name}`)))]
}

function Calling({ view, moving }: StepProps) {
  const names = namesCalled(view)
  if (!view.allowed.includes('call')) return null
  if (names.length === 0) {
    return (
      <Card tone="quiet">
        <h2 className="text-std-20B-150">次にすること：案件を加える</h2>
        <p className="mt-2 max-w-line">案件を加えて、案件ごとに呼ぶ方を決めると、招集できます。</p>
      </Card>
    )
  }
  return (
    <SummaryPanel
      title="招集する前の確認"
      toWhom={`${names.join('、')}（${names.length}名）`}
      what="会議の日時と場所、呼ばれている案件の種類と、持ってきていただく項目。お名前などの個人のことは含みません。"
      ground={`生活困窮者自立支援法 第9条の支援会議として、運営要領 第${view.edition}版により招集します。`}
      until="招集のあとで資料を渡せます。資料の開く日と閉じる日は、渡す前に案件ごとに示します。"
      comesBack="会議での出席と、守秘の確認が記録されます。"
      action={
        <Button kind="primary" icon="send" busy={moving.busy} onClick={() => moving.move('call')}>
          この会議を招集する
        </Button>
      }
    />
  )
}

function Called({ view }: { view: SittingView }) {
  const waiting = view.agenda.filter(
    ({ allowed }) => allowed.includes('issue-pack') || allowed.includes('write-material'),
  )
  const unhanded = waiting.filter(({ called }) => called.some(({ pack }) => pack.state === 'none'))
  return (
    <Card tone="quiet">
      <h2 className="text-std-20B-150">
        {view.state === 'open'
          ? `開催中です（${view.openedAt === undefined ? '' : momentText(view.openedAt)} から）`
          : unhanded.length > 0
            ? `次にすること：資料を渡す（${unhanded.length}件）`
            : '次にすること：当日、会議の部屋の画面で開会する'}
      </h2>
      <p className="mt-2 max-w-line">
        {view.unsigned > 0
          ? `守秘の確認がまだの方が${view.unsigned}名います。画面で確かめていただくか、当日その場で署名を受け取れます。`
          : '呼んだ方は、全員が守秘の確認を済ませています。'}
      </p>
    </Card>
  )
}

function LeftOpen({ view, moving }: StepProps) {
  const left = listLeftOpen(view)
  return (
    <Card>
      <h2 className="text-std-20B-150">
        {left.length === 0 ? '後片付けは、すべて済みました' : `あと ${left.length} つで完了にできます`}
      </h2>
      {left.length > 0 && (
        <ul className="mt-3 flex flex-col">
          {left.map(({ key, text, href }) => (
            <li key={key} className="border-t-1 border-solid-gray-420 py-1">
              {href.startsWith('#') ? (
                <a href={href} className="link-text inline-flex min-h-11 items-center">
                  {text}
                </a>
              ) : (
                <Link href={href} className="inline-flex min-h-11 items-center">
                  {text}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      {view.allowed.includes('settle') && (
        <div className="mt-4">
          <ButtonRow>
            <Button
              kind={left.length === 0 ? 'primary' : 'secondary'}
              icon="check"
              busy={moving.busy}
              onClick={() => moving.move('settle')}
            >
              この会議を完了にする
            </Button>
          </ButtonRow>
        </div>
      )}
    </Card>
  )
}

const doneWords = {
  call: {
    title: '招集しました',
    next: '案件ごとに資料を書き、呼んだ方に渡せます。資料は会議の3日前から開きます（緊急の会議はすぐ）。',
  },
  open: { title: '開会しました', next: '会議の部屋の画面で、出席・案件・方針を記録できます。' },
  close: { title: '閉会しました', next: '記録を書き、紙の写しを数えると、完了にできます。' },
  settle: {
    title: '会議を完了にしました',
    next: '残る宿題は、期限に合わせて担当の方に知らせます。記録はこの画面に残ります。',
  },
  cancel: { title: '会議を取りやめました', next: '渡した資料は閉じました。紙の写しは、戻ったら数えられます。' },
} as const satisfies Record<Command, { title: string; next: string }>

function Done({ view, command }: { view: SittingView; command: Command }) {
  const told = command === 'call' || command === 'cancel' ? namesCalled(view) : []
  return (
    <ResultPanel
      key={command}
      title={doneWords[command].title}
      told={told}
      next={doneWords[command].next}
      undo={command === 'call' ? '日時や場所は、このあとも直せます。会議は取りやめることもできます。' : undefined}
    />
  )
}
