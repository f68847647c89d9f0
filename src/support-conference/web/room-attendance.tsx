import { useState } from 'react'
import { Button, ButtonRow } from '#ui/button.tsx'
import { cx } from '#ui/class-names.ts'
import { Dialog } from '#ui/dialog.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/page.tsx'
import { useSend } from '#ui/use-api.ts'
import { getSitting, markAttendance, type SittingItem, type SittingView } from '../sitting-contract.ts'
import { SecrecyChip, SecrecyText, SendProblem } from './conference-parts.tsx'

type Person = { memberId: string; name: string; organization: string; signed: boolean; here: boolean }

/** Everybody who may sit here: those called to an item first, then the rest of the roster. */
function peopleOf({ agenda, roster, attendance }: SittingView): {
  called: readonly Person[]
  others: readonly Person[]
} {
  const calledIds = new Set(agenda.flatMap(({ called }) => called.map(({ memberId }) => memberId)))
  const came = new Map(attendance.map((one) => [one.memberId, one]))
  const people = roster.map(({ memberId, name, organization, signed }) => ({
    memberId,
    name,
    organization,
    signed: signed || came.get(memberId)?.signed === true,
    here: came.has(memberId) && came.get(memberId)?.leftAt === undefined,
  }))
  const isCalled = ({ memberId }: Person) => calledIds.has(memberId)
  return { called: people.filter(isCalled), others: people.filter((one) => !isCalled(one)) }
}

/** Who is here, by a tap on the name; a missing signature is given on the spot. */
export function RoomAttendance({ view, running }: { view: SittingView; running: SittingItem | undefined }) {
  const { called, others } = peopleOf(view)
  const here = [...called, ...others].filter((one) => one.here)
  const inItem = new Set(running?.called.map(({ memberId }) => memberId))
  const notCalled =
    running === undefined || running.kind === 'region' ? [] : here.filter(({ memberId }) => !inItem.has(memberId))
  return (
    <Section
      title="来られた方"
      aside={<span className="figures">{`${here.length}名 / 呼んだ方 ${called.length}名`}</span>}
    >
      {notCalled.length > 0 && (
        <p className="flex items-start gap-2 rounded-8 border-2 border-blue-900 bg-blue-50 p-3">
          <Icon name="info" className="mt-0.5" />
          <span>
            この案件に呼ばれていない方です。席を外していただきましょう：
            <strong>{notCalled.map(({ organization, name }) => `${organization} ${name}`).join('、')}</strong>
          </span>
        </p>
      )}
      <People view={view} people={called} />
      {others.length > 0 && (
        <Disclosure summary={`名簿のほかの方（${others.length}名）`}>
          <People view={view} people={others} />
        </Disclosure>
      )}
    </Section>
  )
}

function People({ view, people }: { view: SittingView; people: readonly Person[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {people.map((person) => (
        <li key={person.memberId}>
          <PersonRow view={view} person={person} />
        </li>
      ))}
    </ul>
  )
}

function PersonRow({ view, person }: { view: SittingView; person: Person }) {
  const send = useSend(markAttendance, { makesStale: [getSitting] })
  const mayMark = view.allowed.includes('attend')
  const mark = (here: boolean) => send.mutate({ params: { id: view.id }, body: { memberId: person.memberId, here } })
  const looks = cx(
    'flex min-h-14 w-full items-center gap-3 rounded-8 border-1 px-3 py-2 text-left',
    person.here ? 'border-blue-900 bg-blue-100 font-bold text-blue-1000' : 'border-solid-gray-600 bg-white',
  )
  return (
    <div className="flex flex-col gap-1">
      {mayMark ? (
        <button
          type="button"
          aria-pressed={person.here}
          className={cx(looks, 'hover:border-black')}
          onClick={() => mark(!person.here)}
        >
          <Face person={person} />
        </button>
      ) : (
        <div className={looks}>
          <Face person={person} />
        </div>
      )}
      {!person.signed && (
        <div className="flex flex-wrap items-center gap-2">
          <SecrecyChip signed={false} />
          {mayMark && person.here && <SignOnTheSpot view={view} person={person} />}
        </div>
      )}
      <SendProblem error={send.error} />
    </div>
  )
}

function Face({ person: { here, name, organization } }: { person: Person }) {
  return (
    <>
      <Icon name={here ? 'check' : 'plus'} className="size-5" />
      <span className="flex flex-col leading-[1.4]">
        <span>{name}</span>
        <span className="text-[0.875rem] font-normal text-solid-gray-800">{organization}</span>
      </span>
      <span className="ml-auto shrink-0 text-[0.875rem]">{here ? '来られました' : 'まだ'}</span>
    </>
  )
}

/** The text is read on the tablet; the signature stands on paper or is given by a press in front of the office. */
function SignOnTheSpot({ view, person }: { view: SittingView; person: Person }) {
  const [asked, setAsked] = useState(false)
  const send = useSend(markAttendance, { makesStale: [getSitting] })
  const sign = () =>
    send.mutate(
      { params: { id: view.id }, body: { memberId: person.memberId, here: true, signedNow: true } },
      { onSuccess: () => setAsked(false) },
    )
  return (
    <>
      <Button icon="edit" onClick={() => setAsked(true)}>
        その場で署名を受け取る<span className="sr-only">（{person.name}）</span>
      </Button>
      <Dialog open={asked} title="守秘の確認" onClose={() => setAsked(false)}>
        <div className="flex flex-col gap-4">
          <p>
            {person.organization} {person.name}さんに、次の文を読んでいただきます。
          </p>
          <SecrecyText text={view.secrecyText} />
          <SendProblem error={send.error} />
          <ButtonRow>
            <Button kind="primary" busy={send.isPending} onClick={sign}>
              署名を受け取ったことを記録する
            </Button>
          </ButtonRow>
        </div>
      </Dialog>
    </>
  )
}
