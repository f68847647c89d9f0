import { ChipGroup } from '#ui/chip-group.tsx'
import { DateField } from '#ui/date-field.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import {
  KEPT_QUIET,
  marksProtected,
  NOTICE_STAGES,
  noticeStages,
  REPORT_FIELDS,
  type ReportFieldName,
  SIGNS,
  type Sign,
  SUPPLY_KINDS,
  signs,
  supplyKinds,
} from '../report-form.ts'
import type { FormPart } from './report-place-field.tsx'

/** Who; may stay empty. */
export function NameField({ draft, edit }: FormPart) {
  return (
    <TextField
      label={REPORT_FIELDS.name.label}
      name="report.name"
      required={false}
      hint="わからなければ空けておけます。"
      autoComplete="off"
      size="middle"
      value={draft.name}
      onChange={(name) => edit({ name })}
    />
  )
}

type AtTheDoor = { atTheDoor?: boolean | undefined }

/** Telephone and, at the desk, when it is answered. */
export function PhoneField({ draft, edit, atTheDoor = false }: FormPart & AtTheDoor) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 sm:flex-row">
      <legend className="sr-only">{REPORT_FIELDS.phone.label}</legend>
      <TextField
        label="電話番号"
        name="report.phone"
        required={false}
        inputMode="tel"
        autoComplete="off"
        size="middle"
        value={draft.phone}
        onChange={(phone) => edit({ phone })}
      />
      {!atTheDoor && (
        <TextField
          label="つながりやすい時間"
          name="report.callNote"
          required={false}
          autoComplete="off"
          size="middle"
          value={draft.callNote}
          onChange={(callNote) => edit({ callNote })}
        />
      )}
    </fieldset>
  )
}

const signChoices = signs.map((value) => ({ value, label: SIGNS[value] }))
/** What only somebody at the door can see. */
const seenAtTheDoor: readonly Sign[] = ['no-answer-but-sounds', 'mail-piled-up', 'rubbish-piled-up']
const heardChoices = signChoices.filter(({ value }) => !seenAtTheDoor.includes(value))

type SignsProps = FormPart & {
  label?: string | undefined
  size?: 'big' | 'small' | undefined
  /** On the telephone only what can be heard is offered. */
  heardOnly?: boolean | undefined
}

/** What was seen and heard, as big chips: facts, no judgement. */
export function SignsField({ draft, edit, label, size = 'big', heardOnly = false }: SignsProps) {
  return (
    <>
      <ChipGroup
        many
        label={label ?? REPORT_FIELDS.signs.label}
        name="report.signs"
        hint="当てはまるものをいくつでも選べます。"
        size={size}
        choices={heardOnly ? heardChoices : signChoices}
        value={draft.signs}
        onChange={(chosen) => edit({ signs: [...chosen] })}
      />
      {marksProtected(draft.signs) && <p className="border-l-4 border-yellow-900 pl-3">{KEPT_QUIET}</p>}
    </>
  )
}

/** What no chip says, in the person's own words. */
export function NoteField({ draft, edit }: FormPart) {
  return (
    <TextArea
      label={REPORT_FIELDS.note.label}
      name="report.note"
      required={false}
      hint="ご本人の言葉のまま、事実だけを短く書けます。"
      rows={3}
      value={draft.note}
      onChange={(note) => edit({ note })}
    />
  )
}

const supplyChoices = supplyKinds.map((value) => ({ value, label: SUPPLY_KINDS[value] }))
const stageChoices = noticeStages.map((value) => ({ value, label: NOTICE_STAGES[value] }))

/** What may stop, how far it has come, and the day; at the door only the day, the rest is known from the company. */
export function SupplyField({ draft, edit, atTheDoor = false }: FormPart & AtTheDoor) {
  return (
    <div className="flex flex-col gap-5">
      {!atTheDoor && <SupplyChips draft={draft} edit={edit} />}
      <DateField
        label={draft.stage === 'stopped' ? '停止した日' : '停止予定日'}
        name="report.supply.stopOn"
        required={draft.stage === 'stopped'}
        value={draft.stopOn}
        onChange={(stopOn) => edit({ stopOn })}
      />
    </div>
  )
}

function SupplyChips({ draft, edit }: FormPart) {
  return (
    <>
      <ChipGroup
        label="止まるもの"
        name="report.supply.kind"
        required={false}
        size="small"
        choices={supplyChoices}
        value={draft.supplyKind === '' ? undefined : draft.supplyKind}
        onChange={(supplyKind) => edit({ supplyKind })}
      />
      <ChipGroup
        label="いまの段階"
        name="report.supply.stage"
        required={false}
        size="small"
        choices={stageChoices}
        value={draft.stage === '' ? undefined : draft.stage}
        onChange={(stage) => edit({ stage })}
      />
    </>
  )
}

/** How much is unpaid; only at the desk, which has the account before it. */
export function ArrearsField({ draft, edit }: FormPart) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 sm:flex-row">
      <legend className="sr-only">{REPORT_FIELDS.arrears.label}</legend>
      <TextField
        label="お支払いのない月数"
        name="report.arrears.months"
        required={false}
        inputMode="numeric"
        unit="か月"
        size="short"
        value={draft.months}
        onChange={(months) => edit({ months })}
      />
      <TextField
        label="金額"
        name="report.arrears.yen"
        required={false}
        inputMode="numeric"
        unit="円"
        size="short"
        value={draft.yen}
        onChange={(yen) => edit({ yen })}
      />
    </fieldset>
  )
}

/** Why each field is asked, on request. */
export function WhyAsked({ fields }: { fields: readonly ReportFieldName[] }) {
  return (
    <Disclosure summary="それぞれの欄を、なぜ伺うのか">
      <dl className="flex flex-col gap-2">
        {fields.map((field) => (
          <div key={field}>
            <dt className="font-bold">{REPORT_FIELDS[field].label}</dt>
            <dd>{REPORT_FIELDS[field].reason}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}
