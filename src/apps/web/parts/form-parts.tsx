import { useState } from 'react'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { Checkbox, CheckboxGroup, RadioGroup } from '#ui/choice-field.tsx'
import { DateField } from '#ui/date-field.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { SaveStatus } from '#ui/save-status.tsx'
import { type Signature, SignaturePad } from '#ui/signature-pad.tsx'
import { StepNavigation } from '#ui/step-navigation.tsx'
import { Select, TextArea, TextField } from '#ui/text-field.tsx'

const signs = [
  { value: 'mail', label: '郵便物がたまっている', icon: 'mail' },
  { value: 'quiet', label: '返事がない', icon: 'speech' },
  { value: 'cold', label: '暖房をつけていない', icon: 'home' },
] as const

const answers = [
  { value: 'yes', label: 'はい' },
  { value: 'no', label: 'いいえ', hint: '断っても、料金や停止の扱いは変わりません' },
  { value: 'later', label: '今は聞けない' },
] as const

type Sign = (typeof signs)[number]['value']
type Said = (typeof answers)[number]['value']

const problems = [
  { path: 'parts.yen', message: '金額を数字で入力してください。' },
  { path: 'parts.consent', message: 'ご本人の返事を選んでください。' },
]

/** Fields, choices, signature, dialog. */
export function FormParts() {
  const [wrong, setWrong] = useState<typeof problems>([])
  const [open, setOpen] = useState(false)
  return (
    <Section title="入力">
      <StepNavigation steps={['場所', '見たこと', 'ご本人の返事', '送る前の確認']} current={1} />
      <Form problems={wrong} onSubmit={() => setWrong([...problems])} label="見本の入力">
        <Texts />
        <Choices />
        <ButtonRow>
          <Button type="submit" kind="primary">
            入力を確かめる
          </Button>
          <Button onClick={() => setOpen(true)}>確認の窓を開く</Button>
          <SaveStatus state={{ kind: 'saved', at: '2026-11-22T05:03:00Z' }} />
        </ButtonRow>
      </Form>
      <Dialog open={open} onClose={() => setOpen(false)} title="連絡を取り消しますか">
        <p className="mb-4">取り消すと、相談センターはこの連絡を見られなくなります。</p>
        <ButtonRow>
          <Button kind="danger" onClick={() => setOpen(false)}>
            連絡を取り消す
          </Button>
          <Button onClick={() => setOpen(false)}>そのままにする</Button>
        </ButtonRow>
      </Dialog>
    </Section>
  )
}

function Texts() {
  const [name, setName] = useState('灯 花子')
  const [yen, setYen] = useState('12,400')
  const [date, setDate] = useState('令和8年11月25日')
  const [note, setNote] = useState('')
  const [kind, setKind] = useState<'electricity' | 'gas' | ''>('')
  const kinds = [
    { value: 'electricity', label: '電気' },
    { value: 'gas', label: '都市ガス' },
  ] as const
  return (
    <>
      <TextField label="お名前" required value={name} onChange={setName} size="middle" />
      <TextField
        label="滞っている金額"
        name="parts.yen"
        required={false}
        unit="円"
        inputMode="numeric"
        size="short"
        value={yen}
        onChange={setYen}
      />
      <DateField label="停止予定日" value={date} onChange={setDate} />
      <Select label="止まるもの" value={kind} onChange={setKind} choices={kinds} />
      <TextArea label="見たこと" hint="事実だけを、短く書けます。" value={note} onChange={setNote} />
    </>
  )
}

function Choices() {
  const [seen, setSeen] = useState<readonly Sign[]>(['mail'])
  const [said, setSaid] = useState<Said | undefined>(undefined)
  const [chip, setChip] = useState<Said | undefined>('yes')
  const [told, setTold] = useState(false)
  const [signature, setSignature] = useState<Signature | undefined>(undefined)
  return (
    <>
      <ChipGroup label="何が見えましたか" many choices={signs} value={seen} onChange={setSeen} />
      <ChipGroup label="期間で絞る" size="small" choices={answers} value={chip} onChange={setChip} />
      <RadioGroup label="ご本人の返事" name="parts.consent" choices={answers} value={said} onChange={setSaid} />
      <CheckboxGroup label="伝えるもの" choices={signs} value={seen} onChange={setSeen} />
      <Checkbox label="案内のちらしを渡しました" checked={told} onChange={setTold} />
      <SignaturePad label="ご本人の署名" value={signature} onChange={setSignature} />
    </>
  )
}
