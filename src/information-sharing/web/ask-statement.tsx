import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { momentText } from '#ui/day-text.ts'
import { Form } from '#ui/form.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { askStatement, listStatementRequests, type StatementMatter } from '../statement/statement-contract.ts'
import {
  decidePapers,
  IDENTITY_PAPERS,
  type IdentityPaper,
  identityPapers,
  PAPERS_ASKED,
  REPRESENTATIVE_PAPERS,
  REQUESTERS,
  type RepresentativePaper,
  type Requester,
  requesters,
} from '../statement-request-words.ts'

type Draft = {
  readonly id: string
  readonly referralIds: readonly string[]
  readonly askedBy: Requester
  readonly identity: readonly IdentityPaper[]
  readonly papers: readonly RepresentativePaper[]
  readonly language: 'ja' | 'ja-easy'
  readonly delivery: 'handed' | 'posted'
  readonly askedOn: string
  readonly formalNumber: string
}
const begin = ({ referrals }: StatementMatter): Draft => ({
  id: newRequestKey(),
  referralIds: referrals.map(({ id }) => id),
  askedBy: 'self',
  identity: [],
  papers: [],
  language: 'ja',
  delivery: 'handed',
  askedOn: todayInJapan(new Date()),
  formalNumber: '',
})

/** Takes a request: who asks, how they were recognised, which papers were seen. */
export function AskStatement({ matter }: { matter: StatementMatter }) {
  const [draft, setDraft] = useState(() => begin(matter))
  const [problems, setProblems] = useState<readonly { path: string; message: string }[]>([])
  const send = useSend(askStatement, { makesStale: [listStatementRequests] })
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  function ask() {
    const asked = problemsOf(draft)
    setProblems(asked)
    const askedOn = readDate(draft.askedOn)
    if (asked.length > 0 || askedOn === undefined) return
    send.mutate({ body: bodyOf(matter, draft, askedOn) }, { onSuccess: () => setDraft(begin(matter)) })
  }
  const answer = send.data?.answer
  return (
    <Form label="お求めを受け付ける" problems={problems.length > 0 ? problems : send.error?.fields} onSubmit={ask}>
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      {send.data !== undefined && (
        <NotificationBanner tone="success" live title="お求めを受け付けました">
          {answer !== undefined && <p>代理の方には、次のようにお伝えします。「{answer}」</p>}
        </NotificationBanner>
      )}
      <Who draft={draft} change={change} />
      <Seen draft={draft} change={change} />
      {matter.referrals.length > 1 && (
        <ChipGroup
          many
          label="どの連絡について"
          name="referralIds"
          size="small"
          choices={matter.referrals.map(({ id, company, sentAt }) => ({
            value: id,
            label: `${company}（${momentText(sentAt)}）`,
          }))}
          value={draft.referralIds}
          onChange={(referralIds) => change({ referralIds })}
        />
      )}
      <How draft={draft} change={change} />
      <Button type="submit" busy={send.isPending}>
        お求めを受け付ける
      </Button>
    </Form>
  )
}

function bodyOf({ caseId }: StatementMatter, draft: Draft, askedOn: NonNullable<ReturnType<typeof readDate>>) {
  const formal = draft.formalNumber.trim()
  return {
    id: draft.id,
    ...(caseId === null ? {} : { caseId }),
    referralIds: [...draft.referralIds],
    askedBy: draft.askedBy,
    identity: [...draft.identity],
    papers: draft.askedBy === 'self' ? [] : [...draft.papers],
    language: draft.language,
    delivery: draft.delivery,
    askedOn,
    ...(formal === '' ? {} : { formalNumber: formal }),
  }
}

function problemsOf(draft: Draft) {
  const papers = decidePapers(draft.askedBy, draft)
  return [
    ...(papers.ok
      ? []
      : [
          { path: papers.refusal.code === 'identity-missing' ? 'identity' : 'papers', message: papers.refusal.because },
        ]),
    ...(draft.referralIds.length > 0
      ? []
      : [{ path: 'referralIds', message: 'どの連絡についてのお求めかを選んでください。' }]),
    ...(readDate(draft.askedOn)
      ? []
      : [{ path: 'askedOn', message: 'お求めの日を日付として読めません。例：2026年11月22日' }]),
  ]
}

type Part = { draft: Draft; change: (part: Partial<Draft>) => void }

function Who({ draft, change }: Part) {
  return (
    <ChipGroup
      label="どなたのお求めですか"
      name="askedBy"
      hint={
        draft.askedBy === 'self'
          ? undefined
          : '代理の方のお求めは、どなたについても市区町村の責任者が確かめます。この場ではお答えしません。'
      }
      choices={requesters.map((value) => ({ value, label: REQUESTERS[value] }))}
      value={draft.askedBy}
      onChange={(askedBy) => change({ askedBy, papers: [] })}
    />
  )
}

function Seen({ draft, change }: Part) {
  const asked = PAPERS_ASKED[draft.askedBy].flat()
  return (
    <>
      <ChipGroup
        many
        label="本人確認をした書類"
        name="identity"
        hint="お求めの方ご自身のものです。番号や写しは残しません。"
        size="small"
        choices={identityPapers.map((value) => ({ value, label: IDENTITY_PAPERS[value] }))}
        value={draft.identity}
        onChange={(identity) => change({ identity })}
      />
      {asked.length > 0 && (
        <ChipGroup
          many
          label="代理の方であることを確かめた書類"
          name="papers"
          size="small"
          choices={asked.map((value) => ({ value, label: REPRESENTATIVE_PAPERS[value] }))}
          value={draft.papers}
          onChange={(papers) => change({ papers })}
        />
      )}
    </>
  )
}

function How({ draft, change }: Part) {
  return (
    <>
      <ChipGroup
        label="お手紙のことば"
        name="language"
        size="small"
        choices={[
          { value: 'ja', label: '日本語' },
          { value: 'ja-easy', label: 'やさしい日本語' },
        ]}
        value={draft.language}
        onChange={(language) => change({ language })}
      />
      <ChipGroup
        label="お渡しのしかた"
        name="delivery"
        size="small"
        choices={[
          { value: 'handed', label: '手渡し' },
          { value: 'posted', label: '郵送' },
        ]}
        value={draft.delivery}
        onChange={(delivery) => change({ delivery })}
      />
      <DateField label="お求めの日" name="askedOn" value={draft.askedOn} onChange={(askedOn) => change({ askedOn })} />
      <TextField
        label="開示請求の受付番号"
        name="formalNumber"
        required={false}
        hint="保有個人情報の開示請求のときだけ。お手紙に職員の名前が載ります。"
        value={draft.formalNumber}
        onChange={(formalNumber) => change({ formalNumber })}
        size="middle"
      />
    </>
  )
}
