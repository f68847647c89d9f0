import { useState } from 'react'
import { z } from 'zod'
import { Button } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { Form } from '#ui/form.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useDraft } from '#ui/use-draft.ts'
import type { EntryContent } from '../case-entry-contract.ts'
import { CONTACT_WAYS, contactWays } from '../support-case.ts'
import type { CaseView } from '../support-case-contract.ts'
import { FormCard, problemsOf, SendProblem, useEntry } from './form-card.tsx'

type Plan = Extract<EntryContent, { kind: 'approach-plan' }>

const planDraft = z.object({
  who: z.string(),
  on: z.string(),
  timeNote: z.string(),
  way: z.enum(contactWays),
  dignity: z.string(),
  burden: z.string(),
  reluctance: z.string(),
  notToSay: z.string(),
})
type PlanDraft = z.infer<typeof planDraft>

const considerations = [
  {
    name: 'dignity',
    label: '尊厳を守るために気をつけること',
    hint: '例：玄関先では用件を言わない。支払いの話から始めない。',
    required: true,
  },
  { name: 'burden', label: '負担を軽くする工夫', hint: '例：短い時間で終える。書類は後日にする。', required: false },
  {
    name: 'reluctance',
    label: 'ためらいへの配慮',
    hint: '例：断ってもよいことを先に伝える。次の約束を急がない。',
    required: false,
  },
  {
    name: 'notToSay',
    label: '言わないこと',
    hint: '例：どの会社から聞いたかを、ご近所の前で言わない。',
    required: false,
  },
] as const

type Props = { view: CaseView; onDone: () => void; corrects?: { id: string; content: Plan } | undefined }

/** Before the first contact: dignity, burden, reluctance, who goes, when, what not to say. Keeps itself while written. */
export function PlanForm({ view, onDone, corrects }: Props) {
  const draft = useDraft(`case-plan:${corrects?.id ?? view.id}`, planDraft, startOf(corrects?.content))
  const [dayProblem, setDayProblem] = useState<readonly { path: string; message: string }[]>()
  const { save, busy, error } = useEntry(view, corrects?.id)
  const { value } = draft
  const set = (change: Partial<PlanDraft>) => draft.set({ ...value, ...change })
  async function done() {
    await draft.discard()
    onDone()
  }
  function submit() {
    const on = readDate(value.on)
    if (on === undefined) {
      setDayProblem([{ path: 'on', message: '行く日を「2026年11月22日」のように入力してください。' }])
      return
    }
    setDayProblem(undefined)
    save({ kind: 'approach-plan', ...value, on }, () => void done())
  }
  return (
    <FormCard title={corrects === undefined ? '訪ね方を考える' : '訪ね方の計画を直す'} onCancel={onDone}>
      <Form problems={dayProblem ?? problemsOf(error)} onSubmit={submit}>
        <PlanFields value={value} set={set} />
        <DraftStatus draft={draft} />
        <SendProblem error={error} />
        <Button type="submit" kind="primary" busy={busy}>
          計画を残す
        </Button>
      </Form>
    </FormCard>
  )
}

function PlanFields({ value, set }: { value: PlanDraft; set: (change: Partial<PlanDraft>) => void }) {
  return (
    <>
      <TextField name="who" label="だれが行くか" required value={value.who} onChange={(who) => set({ who })} />
      <DateField name="on" label="行く日" required value={value.on} onChange={(on) => set({ on })} />
      <TextField
        name="timeNote"
        label="時間帯"
        required={false}
        size="middle"
        value={value.timeNote}
        onChange={(timeNote) => set({ timeNote })}
      />
      <ChipGroup
        name="way"
        label="会い方"
        size="small"
        value={value.way}
        onChange={(way) => set({ way })}
        choices={contactWays.map((way) => ({ value: way, label: CONTACT_WAYS[way] }))}
      />
      {considerations.map(({ name, ...frame }) => (
        <TextArea
          key={name}
          {...frame}
          name={name}
          rows={3}
          value={value[name]}
          onChange={(text) => set({ [name]: text })}
        />
      ))}
    </>
  )
}

function startOf(plan: Plan | undefined): PlanDraft {
  return {
    who: plan?.who ?? '',
    on: plan?.on ?? '',
    timeNote: plan?.timeNote ?? '',
    way: plan?.way ?? 'visit',
    dignity: plan?.dignity ?? '',
    burden: plan?.burden ?? '',
    reluctance: plan?.reluctance ?? '',
    notToSay: plan?.notToSay ?? '',
  }
}
