import { NotificationBanner } from '#ui/banner.tsx'
import { LinkButton } from '#ui/button.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi } from '#ui/use-api.ts'
import { getJudgement, type JudgementContent, type JudgementView } from '../judgement-contract.ts'
import { answersOf } from './judgement-answers.ts'
import { JudgementMoves } from './judgement-decide.tsx'
import { GateReasons, JudgementStateChip } from './judgement-words.tsx'
import { JudgementWriting } from './judgement-writing.tsx'

const back = { href: '/judgements', label: '判断の記録の一覧' } as const

/** One guided record: written step by step by who asks, read and decided by somebody else, signed where a third is due. */
export function JudgementPage({ params }: ScreenProps) {
  const reading = useApi(getJudgement, { params: { id: params.judgementId ?? '' } })
  return (
    <LoadedPage reading={reading} what="判断の記録" back={back}>
      {(view) => (
        <Page title={questionOf(view)} lead={leadOf(view)} back={back}>
          <Head view={view} />
          {view.content === undefined ? (
            <NotificationBanner tone="information" title="書かれた内容は、保存の期限が過ぎて消されています" />
          ) : view.allowed.includes('change') ? (
            <JudgementWriting key={view.id} view={view} content={view.content} />
          ) : (
            <Written view={view} content={view.content} />
          )}
        </Page>
      )}
    </LoadedPage>
  )
}

function questionOf({ allowed, state }: JudgementView): string {
  if (allowed.includes('change')) return '同意なしで渡してよいかを、順に確かめます'
  if (allowed.includes('refuse')) return '渡してよいかを、判断してください'
  if (allowed.includes('sign')) return 'この判断を、もう一人として確かめます'
  return state === 'asked' ? '判断を待っています' : '渡してよいかの判断の記録'
}

function leadOf({ allowed, ground }: JudgementView): string | undefined {
  if (!allowed.includes('change')) return undefined
  const danger = '命の危険があるときは、この記録を待たずに 119・110 と緊急の連絡ができます。'
  return ground === 'life-body-property' ? danger : '要ることだけを伺います。書いたものは自動で保存されます。'
}

function Head({ view }: { view: JudgementView }) {
  const { state, groundText, recipient, requestedBy } = view
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1">
      <JudgementStateChip state={state} />
      <span>根拠：{groundText}</span>
      <span>渡す相手：{recipient.name}</span>
      <span>書いた人：{requestedBy.name}</span>
    </div>
  )
}

function Written({ view, content }: { view: JudgementView; content: JudgementContent }) {
  const items = view.guide.map(({ part, question }) => ({
    term: question,
    description: answersOf(part, content).map((line) => (
      <p key={line} className="whitespace-pre-wrap">
        {line}
      </p>
    )),
  }))
  return (
    <>
      {view.refusedOn !== undefined && (
        <NotificationBanner tone="warning" title={`ご本人は${dayText(view.refusedOn)}に、同意しないと答えています`} />
      )}
      <Section title="書かれたこと">
        <DescriptionList items={items} />
      </Section>
      <Section title="きまりに照らすと">
        <Speaking view={view} />
      </Section>
      <JudgementMoves view={view} />
      <Decided view={view} />
    </>
  )
}

/** What the gate says besides the decision that is still to come. */
function Speaking({ view: { gate } }: { view: JudgementView }) {
  const because = gate.because.filter(({ code }) => code !== 'judgement-not-decided')
  if (because.length === 0) return <p>妨げになるきまりはありません。あとは、人の判断だけです。</p>
  return <GateReasons because={because} />
}

/** Who decided what, and what happens next. */
function Decided({ view }: { view: JudgementView }) {
  const { decidedBy, decidedAt, decisionReason, signedBy, secondReason, secondDueOn, state, about } = view
  if (decidedBy === undefined) return null
  const ready = state === 'permitted' || state === 'signed' || state === 'second-signature-due'
  return (
    <Section title="判断">
      <DescriptionList
        items={[
          { term: '判断した人', description: `${decidedBy.name}（${momentText(decidedAt ?? '')}）` },
          ...(decisionReason === undefined ? [] : [{ term: '理由', description: decisionReason }]),
          ...(secondDueOn === undefined || signedBy !== undefined
            ? []
            : [{ term: 'もう一人の確認', description: `${dayText(secondDueOn)}まで` }]),
          ...(signedBy === undefined ? [] : [{ term: '確かめた人', description: signedBy.name }]),
          ...(secondReason === undefined ? [] : [{ term: '確認の理由', description: secondReason }]),
        ]}
      />
      {ready && (
        <div>
          <LinkButton
            kind="primary"
            icon="send"
            href={about.kind === 'report' ? `/reports/${about.id}` : `/referrals/${about.id}`}
          >
            {about.kind === 'report' ? 'この判断で連絡を送る' : '通報の画面へ'}
          </LinkButton>
        </div>
      )}
    </Section>
  )
}
