import { useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { Button } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { momentText } from '#ui/day-text.ts'
import { useSend } from '#ui/use-api.ts'
import { printCopy } from '../pack-contract.ts'
import { type CalledMember, getSitting, type SittingItem } from '../sitting-contract.ts'
import { Facts, SendProblem } from './conference-parts.tsx'
import { windowText } from './conference-words.ts'
import { CopyRow } from './copy-list.tsx'
import { savePdf } from './save-pdf.ts'

/** Each called member's pack: open when, looked at how often, and the numbered paper made of it. */
export function PaperCopies({ item }: { item: SittingItem }) {
  return (
    <ul className="flex flex-col">
      {item.called.map((member) => (
        <li key={member.callId} className="border-t-1 border-solid-gray-420 py-3 last:border-b-1">
          <Facts>
            <span className="font-bold">
              {member.organization} {member.name}
            </span>
            <PackState pack={member.pack} />
            {!member.hasAccount && <ChipLabel icon="print">紙でお渡しする方</ChipLabel>}
          </Facts>
          <p className="text-solid-gray-700 figures">{windowWords(member.pack)}</p>
          <div className="mt-2 flex flex-col gap-2 pl-4">
            {member.copies.map((copy) => (
              <CopyRow key={copy.id} copy={copy} holder={`${member.organization} ${member.name}`} about="" />
            ))}
            {item.allowed.includes('print-copy') && member.pack.id !== undefined && member.pack.state !== 'closed' && (
              <PrintCopy
                packId={member.pack.id}
                who={`${member.organization} ${member.name}`}
                first={!member.hasAccount && member.copies.length === 0}
              />
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

type Pack = CalledMember['pack']

function PackState({ pack: { state } }: { pack: Pack }) {
  switch (state) {
    case 'none':
      return <ChipLabel icon="edit">まだ渡していません</ChipLabel>
    case 'waiting':
      return (
        <ChipLabel tone="blue" icon="lock">
          開く日を待っています
        </ChipLabel>
      )
    case 'open':
      return (
        <ChipLabel tone="green" icon="eye">
          開いています
        </ChipLabel>
      )
    case 'closed':
      return <ChipLabel icon="check">閉じました</ChipLabel>
    default: {
      const never: never = state
      return never
    }
  }
}

function windowWords({ opensAt, closesAt, openings, lastOpenedAt }: Pack): string {
  if (opensAt === undefined || closesAt === undefined) return ''
  const looked =
    openings === 0 ? 'まだ開かれていません' : `${openings}回開かれました（最後 ${momentText(lastOpenedAt ?? opensAt)}）`
  return `${windowText(opensAt, closesAt)}・${looked}`
}

type PrintProps = { packId: string; who: string; first: boolean }

function PrintCopy({ packId, who, first }: PrintProps) {
  const [id, setId] = useState(newRequestKey)
  const [made, setMade] = useState<number>()
  const send = useSend(printCopy, { makesStale: [getSitting] })
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        kind={first ? 'secondary' : 'tertiary'}
        icon="print"
        busy={send.isPending}
        busyLabel="紙を組んでいます…"
        onClick={() =>
          send.mutate(
            { params: { id: packId }, body: { id } },
            {
              onSuccess: (sheet) => {
                savePdf(sheet)
                setMade(sheet.number)
                setId(newRequestKey())
              },
            },
          )
        }
      >
        番号付きの写しを1部つくる（PDF）<span className="sr-only">（{who}）</span>
      </Button>
      {made !== undefined && (
        <p role="status">
          第{made}号を保存しました。印刷したあと、端末のファイルは消しておきましょう。紙は会議の後に数えます。
        </p>
      )}
      <SendProblem error={send.error} />
    </div>
  )
}
