import { useState } from 'react'
import { z } from 'zod'
import { Button } from '#ui/button.tsx'
import { DescriptionList } from '#ui/description-list.tsx'
import { KeptForm } from '#ui/kept-form.tsx'
import { Section } from '#ui/page.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { type CaseView, caseView, editHousehold, getCase } from '../support-case-contract.ts'
import { FormCard, problemsOf } from './form-card.tsx'

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

const householdDraft = z.object({
  version: z.int(),
  name: z.string(),
  reading: z.string(),
  postalCode: z.string(),
  address: z.string(),
  phone: z.string(),
  callNote: z.string(),
  people: z.string(),
  circumstances: z.string(),
})
type HouseholdDraft = z.infer<typeof householdDraft>

function draftOf({ version, household }: CaseView): HouseholdDraft {
  return {
    version,
    name: household.name ?? '',
    reading: household.reading ?? '',
    postalCode: household.postalCode ?? '',
    address: household.address ?? '',
    phone: household.phone ?? '',
    callNote: household.callNote ?? '',
    people: household.people ?? '',
    circumstances: household.circumstances ?? '',
  }
}

/** Keeps itself while it is written; a stale save is refused without losing what was typed. */
function HouseholdForm({ view, onDone }: { view: CaseView; onDone: () => void }) {
  const draft = useDraft(`case-household:${view.id}`, householdDraft, draftOf(view))
  const send = useSend(editHousehold, { makesStale: [getCase] })
  const edit = (change: Partial<HouseholdDraft>) => draft.set((before) => ({ ...before, ...change }))
  function save({ version, ...household }: HouseholdDraft) {
    const done = () => void draft.discard().then(onDone)
    send.mutate({ params: { id: view.id }, body: { version, household } }, { onSuccess: done })
  }
  const current = send.error?.isConflict === true ? caseView.safeParse(send.error.problem.current).data : undefined
  return (
    <FormCard title="世帯の情報を直す" onCancel={onDone}>
      <KeptForm
        label="世帯の情報"
        submit="世帯の情報を保存する"
        draft={draft}
        edit={edit}
        sending={send}
        problems={problemsOf(send.error)?.map((one) => ({ ...one, path: one.path.replace(/^household\./, '') })) ?? []}
        theirs={current === undefined ? undefined : draftOf(current)}
        differences={differences}
        onSave={save}
      >
        <HouseholdFields value={draft.value} edit={edit} />
      </KeptForm>
    </FormCard>
  )
}

function differences(mine: HouseholdDraft, theirs: HouseholdDraft) {
  const differing = fields.filter(({ name }) => mine[name] !== theirs[name])
  return differing.map(({ name, label }) => ({ label, mine: mine[name], theirs: theirs[name] }))
}

type FieldsProps = { value: HouseholdDraft; edit: (change: Partial<HouseholdDraft>) => void }

function HouseholdFields({ value, edit }: FieldsProps) {
  return fields.map(({ name, label, lines }) => {
    const Field = lines === 'many' ? TextArea : TextField
    return (
      <Field
        key={name}
        name={name}
        label={label}
        value={value[name]}
        onChange={(text: string) => edit({ [name]: text })}
      />
    )
  })
}
