import { useState } from 'react'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { dayText } from '#ui/day-text.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useSend } from '#ui/use-api.ts'
import { endOwnAction, getOwnConference } from '../member-contract.ts'
import { ACTION_KINDS, ACTION_RESULTS, actionResults, ITEM_TOPICS } from '../support-conference.ts'
import { SendProblem } from './conference-parts.tsx'
import { daysLeftText, packPath } from './member-words.ts'

type OwnAction = (typeof getOwnConference)['response']['_output']['actions'][number]

/** What one took home, the nearest day first. */
export function OwnActions({ label, actions }: { label: string; actions: readonly OwnAction[] }) {
  return (
    <ul className="flex flex-col" aria-label={label}>
      {actions.map((action) => (
        <li
          key={action.id}
          className="flex flex-col gap-2 border-t-1 border-solid-gray-420 py-4 last:border-b-1 sm:flex-row sm:items-start sm:justify-between"
        >
          <What action={action} />
          {action.result === undefined && <Moves action={action} />}
        </li>
      ))}
    </ul>
  )
}

function What({ action: { kind, topic, sittingOn, dueOn, daysLeft, result } }: { action: OwnAction }) {
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-bold">{ACTION_KINDS[kind]}</span>
        {result === undefined ? (
          <ChipLabel tone={daysLeft < 0 ? 'orange' : daysLeft <= 2 ? 'yellow' : 'blue'} icon="clock">
            {`${dayText(dueOn)}・${daysLeftText(daysLeft)}`}
          </ChipLabel>
        ) : (
          <ChipLabel tone="green" icon="check">
            {ACTION_RESULTS[result]}
          </ChipLabel>
        )}
      </p>
      <p className="text-[0.875rem] text-solid-gray-700">
        {dayText(sittingOn)}の会議「{ITEM_TOPICS[topic]}」で決まったこと
      </p>
    </div>
  )
}

function Moves({ action }: { action: OwnAction }) {
  const [asked, setAsked] = useState(false)
  const named = `${ACTION_KINDS[action.kind]}・${dayText(action.dueOn)}`
  const close = () => setAsked(false)
  return (
    <div className="flex shrink-0 flex-wrap gap-2">
      {action.packId !== undefined && (
        <LinkButton icon="document" href={packPath(action.packId)}>
          くわしい内容
        </LinkButton>
      )}
      <Button icon="check" onClick={() => setAsked(true)}>
        結果を知らせる<span className="sr-only">（{named}）</span>
      </Button>
      <Dialog open={asked} title={`「${ACTION_KINDS[action.kind]}」はどうなりましたか`} onClose={close}>
        <EndOwn action={action} onDone={close} />
      </Dialog>
    </div>
  )
}

function EndOwn({ action, onDone }: { action: OwnAction; onDone: () => void }) {
  const send = useSend(endOwnAction, { makesStale: [getOwnConference] })
  return (
    <div className="flex flex-col gap-4">
      <p>くわしいことは、事務局へのお電話や次の会議で話せます。ここには、どうなったかだけが残ります。</p>
      <SendProblem error={send.error} />
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
    </div>
  )
}
