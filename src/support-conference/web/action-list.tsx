import { useState } from 'react'
import { addDays, daysBetween, isCalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ChipLabel, type ChipTone } from '#ui/chip-label.tsx'
import { dayText } from '#ui/day-text.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useSend } from '#ui/use-api.ts'
import { type ConferenceAction, endAction, getSitting, moveAction, type SittingView } from '../sitting-contract.ts'
import { ACTION_KINDS, ACTION_RESULTS, actionResults } from '../support-conference.ts'
import { SendProblem } from './conference-parts.tsx'
import { dueWords, itemTitle } from './conference-words.ts'
import { DueChips } from './due-chips.tsx'

/** What everybody took home, those still open first and the nearest day on top; ended and moved here. */
export function ActionList({ view }: { view: SittingView }) {
  const rows = view.agenda
    .flatMap((item) => item.actions.map((action) => ({ action, about: itemTitle(item) })))
    .toSorted((one, other) => orderOf(one.action).localeCompare(orderOf(other.action)))
  const open = rows.filter(({ action }) => action.result === undefined).length
  return (
    <>
      <p>{open === 0 ? 'すべて終わりました。' : `終わっていない宿題が${open}件あります。`}</p>
      <ul className="flex flex-col">
        {rows.map(({ action, about }) => (
          <li key={action.id} className="border-t-1 border-solid-gray-420 py-3 last:border-b-1">
            <ActionRow action={action} about={about} />
          </li>
        ))}
      </ul>
    </>
  )
}

const orderOf = ({ result, dueOn }: ConferenceAction) => `${result === undefined ? 0 : 1} ${dueOn}`

function toneOf(dueOn: string): ChipTone {
  const today = todayInJapan(new Date())
  const days = isCalendarDate(dueOn) ? daysBetween(today, dueOn) : 9
  return days < 0 ? 'orange' : days <= 2 ? 'yellow' : 'blue'
}

const climbed = ['', '担当の方に知らせました', '主任にも知らせました', '主管課にも知らせました'] as const

function ActionRow({ action, about }: { action: ConferenceAction; about: string }) {
  const { organization, owner, kind, dueOn, result, chased } = action
  return (
    <div className="flex flex-col gap-2 md:flex-row md:items-start md:justify-between">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-bold">
            {organization} {owner}
          </span>
          <span>{ACTION_KINDS[kind]}</span>
          {result === undefined ? (
            <ChipLabel tone={toneOf(dueOn)} icon="clock">{`${dayText(dueOn)}・${dueWords(dueOn)}`}</ChipLabel>
          ) : (
            <ChipLabel tone="green" icon="check">
              {ACTION_RESULTS[result]}
            </ChipLabel>
          )}
        </p>
        <p className="text-[0.875rem] text-solid-gray-700">
          {about}
          {chased > 0 && result === undefined ? `・${climbed[Math.min(chased, 3)]}` : ''}
        </p>
      </div>
      {result === undefined && <Moves action={action} />}
    </div>
  )
}

function Moves({ action }: { action: ConferenceAction }) {
  const [asked, setAsked] = useState<'end' | 'move'>()
  const who = `${action.organization} ${action.owner}`
  const close = () => setAsked(undefined)
  return (
    <div className="flex shrink-0 flex-wrap gap-2">
      <Button onClick={() => setAsked('end')}>
        結果を記録する<span className="sr-only">（{who}）</span>
      </Button>
      <Button kind="tertiary" onClick={() => setAsked('move')}>
        期限を決め直す<span className="sr-only">（{who}）</span>
      </Button>
      <Dialog open={asked === 'end'} title={`${who}の宿題の結果`} onClose={close}>
        <EndAction action={action} onDone={close} />
      </Dialog>
      <Dialog open={asked === 'move'} title={`${who}の宿題の期限`} onClose={close}>
        <MoveAction action={action} onDone={close} />
      </Dialog>
    </div>
  )
}

type MoveProps = { action: ConferenceAction; onDone: () => void }

function EndAction({ action, onDone }: MoveProps) {
  const send = useSend(endAction, { makesStale: [getSitting] })
  return (
    <div className="flex flex-col gap-4">
      <p>くわしいことは、お電話や次の会議で伺います。ここには、どうなったかだけを残します。</p>
      <ButtonRow>
        {actionResults.map((result) => (
          <Button
            key={result}
            busy={send.isPending}
            onClick={() => send.mutate({ params: { id: action.id }, body: { result } }, { onSuccess: onDone })}
          >
            {ACTION_RESULTS[result]}
          </Button>
        ))}
      </ButtonRow>
      <SendProblem error={send.error} />
    </div>
  )
}

function MoveAction({ action, onDone }: MoveProps) {
  const [dueOn, setDue] = useState<string>(addDays(todayInJapan(new Date()), 7))
  const send = useSend(moveAction, { makesStale: [getSitting] })
  return (
    <div className="flex flex-col gap-4">
      <DueChips name="dueOn" value={dueOn} onChange={setDue} />
      <SendProblem error={send.error} />
      <ButtonRow>
        <Button
          kind="primary"
          busy={send.isPending}
          onClick={() => send.mutate({ params: { id: action.id }, body: { dueOn } }, { onSuccess: onDone })}
        >
          この期限にする
        </Button>
      </ButtonRow>
    </div>
  )
}
