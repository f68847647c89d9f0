import { useState } from 'react'
import { z } from 'zod'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { Form } from '#ui/form.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useDraft } from '#ui/use-draft.ts'
import type { EntryContent } from '../case-entry-contract.ts'
import { CONTACT_WAYS, contactWays, SERVICES, type Service, services } from '../support-case.ts'
import type { CaseView } from '../support-case-contract.ts'
import { todayText } from './case-words.ts'
import { FormCard, problemsOf, SendProblem, useEntry } from './form-card.tsx'

type Of<Kind extends EntryContent['kind']> = Extract<EntryContent, { kind: Kind }>
type Props<Kind extends EntryContent['kind']> = {
  view: CaseView
  onDone: () => void
  corrects?: { id: string; content: Of<Kind> } | undefined
}

const dayMissing = (path: string) => [{ path, message: '日付を「2026年11月22日」のように入力してください。' }]

/** A note keeps itself while it is written. */
export function NoteForm({ view, onDone, corrects }: Props<'note'>) {
  const kept = corrects?.content.text ?? ''
  const draft = useDraft(`case-note:${corrects?.id ?? view.id}`, z.object({ text: z.string() }), { text: kept })
  const { save, busy, error } = useEntry(view, corrects?.id)
  async function done() {
    await draft.discard()
    onDone()
  }
  return (
    <FormCard title={corrects === undefined ? 'メモを書く' : 'メモを直す'} onCancel={onDone}>
      <Form
        problems={problemsOf(error)}
        onSubmit={() => save({ kind: 'note', text: draft.value.text }, () => void done())}
      >
        <TextArea
          name="text"
          label="メモ"
          hint="見たこと・聞いたことを、そのまま書きます。担当の人だけが読めます。"
          rows={6}
          value={draft.value.text}
          onChange={(text) => draft.set({ text })}
        />
        <DraftStatus draft={draft} />
        <SendProblem error={error} />
        <Button type="submit" kind="primary" busy={busy}>
          メモを残す
        </Button>
      </Form>
    </FormCard>
  )
}

export function AttemptForm({ view, onDone, corrects }: Props<'attempt'>) {
  const old = corrects?.content
  const [way, setWay] = useState(old?.way ?? 'visit')
  const [reached, setReached] = useState(old?.reached ?? false)
  const [note, setNote] = useState(old?.note ?? '')
  const { save, busy, error } = useEntry(view, corrects?.id)
  const at = view.timeLine.find(({ id }) => id === corrects?.id)?.at
  const { withoutPlanBecause } = old ?? {}
  return (
    <FormCard title="連絡の記録を直す" onCancel={onDone}>
      <Form
        problems={problemsOf(error)}
        onSubmit={() =>
          save({ kind: 'attempt', way, reached, at, note: note || undefined, withoutPlanBecause }, onDone)
        }
      >
        <RadioGroup
          label="方法"
          value={way}
          onChange={setWay}
          choices={contactWays.map((value) => ({ value, label: CONTACT_WAYS[value] }))}
        />
        <RadioGroup
          label="ご本人と話せましたか"
          value={reached ? 'yes' : 'no'}
          onChange={(answer) => setReached(answer === 'yes')}
          choices={[
            { value: 'yes', label: '話せた' },
            { value: 'no', label: '話せなかった' },
          ]}
        />
        <TextArea name="note" label="様子" required={false} value={note} onChange={setNote} />
        <SendProblem error={error} />
        <Button type="submit" kind="primary" busy={busy}>
          直した記録を残す
        </Button>
      </Form>
    </FormCard>
  )
}

export function ConnectionForm({ view, onDone, corrects }: Props<'connection'>) {
  const old = corrects?.content
  const [service, setService] = useState<Service | undefined>(old?.service)
  const [on, setOn] = useState<string>(old?.on ?? todayText())
  const [place, setPlace] = useState(old?.place ?? '')
  const [note, setNote] = useState(old?.note ?? '')
  const [missing, setMissing] = useState<readonly { path: string; message: string }[]>()
  const { save, busy, error } = useEntry(view, corrects?.id)
  function submit() {
    const day = readDate(on)
    if (service === undefined) return setMissing([{ path: 'service', message: 'つないだ支援を選んでください。' }])
    if (day === undefined) return setMissing(dayMissing('on'))
    setMissing(undefined)
    save({ kind: 'connection', service, on: day, place: place || undefined, note: note || undefined }, onDone)
  }
  return (
    <FormCard title={old === undefined ? '支援先につなぐ' : 'つなぎの記録を直す'} onCancel={onDone}>
      <Form problems={missing ?? problemsOf(error)} onSubmit={submit}>
        <RadioGroup
          name="service"
          label="つないだ支援"
          required
          value={service}
          onChange={setService}
          choices={services.map((value) => ({ value, label: SERVICES[value] }))}
        />
        <TextField name="place" label="つないだ先" required={false} value={place} onChange={setPlace} />
        <DateField name="on" label="つないだ日" required value={on} onChange={setOn} />
        <TextArea name="note" label="引き継いだこと" required={false} value={note} onChange={setNote} />
        <SendProblem error={error} />
        <Button type="submit" kind="primary" busy={busy}>
          つないだことを記録する
        </Button>
      </Form>
    </FormCard>
  )
}

export function FollowUpForm({ view, onDone, corrects }: Props<'follow-up'>) {
  const [on, setOn] = useState(corrects?.content.on ?? '')
  const [note, setNote] = useState(corrects?.content.note ?? '')
  const [missing, setMissing] = useState<readonly { path: string; message: string }[]>()
  const { save, busy, error } = useEntry(view, corrects?.id)
  function submit() {
    const day = readDate(on)
    if (day === undefined) return setMissing(dayMissing('on'))
    setMissing(undefined)
    save({ kind: 'follow-up', on: day, note: note || undefined }, onDone)
  }
  return (
    <FormCard title="次に確かめる日を決める" onCancel={onDone}>
      <Form problems={missing ?? problemsOf(error)} onSubmit={submit}>
        <DateField name="on" label="確かめる日" required value={on} onChange={setOn} />
        <TextArea name="note" label="確かめること" required={false} value={note} onChange={setNote} />
        <SendProblem error={error} />
        <Button type="submit" kind="primary" busy={busy}>
          この日に確かめる
        </Button>
      </Form>
    </FormCard>
  )
}
