import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { dayText } from '#ui/day-text.ts'
import { Dialog } from '#ui/dialog.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Section } from '#ui/page.tsx'
import { useSend } from '#ui/use-api.ts'
import { SECRECY_WAYS } from '../by-laws.ts'
import {
  type ConferenceBodyView,
  type ConferenceMember,
  endConferenceMembership,
  getConferenceBody,
} from '../conference-body-contract.ts'
import { MEMBER_KINDS, SEATS } from '../member-kinds.ts'
import { Facts, SecrecyChip, SendProblem } from './conference-parts.tsx'
import { RosterEntry } from './roster-entry.tsx'
import { ReceiveSignature } from './roster-signature.tsx'

type Editing = { readonly kind: 'new' } | { readonly kind: 'change'; readonly member: ConferenceMember }

/** The roster: who has not signed yet stands first; those who left stay below, still bound. */
export function Roster({ view }: { view: ConferenceBodyView }) {
  const [editing, setEditing] = useState<Editing>()
  const here = view.roster.filter(({ leftOn }) => leftOn === undefined)
  const rows = here.toSorted((one, other) => Number(one.signed) - Number(other.signed))
  const gone = view.roster.filter(({ leftOn }) => leftOn !== undefined)
  return (
    <Section title={`構成員名簿 ${here.length}名`}>
      {editing !== undefined ? (
        <RosterEntry
          key={editing.kind === 'new' ? 'new' : editing.member.id}
          view={view}
          member={editing.kind === 'new' ? undefined : editing.member}
          onDone={() => setEditing(undefined)}
        />
      ) : (
        view.allowed.includes('add-member') && (
          <ButtonRow>
            <Button icon="plus" onClick={() => setEditing({ kind: 'new' })}>
              名簿に加える
            </Button>
          </ButtonRow>
        )
      )}
      {rows.length === 0 ? (
        <EmptyState title="名簿はまだ空です" icon="people">
          事務局・相談支援機関から加え、会社などは「必要なときに招く関係機関」として入れられます。
        </EmptyState>
      ) : (
        <ul className="flex flex-col">
          {rows.map((member) => (
            <li key={member.id} className="border-t-1 border-solid-gray-420 py-4 last:border-b-1">
              <MemberRow view={view} member={member} onChange={() => setEditing({ kind: 'change', member })} />
            </li>
          ))}
        </ul>
      )}
      {gone.length > 0 && <Gone members={gone} />}
    </Section>
  )
}

function Gone({ members: gone }: { members: readonly ConferenceMember[] }) {
  return (
    <Disclosure summary={`名簿から外れた方（${gone.length}名）：守秘の義務は続きます`}>
      <ul className="flex flex-col gap-2">
        {gone.map(({ id, organization, name, leftOn, secrecy }) => (
          <li key={id}>
            {organization} {name}：{dayText(leftOn ?? '')}まで・
            {secrecy.length === 0 ? '守秘の確認はありません' : '守秘の確認 済み'}。守秘の義務は続きます。
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

const offices = { chair: '会長', deputy: '副会長' } as const

type RowProps = { view: ConferenceBodyView; member: ConferenceMember; onChange: () => void }

function MemberRow({ view, member, onChange }: RowProps) {
  const { name, organization, kind, seat, office, hasAccount, since, secrecy, signed } = member
  const last = secrecy.at(-1)
  return (
    <div className="flex flex-col gap-3 lg:flex-row lg:items-start lg:justify-between">
      <div className="flex min-w-0 flex-col gap-1">
        <Facts>
          <span className="font-bold">
            {organization} {name}
          </span>
          <SecrecyChip signed={signed} />
          {office !== undefined && (
            <ChipLabel tone="blue" icon="person">
              {office === 'chair' ? view.byLaws.chairTitle : (view.byLaws.deputyTitle ?? offices.deputy)}
            </ChipLabel>
          )}
          {!hasAccount && <ChipLabel icon="print">紙でお渡しする方</ChipLabel>}
        </Facts>
        <p className="text-solid-gray-700">
          {MEMBER_KINDS[kind]}・{SEATS[seat]}・{dayText(since)}から
          {last === undefined ? '' : `・${dayText(last.signedOn)}に${SECRECY_WAYS[last.way]}`}
        </p>
      </div>
      {view.allowed.includes('change-member') && (
        <div className="flex shrink-0 flex-wrap items-start gap-2">
          {!signed && <ReceiveSignature view={view} member={member} />}
          <Button kind="tertiary" onClick={onChange}>
            直す<span className="sr-only">（{name}）</span>
          </Button>
          <Leave member={member} />
        </div>
      )}
    </div>
  )
}

function Leave({ member }: { member: ConferenceMember }) {
  const [asked, setAsked] = useState(false)
  const [leftOn, setLeftOn] = useState<string>(todayInJapan(new Date()))
  const send = useSend(endConferenceMembership, { makesStale: [getConferenceBody] })
  const day = readDate(leftOn)
  return (
    <>
      <Button kind="tertiary" onClick={() => setAsked(true)}>
        名簿から外す<span className="sr-only">（{member.name}）</span>
      </Button>
      <Dialog
        open={asked}
        title={`${member.organization} ${member.name}さんを名簿から外します`}
        onClose={() => setAsked(false)}
      >
        <div className="flex flex-col gap-4">
          <p>
            開いている資料は、その時に閉じます。<strong>守秘の義務は続きます。</strong>
            お渡しした紙の写しがあれば、返していただきましょう。
          </p>
          <DateField label="外れた日" name="leftOn" value={leftOn} onChange={setLeftOn} />
          <SendProblem error={send.error} />
          <ButtonRow>
            <Button
              kind="primary"
              busy={send.isPending}
              disabled={day === undefined}
              onClick={() =>
                day !== undefined &&
                send.mutate({ params: { id: member.id }, body: { leftOn: day } }, { onSuccess: () => setAsked(false) })
              }
            >
              名簿から外す
            </Button>
          </ButtonRow>
        </div>
      </Dialog>
    </>
  )
}
