import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { ConflictPanel } from '#ui/conflict-panel.tsx'
import { DescriptionList } from '#ui/description-list.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { type CaseView, caseView, editHousehold, getCase, type Household } from '../support-case-contract.ts'
import { FormCard, problemsOf, SendProblem } from './form-card.tsx'

const fields = [
  { name: 'name', label: 'お名前', lines: 'one' },
  { name: 'reading', label: 'ふりがな', lines: 'one' },
  { name: 'postalCode', label: '郵便番号', lines: 'one' },
  { name: 'address', label: 'ご住所', lines: 'one' },
  { name: 'phone', label: '電話番号', lines: 'one' },
  { name: 'callNote', label: 'つながりやすい時間', lines: 'one' },
  { name: 'people', label: '一緒に暮らす方', lines: 'many' },
  { name: 'circumstances', label: '知っておくこと', lines: 'many' },
] as const

export function HouseholdPanel({ view }: { view: CaseView }) {
  const [editing, setEditing] = useState(false)
  if (editing) return <HouseholdForm view={view} onDone={() => setEditing(false)} />
  const known = fields.filter(({ name }) => view.household[name])
  return (
    <Section
      title="世帯のこと"
      aside={
        view.allowed.includes('edit') ? (
          <Button kind="tertiary" icon="edit" onClick={() => setEditing(true)}>
            世帯の情報を直す
          </Button>
        ) : undefined
      }
    >
      <DescriptionList
        items={known.map(({ name, label }) => ({
          term: label,
          description:
            name === 'phone' ? (
              <a className="link-text figures" href={`tel:${view.household.phone?.replaceAll(/[^\d+]/g, '')}`}>
                {view.household.phone}
              </a>
            ) : (
              <span className="whitespace-pre-wrap">{view.household[name]}</span>
            ),
        }))}
      />
    </Section>
  )
}

/** A stale save is refused without losing what was typed: both stand side by side. */
function HouseholdForm({ view, onDone }: { view: CaseView; onDone: () => void }) {
  const [value, setValue] = useState<Household>(view.household)
  const [version, setVersion] = useState(view.version)
  const send = useSend(editHousehold, { makesStale: [getCase] })
  const save = (at: number) =>
    send.mutate({ params: { id: view.id }, body: { version: at, household: value } }, { onSuccess: onDone })
  const current = send.error?.isConflict === true ? caseView.safeParse(send.error.problem.current).data : undefined
  if (current !== undefined) {
    return (
      <ConflictPanel
        rows={fields
          .filter(({ name }) => (value[name] ?? '') !== (current.household[name] ?? ''))
          .map(({ name, label }) => ({ label, mine: value[name] ?? '', theirs: current.household[name] ?? '' }))}
        busy={send.isPending}
        onKeepMine={() => {
          setVersion(current.version)
          save(current.version)
        }}
        onTakeTheirs={() => {
          setValue(current.household)
          setVersion(current.version)
          send.reset()
        }}
      />
    )
  }
  return (
    <FormCard title="世帯の情報を直す" onCancel={onDone}>
      <Form
        problems={problemsOf(send.error)?.map((one) => ({ ...one, path: one.path.replace(/^household\./, '') }))}
        onSubmit={() => save(version)}
      >
        <HouseholdFields value={value} onChange={setValue} />
        <SendProblem error={send.error} />
        <Button type="submit" kind="primary" busy={send.isPending}>
          世帯の情報を保存する
        </Button>
      </Form>
    </FormCard>
  )
}

function HouseholdFields({ value, onChange }: { value: Household; onChange: (value: Household) => void }) {
  return fields.map(({ name, label, lines }) => {
    const Field = lines === 'many' ? TextArea : TextField
    return (
      <Field
        key={name}
        name={name}
        label={label}
        value={value[name] ?? ''}
        onChange={(text: string) => onChange({ ...value, [name]: text })}
      />
    )
  })
}
