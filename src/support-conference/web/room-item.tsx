import { useEffect, useState } from 'react'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { dayText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { Card } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { getMinutes, type MinutesView } from '../pack-contract.ts'
import type { SittingItem, SittingView } from '../sitting-contract.ts'
import { ACTION_KINDS } from '../support-conference.ts'
import { itemNote, itemPath, itemTitle } from './conference-words.ts'
import { MinutesForm } from './minutes-form.tsx'

type Props = {
  view: SittingView
  item: SittingItem
  next: SittingItem | undefined
  busy: boolean
  onTurn: (item: SittingItem, on: boolean) => void
}

/** The item that is spoken about: its time, who was called to it, what is decided, and the way on. */
export function RoomItem({ view, item, next, busy, onTurn }: Props) {
  const number = view.agenda.findIndex(({ id }) => id === item.id) + 1
  return (
    <Card>
      <div className="flex flex-col gap-6">
        <div>
          <p className="text-solid-gray-700">
            いまの案件 {number} / {view.agenda.length}・{itemNote(item)}
          </p>
          <h2 className="text-std-24B-150 text-solid-gray-900">{itemTitle(item)}</h2>
          <p className="mt-1">{item.called.map(({ organization, name }) => `${organization} ${name}`).join('、')}</p>
        </div>
        <Timer item={item} />
        {item.kind === 'region' ? (
          <p>見えてきたことは、下の「地域の課題」に、個人のことを含めずに書けます。</p>
        ) : (
          <Decision view={view} item={item} />
        )}
        <ButtonRow>
          {next !== undefined && (
            <Button icon="arrow" busy={busy} onClick={() => onTurn(next, true)}>
              次の案件へ：{itemTitle(next)}
            </Button>
          )}
          <Button kind="tertiary" busy={busy} onClick={() => onTurn(item, false)}>
            この案件を終える
          </Button>
        </ButtonRow>
      </div>
    </Card>
  )
}

/** The minute of the clock, read every ten seconds: calm enough for a wall, close enough for a chair. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Planned and running time in words and as a line that fills; nothing blinks, nothing turns red. */
function Timer({ item: { startedAt, minutesPlanned } }: { item: SittingItem }) {
  const now = useNow()
  const begun = startedAt === undefined ? now : new Date(startedAt)
  const minutes = Math.max(0, Math.floor((now.getTime() - begun.getTime()) / 60_000))
  const left = minutesPlanned - minutes
  const share = Math.min(1, minutes / minutesPlanned)
  return (
    <div role="timer" className="rounded-8 bg-solid-gray-50 p-4">
      <p className="flex flex-wrap items-baseline gap-x-6 gap-y-1 figures">
        <span className="text-std-24B-150">{minutes}分</span>
        <span>予定 {minutesPlanned}分</span>
        <span className="font-bold">{left >= 0 ? `あと ${left}分` : `予定を ${-left}分 過ぎています`}</span>
      </p>
      <svg viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true" className="mt-2 h-3 w-full rounded-full">
        <rect width="100" height="3" className="fill-solid-gray-200" />
        <rect width={share * 100} height="3" className={left >= 0 ? 'fill-blue-900' : 'fill-yellow-1000'} />
      </svg>
    </div>
  )
}

function Decision({ view, item }: { view: SittingView; item: SittingItem }) {
  if (item.caseId === undefined) {
    return (
      <p className="rounded-8 bg-solid-gray-50 p-4">
        {item.kind === 'brought'
          ? 'ケースになると、方針と役割を書けます。連絡が届いたら、この案件にケースを結びます。'
          : `方針と役割は、ケースの担当の方の画面で書きます。${item.hasMinutes ? 'もう書かれています。' : ''}宿題 ${item.actions.length}件。`}
      </p>
    )
  }
  return <OwnDecision view={view} item={item} />
}

function OwnDecision({ view, item }: { view: SittingView; item: SittingItem }) {
  const reading = useApi(getMinutes, { params: { id: item.id } })
  const [writing, setWriting] = useState<boolean>()
  return (
    <Loaded reading={reading} fresh>
      {(minutes) =>
        (writing ?? minutes.minutes === undefined) && minutes.allowed.includes('decide') ? (
          <MinutesForm
            view={minutes}
            inTheRoom
            onReread={() => void reading.refetch()}
            onSaved={() => setWriting(false)}
          />
        ) : (
          <Decided view={minutes} href={itemPath(view.id, item.id, 'minutes')} onWrite={() => setWriting(true)} />
        )
      }
    </Loaded>
  )
}

type DecidedProps = { view: MinutesView; href: string; onWrite: () => void }

function Decided({ view: { minutes, members, allowed }, href, onWrite }: DecidedProps) {
  if (minutes === undefined) return <p>方針はまだ書かれていません。</p>
  const nameOf = (id: string) => {
    const found = members.find(({ memberId }) => memberId === id)
    return found === undefined ? '' : `${found.organization} ${found.name}`
  }
  return (
    <div className="flex flex-col gap-4">
      <DescriptionList
        items={[
          { term: '支援の方針', description: <p className="whitespace-pre-wrap">{minutes.direction}</p> },
          ...minutes.roles.map(({ memberId, role }) => ({ term: nameOf(memberId), description: role })),
          ...minutes.actions.map(({ ownerMemberId, kind, dueOn }) => ({
            term: `宿題：${nameOf(ownerMemberId)}`,
            description: `${ACTION_KINDS[kind]}（${dayText(dueOn)}まで）`,
          })),
        ]}
      />
      <ButtonRow>
        {allowed.includes('decide') && (
          <Button icon="edit" onClick={onWrite}>
            方針・役割・宿題を直す
          </Button>
        )}
        <LinkButton href={href} icon="document">
          記録と、方針を伝える画面へ
        </LinkButton>
      </ButtonRow>
    </div>
  )
}
