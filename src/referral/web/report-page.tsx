import { useState } from 'react'
import { type JudgementRow, listJudgements } from '#information-sharing/judgement-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { Link } from '#ui/link.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page, Section, TwoColumns } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi } from '#ui/use-api.ts'
import { getReport, type ReportView } from '../report-contract.ts'
import { REPORT_KINDS, URGENCIES } from '../report-form.ts'
import { ConsentFacts, ReportFacts } from './report-facts.tsx'
import { reportTitle } from './report-rows.tsx'
import { SendPanel } from './report-send.tsx'
import { type Sent, useSending } from './report-sending.ts'
import { ReportSent } from './report-sent.tsx'
import { MarkOfReport, ReportState, StopDay, ToldWords } from './report-state.tsx'
import { momentText, shortNumber } from './report-text.ts'
import { UpdateForm, UpdateList } from './report-update.tsx'
import { ConsentWithdrawn, ReviewDanger, WithdrawConsent, WithdrawReport } from './report-withdraw.tsx'

const back = { href: '/reports', label: '連絡の一覧' } as const

/** One report of the company: what it says, what may leave, what came back, what can be corrected. */
export function ReportPage({ params }: ScreenProps) {
  const reading = useApi(getReport, { params: { id: params.reportId ?? '' } })
  const [sent, setSent] = useState<Sent | undefined>(undefined)
  const [stays, setStays] = useState<readonly string[] | undefined>(undefined)
  function onSent(receipt: Sent) {
    setSent(receipt)
    void reading.refetch()
  }
  function onWithdrawn(kept: readonly string[]) {
    setStays(kept)
    void reading.refetch()
  }
  return (
    <LoadedPage reading={reading} what="連絡" back={back}>
      {(view) => (
        <Page title={questionOf(view)} width="wide" back={back}>
          <Head view={view} />
          {sent !== undefined && (
            <ReportSent
              sent={sent}
              actions={
                <LinkButton kind="primary" href="/" icon="home">
                  ホームへ戻る
                </LinkButton>
              }
            />
          )}
          {sent === undefined && view.allowed.includes('send') && (
            <SendStored key={view.version} view={view} onSent={onSent} onReload={() => void reading.refetch()} />
          )}
          {stays !== undefined && <ConsentWithdrawn stays={stays} />}
          <TwoColumns main={<Content view={view} />} aside={<Course view={view} onWithdrawn={onWithdrawn} />} />
        </Page>
      )}
    </LoadedPage>
  )
}

function questionOf({ state, allowed }: ReportView): string {
  if (state === 'withdrawn') return '取り下げた連絡'
  if (state === 'sent') return 'この連絡は、いまどこまで進みましたか'
  return allowed.includes('send') ? 'この連絡を、相談窓口に送りますか' : '渡した連絡'
}

/** Stays in sight while scrolling: who, which number, where it stands. */
function Head({ view }: { view: ReportView }) {
  return (
    <div className="sticky top-0 z-10 flex flex-wrap items-center gap-x-5 gap-y-1 border-b-1 border-solid-gray-420 bg-white py-2">
      <strong>{reportTitle(view)}</strong>
      {view.report?.reading !== undefined && <span>{view.report.reading}</span>}
      <span className="figures">社内番号 {shortNumber(view.id)}</span>
      {view.receiptNumber !== undefined && <span className="figures">受付番号 {view.receiptNumber}</span>}
      <ReportState report={view} />
      <MarkOfReport report={view} />
      {view.kind !== 'danger' && <StopDay report={view} />}
    </div>
  )
}

const carrying = ['permitted', 'second-signature-due', 'signed'] as const

/** A recorded judgement on which this report may go without consent; the gate decides again. */
function useJudgementOf(reportId: string): JudgementRow | undefined {
  const reading = useApi(listJudgements, { query: { show: 'all', reportId } })
  return reading.data?.judgements.find(({ state }) => carrying.some((one) => one === state))
}

type SendStoredProps = { view: ReportView; onSent: (sent: Sent) => void; onReload: () => void }

function SendStored({ view, onSent, onReload }: SendStoredProps) {
  const sending = useSending(onSent)
  const { report, id, version, consentState } = view
  const judgement = useJudgementOf(id)
  if (report === undefined) return null
  const conflict = sending.submit.error?.isConflict === true
  return (
    <Section title="相談窓口に送る">
      {judgement !== undefined && (
        <NotificationBanner tone="success" title={`「${judgement.groundText}」で渡してよいと判断されています`}>
          <Link href={`/judgements/${judgement.id}`}>判断の記録を見る</Link>
        </NotificationBanner>
      )}
      {consentState !== 'given' && judgement === undefined && (
        <NotificationBanner
          tone="information"
          title="ご本人の同意がまだありません"
          actions={<LinkButton href={`/reports/${id}/edit`}>同意を伺って書き込む</LinkButton>}
        >
          送る内容を確かめると、いま何ができるかがわかります。
        </NotificationBanner>
      )}
      <SendPanel sending={sending} body={{ id, version, report, judgementId: judgement?.id }} stored />
      {conflict && (
        <div>
          <Button onClick={onReload}>いま保存されている内容を読み直す</Button>
        </div>
      )}
    </Section>
  )
}

function Content({ view }: { view: ReportView }) {
  return (
    <>
      <Section
        title="内容"
        aside={
          view.allowed.includes('save') ? (
            <LinkButton icon="edit" href={`/reports/${view.id}/edit`}>
              内容を書き直す
            </LinkButton>
          ) : undefined
        }
      >
        <p className="text-solid-gray-700">
          {REPORT_KINDS[view.kind]}　急ぎの度合い：{URGENCIES[view.urgency]}　書いた人：{view.writtenBy.name}（
          {momentText(view.updatedAt)}）
        </p>
        <ReportFacts view={view} />
      </Section>
      {view.kind !== 'danger' && (
        <Section title="ご本人の同意">
          <ConsentFacts view={view} />
        </Section>
      )}
    </>
  )
}

type CourseProps = { view: ReportView; onWithdrawn: (stays: readonly string[]) => void }

function Course({ view, onWithdrawn }: CourseProps) {
  const { allowed, consent, state } = view
  return (
    <>
      {state !== 'draft' && (
        <Section title="相談窓口からの返事">
          <ToldWords told={view.told} />
          <p className="text-solid-gray-700">相談の中身や結果は、会社には戻りません。</p>
          {state === 'sent' && view.kind !== 'danger' && (
            <LinkButton kind="tertiary" href={`/spoken?report=${view.id}`}>
              窓口に口頭で伝えたことを記録する
            </LinkButton>
          )}
        </Section>
      )}
      {view.withdrawnBecause !== undefined && (
        <NotificationBanner tone="information" title="この連絡は取り下げられています">
          {view.withdrawnBecause}
        </NotificationBanner>
      )}
      {allowed.includes('review-danger') && (
        <Section title="緊急の連絡の見直し">
          <ReviewDanger reportId={view.id} />
        </Section>
      )}
      {state !== 'draft' && view.kind !== 'danger' && (
        <Section title="送ったあとに変わったこと">
          <UpdateList updates={view.updates} />
          {allowed.includes('update') && <UpdateForm id={view.id} />}
        </Section>
      )}
      {(allowed.includes('withdraw') || allowed.includes('withdraw-consent')) && (
        <Section title="取り消す・取り下げる">
          <ButtonRow>
            {allowed.includes('withdraw-consent') && consent !== undefined && (
              <WithdrawConsent consentId={consent.id} onWithdrawn={onWithdrawn} />
            )}
            {allowed.includes('withdraw') && <WithdrawReport view={view} />}
          </ButtonRow>
        </Section>
      )}
    </>
  )
}
