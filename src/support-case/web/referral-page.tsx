import { LEDGER_GROUNDS } from '#information-sharing/sharing-contract.ts'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { getReferral, type ReferralView } from '#referral/referral-contract.ts'
import {
  DATA_CATEGORIES,
  REFERRAL_STATES,
  REPORT_KINDS,
  SUPPLY_KINDS,
  URGENCIES,
} from '#referral/referral-words-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { DescriptionList } from '#ui/description-list.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page, Section, TwoColumns } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { StepNavigation } from '#ui/step-navigation.tsx'
import { useApi } from '#ui/use-api.ts'
import { dayText, instantText, stopTone, stopWords, whoText } from './case-words.ts'
import { Acknowledge } from './referral-acknowledge.tsx'
import { OtherWays } from './referral-other-ways.tsx'
import { ReportMark } from './referral-protection.tsx'
import { SameHousehold } from './same-household-panel.tsx'

const back = { href: '/', label: '届いた通報に戻る' } as const

/** One report that reached the agency: read it, say so, look whether the household is known, begin. */
export function ReferralPage({ params }: ScreenProps) {
  const id = params.referralId ?? ''
  const reading = useApi(getReferral, { params: { id } })
  return (
    <LoadedPage reading={reading} what="通報" back={back}>
      {(referral) => (
        <Page title={whoText(referral.name)} lead={<Lead referral={referral} />} back={back} width="wide">
          <ReportMark referral={referral} />
          <Steps referral={referral} />
          <TwoColumns
            main={<Received referral={referral} />}
            aside={
              <>
                <NextAction key={referral.state} referral={referral} />
                <OtherWays referral={referral} />
              </>
            }
          />
        </Page>
      )}
    </LoadedPage>
  )
}

function Lead({ referral }: { referral: ReferralView }) {
  const { reading, kind, reporter, sentAt, supplyKind, urgency } = referral
  return (
    <div className="flex flex-col gap-2">
      {reading !== undefined && <p className="text-solid-gray-700">{reading}</p>}
      <div className="flex flex-wrap gap-2">
        {kind === 'danger' && (
          <ChipLabel icon="alert" tone="red">
            命の危険
          </ChipLabel>
        )}
        <ChipLabel icon="bolt" tone={stopTone(referral)}>
          {`${supplyKind === undefined ? '' : `${SUPPLY_KINDS[supplyKind]} `}${stopWords(referral)}`}
        </ChipLabel>
        <ChipLabel icon="clock">{`急ぎ方：${URGENCIES[urgency]}`}</ChipLabel>
        <ChipLabel icon="info">{REFERRAL_STATES[referral.state]}</ChipLabel>
      </div>
      <p>
        {reporter.name}から、{instantText(sentAt)}に届きました（{REPORT_KINDS[kind]}）。
      </p>
    </div>
  )
}

const steps = ['受け取りを知らせる', '同じ世帯か確かめる', '支援を始める']

function Steps({ referral: { state } }: { referral: ReferralView }) {
  if (state === 'sent') return <StepNavigation steps={steps} current={0} label="受け取ってから始めるまで" />
  if (state === 'acknowledged') return <StepNavigation steps={steps} current={1} label="受け取ってから始めるまで" />
  return null
}

function NextAction({ referral }: { referral: ReferralView }) {
  const { state, caseId, caseNumber, allowed } = referral
  if (state === 'sent' && allowed.includes('acknowledge')) return <Acknowledge referral={referral} />
  if (state === 'acknowledged' && allowed.includes('accept')) return <SameHousehold referral={referral} />
  if (caseId !== undefined) {
    return (
      <NotificationBanner
        tone="information"
        title={`ケース ${caseNumber ?? ''} で支援しています`}
        actions={<LinkButton href={`/cases/${caseId}`}>ケースを開く</LinkButton>}
      />
    )
  }
  const told = referral.feedback.told.length === 0 ? '会社には何も知らせていません。' : ''
  return (
    <NotificationBanner tone="information" title={`この通報は「${REFERRAL_STATES[state]}」です`}>
      {told || undefined}
    </NotificationBanner>
  )
}

function Received({ referral }: { referral: ReferralView }) {
  const { parts, recalled, ground, until, updates } = referral
  return (
    <>
      {recalled ? (
        <NotificationBanner tone="information" title="届いた内容は、もう見られません">
          ご本人が同意を取り消されたか、同意の期限が過ぎています。ケースにしたあとの記録は、ケースに残っています。
        </NotificationBanner>
      ) : (
        <Section title="届いた内容">
          {parts.map(({ category, lines }) => (
            <section key={category} aria-label={DATA_CATEGORIES[category]}>
              <DescriptionList items={lines.map(({ label, value }) => ({ term: label, description: value }))} />
            </section>
          ))}
          <p className="text-solid-gray-700">{groundSentence(ground, until)}</p>
        </Section>
      )}
      {updates.length > 0 && (
        <Section title="届いたあとに変わったこと">
          <ul className="flex flex-col gap-3">
            {updates.map((update) => (
              <li key={update.id} className="border-l-4 border-blue-900 pl-4">
                <p className="text-[0.875rem] text-solid-gray-700 figures">{instantText(update.at)}</p>
                <p className="font-bold">
                  {UPDATE_WORDS[update.field]}：{valueText(update.oldValue)} → {valueText(update.newValue)}
                </p>
                <p>{update.reason}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

/** Yen travel as digits, days as dates. */
function valueText(value: string | undefined): string {
  if (value === undefined) return 'なし'
  if (/^\d+$/.test(value)) return `${Number(value).toLocaleString('ja-JP')}円`
  return isCalendarDate(value) ? dayText(value) : value
}

const UPDATE_WORDS = {
  arrears: '未払いの金額',
  paid: '入金',
  'stop-on': '停止予定日',
  'stopped-on': '停止した日',
  'restored-on': '復旧した日',
} as const

function groundSentence(ground: ReferralView['ground'], until: string | undefined): string {
  if (ground === 'immediate-danger')
    return '命の危険があるため、同意を待たずに届きました（個人情報保護法 第27条第1項第2号）。'
  if (ground === 'receipt') return '受け取りの記録です。'
  const end = until === undefined ? '' : `${dayText(until)}まで見られます。`
  if (ground === 'consent') return `ご本人の同意にもとづいて届きました。${end}`
  return `ご本人の同意はまだありません。「${LEDGER_GROUNDS[ground]}」を根拠に、会社が判断して届けました。${end}`
}
