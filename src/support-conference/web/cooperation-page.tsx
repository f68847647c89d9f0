import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { Form } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page, Section } from '#ui/page.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { DATA_CATEGORIES } from '../category-words.ts'
import { COOPERATION_ENDS, COOPERATION_STATES, type CooperationEnd, cooperationEnds } from '../cooperation.ts'
import {
  type CooperationView,
  getCooperationRequest,
  recordCooperation,
  reissueCooperation,
  type SentCooperation,
  sendCooperation,
  withdrawCooperation,
} from '../cooperation-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { INTERESTS, leftText } from './cooperation-words.ts'
import { savePdf } from './save-pdf.ts'

const back = { href: '/cooperation', label: '協力の求めの一覧' } as const

/** One request: what is asked, how it stands, and what may be done next. */
export function CooperationPage({ id }: { id: string }) {
  const reading = useApi(getCooperationRequest, { params: { id } })
  return (
    <LoadedPage reading={reading} what="協力の求め" back={back}>
      {(view) => (
        <Page title={`${view.recipient} への協力の求め`} lead={COOPERATION_STATES[view.state]} back={back}>
          <Facts view={view} />
          {view.answer !== undefined && (
            <Section title="回答">
              <p className="max-w-line whitespace-pre-wrap">{view.answer.text || '（言葉はありません）'}</p>
              <p>
                {view.answer.by}　控え {view.receipt}
              </p>
            </Section>
          )}
          <Steps view={view} />
          {view.allowed.includes('record') && <Record view={view} />}
        </Page>
      )}
    </LoadedPage>
  )
}

function Facts({ view }: { view: CooperationView }) {
  const { words, link, caseId } = view
  const basis =
    view.basis === 'consent'
      ? 'ご本人の同意'
      : `${view.interest ? INTERESTS[view.interest] : ''}を守るため（同意を伺えない）`
  const items = [
    { term: '会議体', description: view.body },
    {
      term: 'ケース',
      description: caseId === undefined ? view.caseNumber : <Link href={`/cases/${caseId}`}>{view.caseNumber}</Link>,
    },
    { term: '相手に伝わること', description: [words.name, words.address].filter(Boolean).join('・') },
    { term: '伺うこと', description: <span className="whitespace-pre-wrap">{words.question}</span> },
    { term: '求める項目', description: view.categories.map((one) => DATA_CATEGORIES[one]).join('、') },
    { term: '根拠', description: [basis, words.whyHard, words.necessity].filter(Boolean).join('／') },
    { term: '期日', description: `${dayText(view.dueOn)} ${leftText(view.dueOn, view.state)}` },
    { term: '書いた方・送った方', description: `${view.draftedBy}・${view.sentBy ?? 'まだ送っていません'}` },
  ]
  const letter = link === undefined ? [] : [{ term: 'お手紙の番号', description: linkText(link) }]
  return <DescriptionList items={[...items, ...letter]} />
}

function linkText(link: NonNullable<CooperationView['link']>): string {
  if (link.opened) return `${momentText(link.issuedAt)} に発行。開かれました`
  return link.usable ? `${momentText(link.expiresAt)} まで開けます` : '使えなくなりました。作り直せます'
}

function Steps({ view }: { view: CooperationView }) {
  const params = { id: view.id }
  const body = { version: view.version }
  const [letter, setLetter] = useState<SentCooperation['letter']>()
  const send = useSend(sendCooperation)
  const reissue = useSend(reissueCooperation)
  const withdraw = useSend(withdrawCooperation)
  const keep = { onSuccess: (sent: SentCooperation) => setLetter(sent.letter) }
  const may = (one: CooperationView['allowed'][number]) => view.allowed.includes(one)
  return (
    <>
      {letter !== undefined && <Letter letter={letter} />}
      {view.state === 'drafted' && view.ownDraft && (
        <p className="max-w-line">書いた方とは別の、主任か主管課の方が読んで送ります。</p>
      )}
      <SendProblem error={send.error ?? reissue.error ?? withdraw.error} />
      <ButtonRow>
        {may('send') && (
          <Button kind="primary" busy={send.isPending} onClick={() => send.mutate({ params, body }, keep)}>
            {view.way === 'letter' ? '送る（手紙と番号を作る）' : '送る'}
          </Button>
        )}
        {may('reissue') && (
          <Button busy={reissue.isPending} onClick={() => reissue.mutate({ params, body }, keep)}>
            手紙と番号を作り直す
          </Button>
        )}
        {may('withdraw') && (
          <Button busy={withdraw.isPending} onClick={() => withdraw.mutate({ params, body })}>
            取り下げる
          </Button>
        )}
      </ButtonRow>
    </>
  )
}

/** Shown this once: the number is kept nowhere. */
function Letter({ letter }: { letter: NonNullable<SentCooperation['letter']> }) {
  return (
    <NotificationBanner
      tone="success"
      live
      title={`お電話で伝える番号：${letter.number}`}
      actions={
        <Button kind="primary" onClick={() => savePdf(letter)}>
          手紙（PDF）を保存する
        </Button>
      }
    >
      番号は、この画面を離れると二度と出ません。手紙には書かず、先方の代表番号に電話して伝えます。
    </NotificationBanner>
  )
}

function Record({ view }: { view: CooperationView }) {
  const [state, setState] = useState<CooperationEnd>('answered')
  const [text, setText] = useState('')
  const [by, setBy] = useState('')
  const send = useSend(recordCooperation)
  const submit = () => send.mutate({ params: { id: view.id }, body: { version: view.version, state, text, by } })
  return (
    <Section title="電話・郵便・窓口で届いた回答を書き留める">
      <Form problems={send.error?.fields} onSubmit={submit} label="届いた回答">
        <RadioGroup
          label="どのお答えでしたか"
          name="state"
          value={state}
          onChange={setState}
          choices={cooperationEnds.map((value) => ({ value, label: COOPERATION_ENDS[value] }))}
        />
        <TextArea label="回答" name="text" required value={text} onChange={setText} />
        <TextField label="答えた方" name="by" required value={by} onChange={setBy} />
        <SendProblem error={send.error} />
        <ButtonRow>
          <Button type="submit" busy={send.isPending}>
            回答を残す
          </Button>
        </ButtonRow>
      </Form>
    </Section>
  )
}
