import { ChipGroup } from '#ui/chip-group.tsx'
import { CheckboxGroup, RadioGroup } from '#ui/choice-field.tsx'
import { DateField } from '#ui/date-field.tsx'
import { dayText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { TextArea } from '#ui/text-field.tsx'
import type { Material } from '../pack-contract.ts'
import { INTERESTS, interests, PACK_FIELDS, packFields } from '../pack-rules.ts'
import type { MaterialDraft } from './material-draft.ts'

type Props = { value: MaterialDraft; set: (change: Partial<MaterialDraft>) => void }

const texts = [
  { name: 'situation', hint: '見たこと・伺ったことを、そのまま短く書きます。' },
  { name: 'efforts', hint: 'いつ・だれが・どうしたかを書きます。' },
  { name: 'supply', hint: '例：電気が12月1日に止まる予定' },
  { name: 'payment', hint: '例：3か月分・4万円ほど。金額を知る必要のある方にだけ見えます。' },
  { name: 'people', hint: '書かないときは、ケースに書いてある内容が入ります。' },
] as const

/** First the question and the ground, then what is needed to answer it. */
export function MaterialFields({ value, set }: Props) {
  return (
    <>
      <TextArea
        name="question"
        label={PACK_FIELDS.question.label}
        required
        rows={3}
        hint="呼ばれた方全員に見えます。例：止まる前に、だれが会いに行くかを決めたい。"
        value={value.question}
        onChange={(question) => set({ question })}
      />
      <BasisFields value={value} set={set} />
      {texts.map(({ name, hint }) => (
        <TextArea
          key={name}
          name={name}
          label={PACK_FIELDS[name].label}
          required={false}
          rows={name === 'situation' || name === 'efforts' ? 4 : 2}
          hint={hint}
          value={value[name]}
          onChange={(text) => set({ [name]: text })}
        />
      ))}
      <Disclosure summary="だれにも渡さない項目を選ぶ" open={value.leftOut.length > 0}>
        <CheckboxGroup
          label="この会議では渡さない項目"
          name="leftOut"
          hint="区分ごとに見える項目は、はじめから決まっています。ここでは減らすことだけができます。"
          value={value.leftOut}
          onChange={(leftOut) => set({ leftOut: packFields.filter((one) => leftOut.includes(one)) })}
          choices={packFields.map((one) => ({ value: one, label: PACK_FIELDS[one].label }))}
        />
      </Disclosure>
    </>
  )
}

function BasisFields({ value, set }: Props) {
  return (
    <>
      <RadioGroup
        label="どの根拠で共有しますか"
        name="basis"
        required
        value={value.basis}
        onChange={(basis) => set({ basis })}
        choices={[
          { value: 'consent', label: 'ご本人の同意がある' },
          {
            value: 'without-consent',
            label: '同意を伺うことが難しく、生命・身体・財産を守るために必要',
            hint: '支援会議の中でも、外で渡すときと同じ条件です。',
          },
        ]}
      />
      {value.basis === 'consent' && <ConsentFields value={value} set={set} />}
      {value.basis === 'without-consent' && <WithoutConsentFields value={value} set={set} />}
    </>
  )
}

function ConsentFields({ value, set }: Props) {
  return (
    <>
      <DateField name="basis.on" label="同意を伺った日" required value={value.on} onChange={(on) => set({ on })} />
      <TextArea
        name="basis.note"
        label="伺ったときの様子"
        required={false}
        rows={2}
        value={value.note}
        onChange={(note) => set({ note })}
      />
    </>
  )
}

function WithoutConsentFields({ value, set }: Props) {
  return (
    <>
      <ChipGroup
        label="守るもの"
        name="basis.interest"
        required
        value={value.interest}
        onChange={(interest) => set({ interest })}
        choices={interests.map((one) => ({ value: one, label: INTERESTS[one] }))}
      />
      <TextArea
        name="basis.whyHard"
        label="同意を伺うことが難しい理由"
        required
        rows={2}
        hint="例：3回訪ねて会えず、お電話もつながりません。"
        value={value.whyHard}
        onChange={(whyHard) => set({ whyHard })}
      />
      <TextArea
        name="basis.necessity"
        label="会議で共有する必要"
        required
        rows={2}
        hint="例：寒い時期に電気が止まると、命に関わります。"
        value={value.necessity}
        onChange={(necessity) => set({ necessity })}
      />
    </>
  )
}

/** What the sharing rests on, in one sentence. */
export function basisText({ basis }: Material): string {
  return basis.kind === 'consent'
    ? `ご本人の同意（${dayText(basis.on)}）`
    : `同意を伺うことが難しく、${INTERESTS[basis.interest]}を守るために必要（手引き3(2)①）。${basis.whyHard}`
}

/** The material as it was saved. */
export function MaterialText({ material }: { material: Material }) {
  const written = (['question', 'situation', 'efforts', 'supply', 'payment', 'people'] as const).flatMap((name) => {
    const text = material[name]
    return text
      ? [{ term: PACK_FIELDS[name].label, description: <p className="max-w-line whitespace-pre-wrap">{text}</p> }]
      : []
  })
  return (
    <DescriptionList
      items={[
        { term: '根拠', description: <p className="max-w-line">{basisText(material)}</p> },
        ...written,
        ...(material.leftOut.length === 0
          ? []
          : [
              {
                term: 'だれにも渡さない項目',
                description: material.leftOut.map((one) => PACK_FIELDS[one].label).join('、'),
              },
            ]),
      ]}
    />
  )
}
