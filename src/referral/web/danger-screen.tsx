import { useState } from 'react'
import type { Answer } from '#ui/api-client.ts'
import { CallButton, EmergencyBanner, NotificationBanner } from '#ui/banner.tsx'
import { Button, LinkButton } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Page, Section } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useRequestKey, useSend } from '#ui/use-api.ts'
import { reportDanger } from '../report-contract.ts'
import { dayText } from './report-text.ts'

const calls = [
  { value: '119', label: '119番にかけた' },
  { value: '110', label: '110番にかけた' },
  { value: 'both', label: '両方にかけた' },
  { value: 'not-yet', label: 'まだかけていない' },
] as const
type Called = (typeof calls)[number]['value']

/** Immediate danger: the telephone first, then three inputs. Works without a living session and asks for nothing else. */
export function DangerScreen() {
  const send = useSend(reportDanger)
  return (
    <Page title="命の危険があるとき" lead="まず電話です。記録は、電話のあとでかまいません。">
      <EmergencyBanner
        title="いますぐ電話"
        actions={
          <>
            <CallButton number="119" label="救急・消防" tone="danger" />
            <CallButton number="110" label="警察" tone="danger" />
          </>
        }
      >
        倒れている、返事がない、けがをしている、においや煙がする。迷ったときも、まず電話です。
      </EmergencyBanner>
      {send.data === undefined ? <DangerForm send={send} /> : <DangerTold answer={send.data} />}
    </Page>
  )
}

function DangerForm({ send }: { send: ReturnType<typeof useSend<typeof reportDanger>> }) {
  const [place, setPlace] = useState('')
  const [what, setWhat] = useState('')
  const [called, setCalled] = useState<Called | undefined>(undefined)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const key = useRequestKey()
  function tell() {
    const missing = missingIn({ place, what, called })
    setProblems(missing)
    if (missing.length > 0 || called === undefined) return
    const options = { body: { place, what, called }, idempotencyKey: key.current() }
    send.mutate(options, { onError: (problem) => setProblems(problem.fields) })
  }
  return (
    <Section title="相談窓口にも知らせる">
      <Form problems={problems} onSubmit={tell} label="相談窓口にも知らせる">
        <TextField label="場所" name="place" hint="住所、または建物と部屋" value={place} onChange={setPlace} />
        <TextArea label="様子" name="what" hint="見たこと・聞いたことを短く" rows={2} value={what} onChange={setWhat} />
        <ChipGroup label="電話" name="called" choices={calls} value={called} onChange={setCalled} />
        {send.isError && problems.length === 0 && (
          <NotificationBanner tone="error" live title={send.error.title}>
            知らせられなくても、119番・110番には電話できます。
          </NotificationBanner>
        )}
        <div>
          <Button type="submit" size="large" icon="send" busy={send.isPending}>
            相談窓口にも知らせる
          </Button>
        </div>
        <p className="max-w-line text-solid-gray-700">
          命を守るための連絡です。ご本人の同意がなくても知らせられます。次の営業日までに、別の人が見直します。
        </p>
      </Form>
    </Section>
  )
}

function missingIn({ place, what, called }: { place: string; what: string; called: Called | undefined }) {
  const problems: FieldProblem[] = []
  if (place.trim() === '')
    problems.push({ path: 'place', message: '場所を入力してください。近くの目印だけでも伝わります。' })
  if (what.trim() === '') problems.push({ path: 'what', message: '様子をひとことで入力してください。' })
  if (called === undefined) problems.push({ path: 'called', message: '電話をかけたかどうかを選んでください。' })
  return problems
}

function DangerTold({ answer }: { answer: Answer<typeof reportDanger> }) {
  const { receipt, call, reviewDueOn } = answer
  return (
    <>
      <ResultPanel
        title={receipt === undefined ? '会社の中に記録しました' : `${receipt.agencyName}に知らせました`}
        receipt={receipt && { label: '受付番号', number: receipt.receiptNumber, note: '電話のときに伝えられます。' }}
        told={receipt === undefined ? [] : [receipt.agencyName]}
        next={
          <>
            {receipt === undefined
              ? 'この場所の相談窓口には届いていません。下の電話で知らせてください。'
              : '当番の人に、いま知らせが届いています。'}
            {reviewDueOn !== undefined && `${dayText(reviewDueOn)}までに、会社の別の人が見直します。`}
          </>
        }
        undo="思い違いだったときは、会社の連絡担当に伝えると訂正できます。責められることはありません。"
        actions={
          <LinkButton kind="primary" href="/" icon="home">
            ホームへ戻る
          </LinkButton>
        }
      />
      {call.length > 0 && (
        <Section title="電話できるところ">
          <ul className="flex flex-col gap-4">
            {call.map(({ name, phone, because }) => (
              <li key={`${name}${phone}`} className="flex flex-col gap-2">
                <p>{because}</p>
                {phone === undefined ? <p className="font-bold">{name}</p> : <CallButton number={phone} label={name} />}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
