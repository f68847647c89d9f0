import { Button } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { Section } from '#ui/page.tsx'
import type { SittingItem, SittingView } from '../sitting-contract.ts'
import { itemNote, itemTitle } from './conference-words.ts'

type Props = { view: SittingView; busy: boolean; onTurn: (item: SittingItem, on: boolean) => void }

/** All items in order, with where each stands; any of them can be turned to. */
export function RoomAgenda({ view, busy, onTurn }: Props) {
  return (
    <Section title="案件の順番">
      <ol className="flex flex-col">
        {view.agenda.map((item, index) => (
          <li key={item.id} className="flex flex-col gap-1 border-t-1 border-solid-gray-420 py-3 last:border-b-1">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-bold">
                {index + 1}．{itemTitle(item)}
              </span>
              <Where item={item} />
            </p>
            <p className="text-[0.875rem] text-solid-gray-700">
              {itemNote(item)}・{item.minutesPlanned}分・呼んだ方 {item.called.length}名
            </p>
            {item.allowed.includes('time') && !(item.startedAt !== undefined && item.endedAt === undefined) && (
              <div>
                <Button kind="tertiary" busy={busy} onClick={() => onTurn(item, true)}>
                  {item.startedAt === undefined ? 'この案件を始める' : 'もう一度この案件に戻る'}
                  <span className="sr-only">（{itemTitle(item)}）</span>
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Where({ item: { startedAt, endedAt, hasMinutes } }: { item: SittingItem }) {
  if (startedAt === undefined) return <ChipLabel icon="clock">まだ</ChipLabel>
  if (endedAt === undefined)
    return (
      <ChipLabel tone="blue" icon="speech">
        いま
      </ChipLabel>
    )
  return (
    <ChipLabel tone="green" icon="check">
      {hasMinutes ? '方針あり' : '話し合い済み'}
    </ChipLabel>
  )
}
