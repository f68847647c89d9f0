import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { DateField } from '#ui/date-field.tsx'
import { dayText } from '#ui/day-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { LETTER_LANGUAGES, LETTER_STAGE_NAMES, LETTER_STAGES } from '../letter.ts'
import {
  HANDOUT_CHANNELS,
  handoutChannels,
  type Municipality,
  type OwnHandout,
  readHandoutLedger,
  readOwnHandouts,
  recordHandout,
} from '../stock/handout-contract.ts'
import { bodyOf, firstDraft, type HandoutDraft } from './handout-draft.ts'
import { LANGUAGE_NAMES } from './ledger-words.ts'
import { OneOf } from './one-of.tsx'
import { OwnHandouts } from './own-handouts.tsx'

type Known = { handouts: readonly OwnHandout[]; municipalities: readonly Municipality[] }

/** What was handed over at the counter, named on the telephone or enclosed, counted without a name: the usual one with one press. */
export function HandoutPage() {
  const reading = useApi(readOwnHandouts, {})
  return (
    <Page
      title="何をお渡ししましたか"
      lead="番号のないご案内を、件数だけ数えます。お名前は残りません。番号つきのお手紙とちらしは、自動で数えられています。"
      back={{ href: '/', label: 'ホームに戻る' }}
    >
      <Loaded reading={reading}>
        {(known) => (
          <>
            <HandoutForm known={known} />
            <Section title="自分が最近記録したもの">
              <OwnHandouts {...known} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function useHandout({ handouts, municipalities }: Known) {
  const [draft, setDraft] = useState(() => firstDraft(handouts, municipalities))
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [id, setId] = useState(() => crypto.randomUUID())
  const send = useSend(recordHandout, { makesStale: [readOwnHandouts, readHandoutLedger] })
  const edit = (change: Partial<HandoutDraft>) => {
    if (send.isSuccess) send.reset()
    setDraft((before) => ({ ...before, ...change }))
  }
  function keep() {
    const read = bodyOf(draft, todayInJapan(new Date()))
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    const afterwards = {
      onSuccess: () => {
        setId(crypto.randomUUID())
        setDraft((before) => ({ ...before, count: '', day: '' }))
      },
      onError: ({ fields }: { fields: readonly FieldProblem[] }) => setProblems(fields),
    }
    send.mutate({ params: { id }, body: read.body }, afterwards)
  }
  return { draft, edit, problems, send, keep }
}

function HandoutForm({ known }: { known: Known }) {
  const { municipalities } = known
  const { draft, edit, problems, send, keep } = useHandout(known)
  return (
    <Form problems={problems} onSubmit={keep} label="番号のないご案内を数える">
      <What draft={draft} edit={edit} />
      {municipalities.length > 1 && (
        <OneOf
          label="どの市区町村の窓口をご案内しましたか"
          name="tenantId"
          choices={municipalities.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.tenantId}
          onChange={(tenantId) => edit({ tenantId })}
        />
      )}
      <Disclosure summary="まとめて、または別の日の分を記録する" open={draft.count !== '' || draft.day !== ''}>
        <div className="flex flex-col gap-6">
          <TextField
            label="ご案内した件数"
            name="count"
            required={false}
            hint="入力しなければ1件です。"
            inputMode="numeric"
            unit="件"
            size="short"
            value={draft.count}
            onChange={(count) => edit({ count })}
          />
          <DateField
            label="ご案内した日"
            name="handedOn"
            required={false}
            hint="選ばなければ今日です。"
            value={draft.day}
            onChange={(day) => edit({ day })}
          />
        </div>
      </Disclosure>
      {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      {send.isSuccess && <NotificationBanner tone="success" live title="数えました" />}
      <div>
        <Button type="submit" kind="primary" size="large" busy={send.isPending} busyLabel="記録しています…">
          {submitText(draft)}
        </Button>
      </div>
    </Form>
  )
}

/** 「今日の1件を記録する」, or the number and the day that were typed. */
function submitText({ count, day }: HandoutDraft): string {
  const read = bodyOf({ ...firstDraft([], []), tenantId: 'x', count, day }, todayInJapan(new Date()))
  if ('problems' in read) return '件数を記録する'
  const on = day === '' ? '今日' : dayText(read.body.handedOn)
  return `${on}の${read.body.count.toLocaleString('ja-JP')}件を記録する`
}

function What({ draft, edit }: { draft: HandoutDraft; edit: (change: Partial<HandoutDraft>) => void }) {
  return (
    <>
      <ChipGroup
        label="渡し方"
        name="channel"
        choices={handoutChannels.map((value) => ({ value, label: HANDOUT_CHANNELS[value] }))}
        value={draft.channel}
        onChange={(channel) => edit({ channel })}
      />
      <ChipGroup
        label="何といっしょにお渡ししましたか"
        name="stage"
        choices={LETTER_STAGES.map((value) => ({ value, label: LETTER_STAGE_NAMES[value] }))}
        value={draft.stage}
        onChange={(stage) => edit({ stage })}
      />
      <ChipGroup
        label="ことば"
        name="language"
        choices={LETTER_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={draft.language}
        onChange={(language) => edit({ language })}
      />
    </>
  )
}
