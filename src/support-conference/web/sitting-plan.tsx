import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { newRequestKey } from '#ui/api-client.ts'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { CheckboxGroup, RadioGroup } from '#ui/choice-field.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { instantOf, MomentField, typedMoment } from '#ui/moment-field.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { OTHER_BODIES, type OtherBody, otherBodies } from '../by-laws.ts'
import { type ConferenceBodyRow, listConferenceBodies } from '../conference-body-contract.ts'
import { changeSitting, getSitting, planSitting, type SittingView } from '../sitting-contract.ts'
import { SITTING_KINDS, type SittingKind, sittingKinds } from '../support-conference.ts'
import { SendProblem } from './conference-parts.tsx'
import { sittingPath } from './conference-words.ts'

type Draft = { startsAt: string; endsAt: string; place: string; jointWith: readonly OtherBody[] }
const emptyDraft: Draft = { startsAt: '', endsAt: '', place: '', jointWith: [] }

const kindHints = {
  regular: '資料は3日前から開きます',
  emergency: '招集と同時に資料が開きます',
  joint: 'ほかの法の会議体と一緒に開きます',
} as const satisfies Record<SittingKind, string>

/** A new sitting; `?body=` chooses the body, `?case=` leads on to the agenda with that case. */
export function SittingPlan({ search }: ScreenProps) {
  const reading = useApi(listConferenceBodies, {})
  return (
    <Page
      title="会議を予定します"
      lead="日時と場所を決めると、案件を加えられます。招集するまで、だれにも知らせません。"
      back={{ href: '/conference', label: '支援会議の一覧' }}
    >
      <Loaded reading={reading}>
        {({ bodies }) =>
          bodies.length === 0 ? (
            <EmptyState
              title="支援会議の会議体が、まだありません"
              action={<LinkButton href="/conference/bodies">運営要領と構成員名簿へ</LinkButton>}
            >
              運営要領と名簿を先に作ると、会議を予定できます。
            </EmptyState>
          ) : (
            <NewSitting bodies={bodies} body={search.get('body')} caseId={search.get('case')} />
          )
        }
      </Loaded>
    </Page>
  )
}

type NewProps = { bodies: readonly ConferenceBodyRow[]; body: string | null; caseId: string | null }

function NewSitting({ bodies, body, caseId }: NewProps) {
  const [id] = useState(newRequestKey)
  const [bodyId, setBody] = useState(bodies.find((one) => one.id === body)?.id ?? bodies[0]?.id ?? '')
  const [kind, setKind] = useState<SittingKind>('regular')
  const [draft, setDraft] = useState(emptyDraft)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const send = useSend(planSitting)
  function submit() {
    const read = readDraft(draft)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    send.mutate(
      { body: { id, bodyId, kind, ...read.fields } },
      {
        onSuccess: (saved) =>
          goTo(caseId === null ? sittingPath(saved.id) : `/conference/propose?case=${caseId}&sitting=${saved.id}`),
        onError: (failed) => setProblems(failed.fields),
      },
    )
  }
  return (
    <Form problems={problems} onSubmit={submit} label="会議の予定">
      {bodies.length > 1 && (
        <RadioGroup
          label="どの会議体の会議ですか"
          name="bodyId"
          value={bodyId}
          onChange={setBody}
          choices={bodies.map((one) => ({ value: one.id, label: one.name, hint: one.heldBy }))}
        />
      )}
      <ChipGroup
        label="会議の種類"
        name="kind"
        value={kind}
        onChange={setKind}
        choices={sittingKinds.map((one) => ({ value: one, label: SITTING_KINDS[one], hint: kindHints[one] }))}
      />
      <SittingFields draft={draft} edit={(change) => setDraft({ ...draft, ...change })} joint={kind === 'joint'} />
      <SendProblem error={send.error} />
      <ButtonRow>
        <Button type="submit" kind="primary" busy={send.isPending} busyLabel="予定しています…">
          会議を予定する
        </Button>
      </ButtonRow>
    </Form>
  )
}

/** Day and place of a planned sitting; packs that were handed over move with it. */
export function SittingEdit({ params }: ScreenProps) {
  const id = params.sittingId ?? ''
  const reading = useApi(getSitting, { params: { id } })
  const back = { href: sittingPath(id), label: '会議に戻る' }
  return (
    <LoadedPage reading={reading} what="会議" back={back}>
      {(view) => (
        <Page title="会議の日時と場所を直します" lead="渡した資料の開く日・閉じる日も、一緒に動きます。" back={back}>
          <ChangedSitting key={view.id} view={view} onReread={() => void reading.refetch()} />
        </Page>
      )}
    </LoadedPage>
  )
}

function ChangedSitting({ view, onReread }: { view: SittingView; onReread: () => void }) {
  const { startsAt, endsAt, place, jointWith } = view
  const [draft, setDraft] = useState<Draft>({
    startsAt: typedMoment(startsAt),
    endsAt: typedMoment(endsAt),
    place,
    jointWith,
  })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const send = useSend(changeSitting)
  function submit() {
    const read = readDraft(draft)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    send.mutate(
      { params: { id: view.id }, body: { version: view.version, ...read.fields } },
      { onSuccess: () => goTo(sittingPath(view.id)), onError: (failed) => setProblems(failed.fields) },
    )
  }
  return (
    <Form problems={problems} onSubmit={submit} label="日時と場所">
      <SittingFields
        draft={draft}
        edit={(change) => setDraft({ ...draft, ...change })}
        joint={view.kind === 'joint' || jointWith.length > 0}
      />
      <SendProblem error={send.error} onReread={onReread} />
      <ButtonRow>
        <Button type="submit" kind="primary" busy={send.isPending} busyLabel="保存しています…">
          日時と場所を保存する
        </Button>
      </ButtonRow>
    </Form>
  )
}

type FieldsProps = { draft: Draft; edit: (change: Partial<Draft>) => void; joint: boolean }

function SittingFields({ draft, edit, joint }: FieldsProps) {
  const others = (
    <CheckboxGroup
      label="一緒に開く会議体"
      name="jointWith"
      required={joint}
      value={draft.jointWith}
      onChange={(jointWith) => edit({ jointWith })}
      choices={otherBodies.map((one) => ({ value: one, label: OTHER_BODIES[one].name, hint: OTHER_BODIES[one].law }))}
    />
  )
  return (
    <>
      <MomentField
        label="始まる日時"
        name="startsAt"
        required
        value={draft.startsAt}
        onChange={(startsAt) => edit({ startsAt })}
      />
      <MomentField
        label="終わる予定の日時"
        name="endsAt"
        required={false}
        value={draft.endsAt}
        onChange={(endsAt) => edit({ endsAt })}
      />
      <TextField
        label="場所"
        name="place"
        required
        hint="例：市役所2階 会議室"
        value={draft.place}
        onChange={(place) => edit({ place })}
      />
      {joint ? others : <Disclosure summary="ほかの法の会議体と一緒に開くとき">{others}</Disclosure>}
    </>
  )
}

function readDraft({ startsAt, endsAt, place, jointWith }: Draft) {
  const from = instantOf(startsAt)
  const until = endsAt === '' ? undefined : instantOf(endsAt)
  const problems: readonly FieldProblem[] = [
    ...(from === undefined ? [{ path: 'startsAt', message: '始まる日時を選んでください。' }] : []),
    ...(from !== undefined && until !== undefined && until <= from
      ? [{ path: 'endsAt', message: '終わる日時は、始まる日時より後にしてください。' }]
      : []),
    ...(place.trim() === '' ? [{ path: 'place', message: '場所を入れてください。' }] : []),
  ]
  if (problems.length > 0 || from === undefined) return { problems }
  return {
    fields: { startsAt: from, ...(until === undefined ? {} : { endsAt: until }), place, jointWith: [...jointWith] },
  }
}
