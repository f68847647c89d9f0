import { useState } from 'react'
import { listCases } from '#support-case/support-case-contract.ts'
import { goTo } from '#ui/address.ts'
import { newRequestKey } from '#ui/api-client.ts'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Form } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { Select } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { addItem, listSittings, type SittingRow } from '../sitting-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { itemPath, sittingTitle } from './conference-words.ts'
import { minutesOf, type TopicDraft, TopicFields, usualTopic } from './item-topic.tsx'

/** A case is brought before a sitting: `?case=` from the case's page, `?sitting=` from an agenda. */
export function ProposeItem({ search }: ScreenProps) {
  const caseId = search.get('case')
  const sitting = search.get('sitting')
  const reading = useApi(listSittings, { query: { show: 'coming' } })
  const back =
    caseId === null
      ? { href: sitting === null ? '/conference' : `/conference/sittings/${sitting}`, label: '支援会議に戻る' }
      : { href: `/cases/${caseId}`, label: 'ケースに戻る' }
  return (
    <Page
      title="ケースを支援会議にかけます"
      lead="どの会議で話すかと、案件の種類を決めます。まだだれにも伝わりません。資料は、このあと書いて渡します。"
      back={back}
    >
      <Loaded reading={reading}>
        {({ sittings, allowed }) => {
          const open = sittings.filter(({ state }) => ['planned', 'called', 'open'].includes(state))
          const plan = `/conference/sittings/new${caseId === null ? '' : `?case=${caseId}`}`
          if (open.length > 0)
            return (
              <Proposal
                sittings={open}
                caseId={caseId}
                sitting={sitting}
                plan={allowed.includes('plan') ? plan : undefined}
              />
            )
          return (
            <EmptyState
              title="予定している会議がありません"
              icon="calendar"
              action={allowed.includes('plan') && <LinkButton href={plan}>会議を予定する</LinkButton>}
            >
              {allowed.includes('plan')
                ? '急ぐときは、緊急の会議として予定できます。'
                : '主任相談支援員か主管課が会議を予定すると、ここで選べます。急ぐときは、お電話で知らせましょう。'}
            </EmptyState>
          )
        }}
      </Loaded>
    </Page>
  )
}

type ProposalProps = {
  sittings: readonly SittingRow[]
  caseId: string | null
  sitting: string | null
  plan: string | undefined
}

function Proposal({ sittings, caseId, sitting, plan }: ProposalProps) {
  const [id] = useState(newRequestKey)
  const [chosen, setChosen] = useState(sittings.find((one) => one.id === sitting)?.id ?? sittings[0]?.id ?? '')
  const [about, setAbout] = useState(caseId ?? '')
  const [draft, setDraft] = useState<TopicDraft>(usualTopic)
  const [missing, setMissing] = useState<string>()
  const [noCase, setNoCase] = useState<string>()
  const send = useSend(addItem)
  function submit() {
    const minutesPlanned = minutesOf(draft)
    setMissing(draft.topic === undefined ? '何についての案件かを選んでください。' : undefined)
    setNoCase(about === '' ? 'どのケースかを選んでください。' : undefined)
    if (draft.topic === undefined || about === '' || minutesPlanned === undefined) return
    const position = (sittings.find((one) => one.id === chosen)?.items ?? 0) + 1
    send.mutate(
      {
        params: { id: chosen },
        body: { id, kind: 'case', caseId: about, topic: draft.topic, minutesPlanned, position },
      },
      { onSuccess: () => goTo(itemPath(chosen, id)) },
    )
  }
  return (
    <Form problems={send.error?.fields} onSubmit={submit} label="支援会議にかける">
      <ChooseCase value={about} onChange={setAbout} error={noCase} />
      <RadioGroup
        label="どの会議で話しますか"
        required
        value={chosen}
        onChange={setChosen}
        choices={sittings.map((one) => ({
          value: one.id,
          label: sittingTitle(one),
          hint: `${one.body}・${one.place}`,
        }))}
      />
      <TopicFields draft={draft} edit={(change) => setDraft({ ...draft, ...change })} missing={missing} />
      <SendProblem error={send.error} />
      <ButtonRow>
        <Button type="submit" kind="primary" busy={send.isPending}>
          この会議にかける
        </Button>
        {plan !== undefined && <LinkButton href={plan}>別の会議を予定する</LinkButton>}
      </ButtonRow>
    </Form>
  )
}

/** The speaker's cases by number and name. */
function ChooseCase({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (id: string) => void
  error: string | undefined
}) {
  const reading = useApi(listCases, { query: { show: 'open' } })
  return (
    <Loaded reading={reading}>
      {({ cases }) => (
        <Select
          label="ケース"
          name="caseId"
          required
          error={error}
          value={cases.some(({ id }) => id === value) ? value : ''}
          onChange={onChange}
          choices={cases.map(({ id, number, name }) => ({
            value: id,
            label: `${number}　${name ?? 'お名前はわかっていません'}`,
          }))}
        />
      )}
    </Loaded>
  )
}
