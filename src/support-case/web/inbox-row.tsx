import type { ReactNode } from 'react'
import type { ReferralRow } from '#referral/referral-contract.ts'
import { REPORT_KINDS, SIGNS, SUPPLY_KINDS, URGENCIES } from '#referral/referral-words-contract.ts'
import { ChipLabel } from '#ui/chip-label.tsx'
import { Icon } from '#ui/icon.tsx'
import { Link } from '#ui/link.tsx'
import { agoText, STEP_WORDS, stopTone, stopWords, whoText } from './case-words.ts'

/** A household in the inbox: its reports are one row, the nearest first. */
export type InboxItem = { readonly row: ReferralRow; readonly reports: number }

/** Several reports of one case are one household. */
export function bundleRows(rows: readonly ReferralRow[]): readonly InboxItem[] {
  const groups = Map.groupBy(rows, ({ id, caseId }) => caseId ?? id)
  return [...groups.values()].flatMap((group) =>
    group[0] === undefined ? [] : [{ row: group[0], reports: group.length }],
  )
}

/** Who · what stops when · what was seen · who reported · last attempt · next step. */
export function InboxRow({ item: { row, reports } }: { item: InboxItem }) {
  const { caseId, signs, name, reading } = row
  return (
    <article className="grid grid-cols-1 gap-x-6 gap-y-2 py-4 lg:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_minmax(0,4fr)]">
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="text-std-18B-160">
          <Link href={caseId === undefined ? `/referrals/${row.id}` : `/cases/${caseId}`}>
            {name === undefined && row.kind === 'danger' ? (row.address ?? whoText(name)) : whoText(name)}
          </Link>
        </h3>
        {reading !== undefined && <p className="text-[0.875rem] leading-[1.5] text-solid-gray-700">{reading}</p>}
        <Chips row={row} />
      </div>
      <div className="min-w-0">
        <p>{row.note ?? (signs.length === 0 ? REPORT_KINDS[row.kind] : signs.map((sign) => SIGNS[sign]).join('、'))}</p>
        <p className="text-[0.875rem] leading-[1.7] text-solid-gray-700">
          {row.reporter.name}から {agoText(row.sentAt)}
          {reports > 1 ? `（ほか${reports - 1}件の通報）` : ''}
          {row.kind === 'danger' ? '' : `・急ぎ方：${URGENCIES[row.urgency]}`}
        </p>
        {row.sameHousehold > 0 && row.caseId === undefined && (
          <p className="flex items-start gap-1 text-[0.875rem] leading-[1.7]">
            <Icon name="people" className="mt-0.5 size-5" />
            同じ世帯かもしれない通報が{row.sameHousehold}件あります
          </p>
        )}
      </div>
      <dl className="flex min-w-0 flex-col gap-1">
        <Fact term="次">
          <span className="font-bold">{STEP_WORDS[row.nextStep]}</span>
        </Fact>
        <Fact term="連絡">
          {row.lastAttempt === undefined
            ? 'まだしていません'
            : `${agoText(row.lastAttempt.at)} ${row.lastAttempt.reached ? '話せた' : '会えず'}`}
        </Fact>
        <WhoseItIs row={row} />
      </dl>
    </article>
  )
}

/** The one who looks after it, or the case whose people do. */
function WhoseItIs({ row: { assignedTo, caseNumber } }: { row: ReferralRow }) {
  if (assignedTo === undefined && caseNumber !== undefined) return <Fact term="ケース">{caseNumber}</Fact>
  return <Fact term="担当">{assignedTo?.name ?? 'まだ決まっていません'}</Fact>
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[3rem_minmax(0,1fr)] gap-x-2">
      <dt className="text-solid-gray-700">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

function Chips({ row }: { row: ReferralRow }) {
  const supply = row.supplyKind === undefined ? '' : `${SUPPLY_KINDS[row.supplyKind]} `
  const hasStop = row.stopOn !== undefined || row.stoppedOn !== undefined
  return (
    <div className="flex flex-wrap gap-2">
      {row.kind === 'danger' && (
        <ChipLabel icon="alert" tone="red">
          命の危険
        </ChipLabel>
      )}
      {(hasStop || row.kind !== 'danger') && (
        <ChipLabel icon="bolt" tone={stopTone(row)}>{`${supply}${stopWords(row)}`}</ChipLabel>
      )}
      {row.protected && (
        <ChipLabel icon="lock" tone="yellow">
          保護
        </ChipLabel>
      )}
      {row.overdue && (
        <ChipLabel icon="clock" tone="orange">
          受け取りの期限を過ぎています
        </ChipLabel>
      )}
    </div>
  )
}
