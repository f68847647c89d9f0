import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { newRequestKey } from '#ui/api-client.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Card } from '#ui/page.tsx'
import { Select, TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import {
  addConferenceMember,
  type ConferenceBodyView,
  type ConferenceMember,
  changeConferenceMember,
  getConferenceBody,
} from '../conference-body-contract.ts'
import { MEMBER_KINDS, type MemberKind, memberKinds, SEATS, type Seat, seats } from '../member-kinds.ts'
import { SendProblem } from './conference-parts.tsx'

type Draft = {
  readonly account: 'login' | 'paper'
  readonly login: string
  readonly organizationId: string
  readonly organizationName: string
  readonly name: string
  readonly kind: MemberKind | undefined
  readonly seat: Seat
  readonly office: 'chair' | 'deputy' | 'none'
  readonly since: string
}

const elsewhere = 'elsewhere'

function draftOf(member: ConferenceMember | undefined): Draft {
  return {
    account: member?.hasAccount === false ? 'paper' : 'login',
    login: '',
    organizationId: '',
    organizationName: '',
    name: member?.name ?? '',
    kind: member?.kind,
    seat: member?.seat ?? 'standing',
    office: member?.office ?? 'none',
    since: member?.since ?? todayInJapan(new Date()),
  }
}

type Props = { view: ConferenceBodyView; member: ConferenceMember | undefined; onDone: () => void }

function useEntering({ view, member, onDone }: Props) {
  const [id] = useState(newRequestKey)
  const [draft, setDraft] = useState(() => draftOf(member))
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const add = useSend(addConferenceMember, { makesStale: [getConferenceBody] })
  const change = useSend(changeConferenceMember, { makesStale: [getConferenceBody] })
  function submit() {
    const found = problemsIn(draft, member === undefined)
    setProblems(found)
    const since = readDate(draft.since)
    if (found.length > 0 || draft.kind === undefined || since === undefined) return
    const { name, kind, seat } = draft
    const fields = { name, kind, seat, office: draft.office === 'none' ? null : draft.office, since }
    const answers = {
      onSuccess: onDone,
      onError: (failed: { fields: readonly FieldProblem[] }) => setProblems(failed.fields),
    }
    if (member === undefined) add.mutate({ params: { id: view.id }, body: { id, ...fields, ...whoOf(draft) } }, answers)
    else change.mutate({ params: { id: member.id }, body: { version: member.version, ...fields } }, answers)
  }
  const edit = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  return { draft, edit, problems, submit, busy: add.isPending || change.isPending, error: add.error ?? change.error }
}

function whoOf({ account, login, organizationId, organizationName }: Draft) {
  if (account === 'login') return { login: login.normalize('NFKC').trim() }
  return { organization: organizationId === elsewhere ? { name: organizationName } : { id: organizationId } }
}

function problemsIn(draft: Draft, isNew: boolean): readonly FieldProblem[] {
  const { account, login, organizationId, organizationName, name, kind, since } = draft
  const paper = isNew && account === 'paper'
  const wants: readonly (readonly [boolean, string, string])[] = [
    [isNew && account === 'login' && login.trim() === '', 'login', 'ログイン名を入れてください。'],
    [paper && organizationId === '', 'organization', '機関を選んでください。'],
    [
      paper && organizationId === elsewhere && organizationName.trim() === '',
      'organization.name',
      '機関の名前を入れてください。',
    ],
    [name.trim() === '', 'name', 'お名前（職名）を入れてください。'],
    [kind === undefined, 'kind', '区分を選んでください。'],
    [readDate(since) === undefined, 'since', '加わった日を「2026年4月1日」のように入力してください。'],
  ]
  return wants.flatMap(([missing, path, message]) => (missing ? [{ path, message }] : []))
}

/** Enters somebody into the roster, with an account or without; or corrects what stands there. */
export function RosterEntry(props: Props) {
  const { view, member, onDone } = props
  const { draft, edit, problems, submit, busy, error } = useEntering(props)
  return (
    <Card tone="quiet">
      <h3 className="mb-4 text-std-18B-160">
        {member === undefined ? '名簿に加えます' : `${member.organization} ${member.name}さんの内容を直します`}
      </h3>
      <Form problems={problems} onSubmit={submit} label="構成員名簿">
        {member === undefined && <WhoFields view={view} draft={draft} edit={edit} />}
        <SeatFields view={view} draft={draft} edit={edit} />
        <SendProblem error={error} />
        <ButtonRow>
          <Button type="submit" kind="primary" busy={busy} busyLabel="保存しています…">
            {member === undefined ? '名簿に加える' : '名簿の内容を保存する'}
          </Button>
          <Button onClick={onDone}>やめる</Button>
        </ButtonRow>
      </Form>
    </Card>
  )
}

type WhoProps = { view: ConferenceBodyView; draft: Draft; edit: (part: Partial<Draft>) => void }

function SeatFields({ view, draft, edit }: WhoProps) {
  return (
    <>
      <TextField
        name="name"
        label="お名前（職名）"
        required
        size="middle"
        hint="会議で呼ぶ名前です。例：民生委員 見本 花"
        value={draft.name}
        onChange={(name) => edit({ name })}
      />
      <Select
        name="kind"
        label="区分"
        required
        hint="区分によって、資料で見える項目が決まります。"
        value={draft.kind ?? ''}
        onChange={(kind) => edit({ kind, seat: kind === 'supply-company' ? 'related' : draft.seat })}
        choices={memberKinds.map((kind) => ({ value: kind, label: MEMBER_KINDS[kind] }))}
      />
      <RadioGroup
        name="seat"
        label="会議での立場"
        required
        value={draft.seat}
        onChange={(seat) => edit({ seat })}
        choices={seats.map((seat) => ({ value: seat, label: SEATS[seat] }))}
      />
      <RadioGroup
        name="office"
        label="役"
        value={draft.office}
        onChange={(office) => edit({ office })}
        choices={[
          { value: 'none', label: 'なし' },
          { value: 'chair', label: view.byLaws.chairTitle },
          { value: 'deputy', label: view.byLaws.deputyTitle ?? '副会長' },
        ]}
      />
      <DateField name="since" label="加わった日" required value={draft.since} onChange={(since) => edit({ since })} />
    </>
  )
}

function WhoFields({ view, draft, edit }: WhoProps) {
  return (
    <>
      <RadioGroup
        name="account"
        label="この仕組みのアカウントがある方ですか"
        required
        value={draft.account}
        onChange={(account) => edit({ account })}
        choices={[
          { value: 'login', label: 'ある（会社や市の方も）', hint: '資料を画面で開けます' },
          { value: 'paper', label: 'ない', hint: '番号付きの紙の写しをお渡しします' },
        ]}
      />
      {draft.account === 'login' ? (
        <TextField
          name="login"
          label="ログイン名"
          required
          size="middle"
          hint="「名前@組織のコード」の形です。ご本人か、組織の管理者に確かめます。"
          autoComplete="off"
          value={draft.login}
          onChange={(login) => edit({ login })}
        />
      ) : (
        <PaperFields view={view} draft={draft} edit={edit} />
      )}
    </>
  )
}

function PaperFields({ view, draft, edit }: WhoProps) {
  return (
    <>
      <Select
        name="organization"
        label="機関"
        required
        value={draft.organizationId}
        onChange={(organizationId) => edit({ organizationId })}
        choices={[
          ...view.organizations.map(({ id, name }) => ({ value: id, label: name })),
          { value: elsewhere, label: 'ここにない機関' },
        ]}
      />
      {draft.organizationId === elsewhere && (
        <TextField
          name="organization.name"
          label="機関の名前"
          required
          value={draft.organizationName}
          onChange={(organizationName) => edit({ organizationName })}
        />
      )}
    </>
  )
}
