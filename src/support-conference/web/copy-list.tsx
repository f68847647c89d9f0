import { Button } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { momentText } from '#ui/day-text.ts'
import { useSend } from '#ui/use-api.ts'
import { countCopy } from '../pack-contract.ts'
import { type CalledMember, getSitting, type SittingView } from '../sitting-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { itemTitle } from './conference-words.ts'

/** Every numbered paper copy of a sitting, the ones still out first; counted back with one press. */
export function CopyList({ view }: { view: SittingView }) {
  const rows = view.agenda
    .flatMap((item) => item.called.flatMap((member) => member.copies.map((copy) => ({ item, member, copy }))))
    .toSorted((one, other) => rank(one.copy) - rank(other.copy) || one.copy.number - other.copy.number)
  const { copies, copiesOut, copiesMissing } = view.proof
  return (
    <>
      <p>
        渡した写し {copies}部のうち、戻った {copies - copiesOut - copiesMissing}部・見つからない {copiesMissing}
        部・まだ数えていない {copiesOut}部です。
      </p>
      <ul className="flex flex-col">
        {rows.map(({ item, member, copy }) => (
          <li key={copy.id} className="border-t-1 border-solid-gray-420 py-3 last:border-b-1">
            <CopyRow copy={copy} holder={`${member.organization} ${member.name}`} about={itemTitle(item)} />
          </li>
        ))}
      </ul>
    </>
  )
}

type Copy = CalledMember['copies'][number]
const rank = ({ state }: Copy) => (state === 'out' ? 0 : state === 'missing' ? 1 : 2)

type CopyProps = { copy: Copy; holder: string; about: string }

/** One copy: its number, who holds it, and the press that counts it. */
export function CopyRow({ copy, holder, about }: CopyProps) {
  const send = useSend(countCopy, { makesStale: [getSitting] })
  const count = (state: 'returned' | 'missing') => send.mutate({ params: { id: copy.id }, body: { state } })
  return (
    <div className="flex flex-col gap-2 md:flex-row md:items-center md:justify-between">
      <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-bold figures">第{copy.number}号</span>
        <span>{holder}</span>
        <span className="text-solid-gray-700">{about}</span>
        <CopyState copy={copy} />
      </p>
      {copy.state !== 'returned' && (
        <div className="flex shrink-0 flex-wrap gap-2">
          <Button icon="check" busy={send.isPending} onClick={() => count('returned')}>
            戻った<span className="sr-only">（第{copy.number}号）</span>
          </Button>
          {copy.state === 'out' && (
            <Button kind="tertiary" busy={send.isPending} onClick={() => count('missing')}>
              見つからない<span className="sr-only">（第{copy.number}号）</span>
            </Button>
          )}
        </div>
      )}
      <SendProblem error={send.error} />
    </div>
  )
}

function CopyState({ copy: { state, issuedAt, countedAt } }: { copy: Copy }) {
  switch (state) {
    case 'out':
      return <ChipLabel tone="yellow" icon="document">{`${momentText(issuedAt)}に印刷・まだ手元に`}</ChipLabel>
    case 'returned':
      return <ChipLabel tone="green" icon="check">{`${momentText(countedAt ?? issuedAt)}に戻りました`}</ChipLabel>
    case 'missing':
      return (
        <ChipLabel tone="orange" icon="question">
          見つかっていません
        </ChipLabel>
      )
    default: {
      const never: never = state
      return never
    }
  }
}
