import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { fiscalYearOf } from '#kernel/fiscal-year.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { LETTER_LANGUAGES, LETTER_STAGE_NAMES, LETTER_STAGES } from '../letter.ts'
import { HANDOUT_CHANNELS, handoutChannels, readHandoutLedger, recordHandout } from '../stock/handout-contract.ts'
import { LANGUAGE_NAMES } from './ledger-words.ts'
import { OneOf } from './one-of.tsx'
import { readNumber } from './typed-number.ts'

type Handout = {
  tenantId: string
  stage: (typeof LETTER_STAGES)[number]
  channel: (typeof handoutChannels)[number]
  language: (typeof LETTER_LANGUAGES)[number]
  count: string
  day: string
}
const nothing = { tenantId: '', stage: 'general', channel: 'phone', language: 'ja', count: '', day: '' } as const
type Municipality = { id: string; name: string }

/** Counts what was handed out without a number: said on the telephone, given at the counter. */
export function HandoutCount() {
  const { year } = fiscalYearOf(todayInJapan(new Date()))
  const reading = useApi(readHandoutLedger, { query: { year } })
  return <Loaded reading={reading}>{({ municipalities }) => <HandoutForm municipalities={municipalities} />}</Loaded>
}

// The page has another form with a count: names stay apart, so that a message leads to its own field.
const named = (path: string) => `handout-${path}`

function useHandout(municipalities: readonly Municipality[]) {
  const [only, another] = municipalities
  const tenantId = only !== undefined && another === undefined ? only.id : ''
  const [typed, setTyped] = useState<Handout>({ ...nothing, tenantId })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [id, setId] = useState(() => crypto.randomUUID())
  const send = useSend(recordHandout, { makesStale: [readHandoutLedger] })
  const edit = (change: Partial<Handout>) => setTyped((before) => ({ ...before, ...change }))
  const tell = (told: readonly FieldProblem[]) => setProblems(told.map((one) => ({ ...one, path: named(one.path) })))
  function keep() {
    const { count: typedCount, day, ...rest } = typed
    const [count, handedOn] = [readNumber(typedCount), readDate(day)]
    const missing: FieldProblem[] = []
    if (rest.tenantId === '') missing.push({ path: 'tenantId', message: '市区町村を選んでください。' })
    if (count === undefined) missing.push({ path: 'count', message: '件数は「12」のように数字で入力してください。' })
    if (handedOn === undefined) missing.push({ path: 'handedOn', message: '日付を入力してください。' })
    tell(missing)
    if (count === undefined || handedOn === undefined || missing.length > 0) return
    const afterwards = {
      onSuccess: () => {
        setId(crypto.randomUUID())
        edit({ count: '' })
      },
      onError: ({ fields }: { fields: readonly FieldProblem[] }) => tell(fields),
    }
    send.mutate({ params: { id }, body: { ...rest, count, handedOn } }, afterwards)
  }
  return { typed, edit, problems, send, keep }
}

function HandoutForm({ municipalities }: { municipalities: readonly Municipality[] }) {
  const { typed, edit, problems, send, keep } = useHandout(municipalities)
  return (
    <Form problems={problems} onSubmit={keep} label="番号のないご案内を数える">
      <p className="max-w-line">
        電話で窓口をお伝えしたときや、カウンターで番号のないちらしをお渡ししたときに、件数だけを数えます。番号つきのお手紙とちらしは、自動で数えられています。
      </p>
      <OneOf
        label="どの市区町村の窓口をご案内しましたか"
        name={named('tenantId')}
        choices={municipalities.map(({ id, name }) => ({ value: id, label: name }))}
        value={typed.tenantId}
        onChange={(tenantId) => edit({ tenantId })}
      />
      <What typed={typed} edit={edit} />
      <TextField
        label="ご案内した件数"
        name={named('count')}
        required
        inputMode="numeric"
        unit="件"
        size="short"
        value={typed.count}
        onChange={(count) => edit({ count })}
      />
      <DateField
        label="ご案内した日"
        name={named('handedOn')}
        required
        value={typed.day}
        onChange={(day) => edit({ day })}
      />
      {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      {send.isSuccess && <NotificationBanner tone="success" live title="数えました。台帳に加わりました" />}
      <div>
        <Button type="submit" busy={send.isPending} busyLabel="記録しています…">
          件数を記録する
        </Button>
      </div>
    </Form>
  )
}

function What({ typed, edit }: { typed: Handout; edit: (change: Partial<Handout>) => void }) {
  return (
    <>
      <RadioGroup
        label="どの段階のご案内ですか"
        name={named('stage')}
        choices={LETTER_STAGES.map((value) => ({ value, label: LETTER_STAGE_NAMES[value] }))}
        value={typed.stage}
        onChange={(stage) => edit({ stage })}
      />
      <RadioGroup
        label="渡し方"
        name={named('channel')}
        choices={handoutChannels.map((value) => ({ value, label: HANDOUT_CHANNELS[value] }))}
        value={typed.channel}
        onChange={(channel) => edit({ channel })}
      />
      <RadioGroup
        label="ことば"
        name={named('language')}
        choices={LETTER_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={typed.language}
        onChange={(language) => edit({ language })}
      />
    </>
  )
}
