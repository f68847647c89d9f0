import { RadioGroup } from '#ui/choice-field.tsx'
import { TextField } from '#ui/text-field.tsx'
import { type Employer, PLACE_KINDS } from '../stock/stock-contract.ts'
import { OneOf } from './one-of.tsx'
import type { PlaceDraft } from './place-draft.ts'

const placeKinds = ['branch', 'contractor'] as const
type FieldsProps = {
  draft: PlaceDraft
  edit: (change: Partial<PlaceDraft>) => void
  employers: readonly Employer[]
}

/** What a place is, what it is called, and from when on more leaflets are ordered. */
export function PlaceFields({ draft, edit, employers }: FieldsProps) {
  return (
    <>
      {draft.kind !== 'store' && <Kind draft={draft} edit={edit} employers={employers} />}
      <TextField
        label="場所の名前"
        name="name"
        required
        hint="例：灯町営業所"
        autoComplete="off"
        value={draft.name}
        onChange={(name) => edit({ name })}
      />
      <TextField
        label="注文の目安"
        name="reorderAt"
        required
        hint="残りがこの枚数を下回ると、連絡担当にお知らせが届きます。"
        inputMode="numeric"
        unit="枚"
        size="short"
        value={draft.reorder}
        onChange={(reorder) => edit({ reorder })}
      />
    </>
  )
}

function Kind({ draft, edit, employers }: FieldsProps) {
  return (
    <>
      <RadioGroup
        label="場所の種類"
        name="placeKind"
        choices={placeKinds.map((value) => ({ value, label: PLACE_KINDS[value] }))}
        value={draft.kind === 'store' ? undefined : draft.kind}
        onChange={(kind) => edit({ kind })}
      />
      {draft.kind === 'contractor' && employers.length > 0 && (
        <OneOf
          label="どの委託先ですか"
          name="employerId"
          hint="選ぶと、この委託先の方が連絡といっしょにお渡しした番号つきのちらしが、この場所から引かれます。"
          choices={employers.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.employerId}
          onChange={(employerId) => edit({ employerId })}
        />
      )}
      {draft.kind === 'contractor' && employers.length === 0 && (
        <p>委託先の方の登録がまだないため、お渡しした番号つきのちらしは、本社の在庫から引かれます。</p>
      )}
    </>
  )
}
