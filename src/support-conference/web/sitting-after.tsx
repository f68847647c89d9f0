import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { momentText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { useSend } from '#ui/use-api.ts'
import { SECRECY_WAYS, secrecyVersions } from '../by-laws.ts'
import { recordSecrecy } from '../conference-body-contract.ts'
import { printSitting } from '../pack-contract.ts'
import { getSitting, type SittingView } from '../sitting-contract.ts'
import { SecrecyChip, SendProblem } from './conference-parts.tsx'
import { savePdf } from './save-pdf.ts'

type Attendee = SittingView['attendance'][number]

/** Who came; a signature that is still missing stands first and is recorded here. */
export function AttendanceTable({ view }: { view: SittingView }) {
  const rows = view.attendance.toSorted((one, other) => Number(one.signed) - Number(other.signed))
  const columns: readonly Column<Attendee>[] = [
    { key: 'who', header: '出席された方', names: true, cell: ({ organization, name }) => `${organization} ${name}` },
    {
      key: 'came',
      header: '時間',
      cell: ({ arrivedAt, leftAt }) => (
        <span className="figures">
          {momentText(arrivedAt)}
          {leftAt === undefined ? '' : ` 〜 ${momentText(leftAt)}`}
        </span>
      ),
    },
    {
      key: 'signed',
      header: '守秘の確認',
      cell: (one) =>
        one.signed ? (
          <span className="flex flex-wrap items-center gap-2">
            <SecrecyChip signed />
            {one.signedHow === undefined ? '' : SECRECY_WAYS[one.signedHow]}
          </span>
        ) : (
          <SignLater member={one} version={view.secrecyVersion} />
        ),
    },
  ]
  return (
    <DataTable
      caption="出席と守秘の確認"
      columns={columns}
      rows={rows}
      rowKey={({ memberId }) => memberId}
      empty={
        <EmptyState title="出席はまだ記録していません">会議の部屋の画面で、来られた方を押すと記録されます。</EmptyState>
      }
    />
  )
}

function SignLater({ member, version }: { member: Attendee; version: string }) {
  const send = useSend(recordSecrecy, { makesStale: [getSitting] })
  const current = secrecyVersions.find((one) => one === version)
  if (current === undefined) return <SecrecyChip signed={false} />
  return (
    <span className="flex flex-wrap items-center gap-2">
      <SecrecyChip signed={false} />
      <Button
        busy={send.isPending}
        onClick={() =>
          send.mutate({
            params: { id: member.memberId },
            body: { version: current, signedOn: todayInJapan(new Date()), way: 'paper' },
          })
        }
      >
        紙の署名を受け取った<span className="sr-only">（{member.name}）</span>
      </Button>
      <SendProblem error={send.error} />
    </span>
  )
}

export function IssueList({ view: { issues } }: { view: SittingView }) {
  if (issues.length === 0) {
    return (
      <EmptyState title="地域の課題は書かれていません">会議の部屋の画面で、個人のことを含めずに書けます。</EmptyState>
    )
  }
  return (
    <ul className="flex flex-col gap-2">
      {issues.map(({ id, text, writtenAt }) => (
        <li key={id} className="border-l-4 border-solid-gray-420 pl-3">
          <p className="max-w-line whitespace-pre-wrap">{text}</p>
          <p className="text-[0.875rem] text-solid-gray-700 figures">{momentText(writtenAt)}</p>
        </li>
      ))}
    </ul>
  )
}

/** What was handed over, what closed, and whether the keys are gone: in figures that the sheet repeats. */
export function Proof({ view }: { view: SittingView }) {
  const { packs, packsOpen, packsClosed, keysDestroyed, openings, copies, copiesOut, copiesMissing, lastClosedAt } =
    view.proof
  const count = (number: number, unit: string) => <span className="figures">{`${number}${unit}`}</span>
  return (
    <>
      <NotificationBanner
        tone={packsOpen === 0 ? 'success' : 'information'}
        title={
          packs === 0
            ? '渡した資料はありません'
            : packsOpen === 0
              ? `渡した資料は、${packs}件すべて閉じました`
              : `まだ${packsOpen}件が開いています。期間が過ぎると自動で閉じます`
        }
      />
      <DescriptionList
        items={[
          { term: '渡した資料', description: count(packs, '件') },
          { term: '閉じた資料', description: count(packsClosed, '件') },
          {
            term: '鍵を壊した資料',
            description: count(keysDestroyed, keysDestroyed > 0 ? '件（もうだれにも開けません）' : '件'),
          },
          { term: '開かれた回数', description: count(openings, '回') },
          {
            term: '紙の写し',
            description: `${copies}部（戻った ${copies - copiesOut - copiesMissing}・見つからない ${copiesMissing}・まだ ${copiesOut}）`,
          },
          ...(lastClosedAt === undefined ? [] : [{ term: '最後に閉じた日時', description: momentText(lastClosedAt) }]),
        ]}
      />
      <Sheet view={view} />
    </>
  )
}

function Sheet({ view: { id } }: { view: SittingView }) {
  const send = useSend(printSitting, { makesStale: [] })
  const [saved, setSaved] = useState(false)
  return (
    <>
      <ButtonRow>
        <Button
          icon="print"
          busy={send.isPending}
          busyLabel="紙を組んでいます…"
          onClick={() =>
            send.mutate(
              { params: { id } },
              {
                onSuccess: (sheet) => {
                  savePdf(sheet)
                  setSaved(true)
                },
              },
            )
          }
        >
          会議の記録を保存する（PDF）
        </Button>
        {saved && <p role="status">保存しました。個人のことは書かれていません。</p>}
      </ButtonRow>
      <SendProblem error={send.error} />
    </>
  )
}
