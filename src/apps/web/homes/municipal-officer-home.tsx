import { type AgreementView, listAgreements } from '#agreement/agreement-contract.ts'
import { addDays, isCalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { HandoutCallsSection } from '#letter/web/handout-calls.tsx'
import { listOwnWindows } from '#organization/own-windows-contract.ts'
import { ChipLabel } from '#ui/chip-label.tsx'
import { dayText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import { Page, Section, TwoColumns } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { LaterWeek } from './later-week.tsx'
import { MonthFiguresSection } from './month-figures.tsx'

/** The week of the officer in charge: agreements that need a step, windows to confirm, the figures of the month. */
export function MunicipalOfficerHome() {
  return (
    <Page
      title="今週、決めることは何ですか"
      lead="今週の会議、協定の更新、確かめる時期の窓口、今月の数字が並びます。"
      width="wide"
    >
      <TwoColumns
        main={
          <>
            <LaterWeek />
            <Agreements />
            <Windows />
            <Requests />
          </>
        }
        aside={
          <>
            <MonthFiguresSection />
            <HandoutCallsSection />
          </>
        }
      />
    </Page>
  )
}

/** What reaches the officer by news and has its own screens. */
function Requests() {
  return (
    <Section title="ご本人の権利にかかわること">
      <p>
        <Link href="/statement-requests">代理の方からの「だれに何が伝わったか」のお求め</Link>
      </p>
      <p>
        <Link href="/recalls">期日を過ぎた、同意の取り消しのあとの確かめ</Link>
      </p>
      <p>
        <Link href="/complaint-desks">苦情の申出先</Link>
      </p>
    </Section>
  )
}

/** Days ahead in which an ending is news: the other side needs time for its own decision. */
const renewalDays = 60

type Due = { agreement: AgreementView; word: string; icon: 'edit' | 'clock' | 'calendar' }

/** Agreements that wait for somebody's step, the nearest ending first. */
function dueOf(agreements: readonly AgreementView[]): readonly Due[] {
  const today = todayInJapan(new Date())
  const limit = addDays(today, renewalDays)
  const ending = agreements
    .filter(({ state, validUntil }) => state === 'in-force' && validUntil !== null && validUntil <= limit)
    .toSorted((one, other) => (one.validUntil ?? '').localeCompare(other.validUntil ?? ''))
    .map((agreement) => ({ agreement, word: endingText(agreement.validUntil, today), icon: 'calendar' }) as const)
  const of = (state: AgreementView['state']) => agreements.filter((one) => one.state === state)
  return [
    ...ending,
    ...of('agreed').map((agreement) => ({ agreement, word: '有効にするのを待っています', icon: 'clock' }) as const),
    ...of('drafted').map((agreement) => ({ agreement, word: draftText(agreement), icon: 'edit' }) as const),
  ]
}

function endingText(validUntil: string | null, today: string): string {
  if (validUntil === null || !isCalendarDate(validUntil)) return ''
  return validUntil < today ? `${dayText(validUntil)}に期間が終わりました` : `${dayText(validUntil)}に期間が終わります`
}

function draftText({ parties }: AgreementView): string {
  const waiting = parties.filter(({ agreedOn }) => agreedOn === null).length
  return waiting === 0 ? '全員の合意がそろいました' : `合意を待っている相手：${waiting}者`
}

function Agreements() {
  const reading = useApi(listAgreements, {})
  return (
    <Section title="手を付ける協定" aside={<Link href="/agreements">協定の一覧</Link>}>
      <Loaded reading={reading}>
        {({ agreements }) => {
          const due = dueOf(agreements)
          return due.length === 0 ? (
            <EmptyState title="待っている協定はありません" icon="check">
              {renewalDays}日以内に終わる協定や、作成中の案があると、ここに並びます。
            </EmptyState>
          ) : (
            <ul className="flex flex-col gap-3">
              {due.map(({ agreement: { id, title }, word, icon }) => (
                <li key={id} className="flex flex-col items-start gap-1 rounded-12 border-1 border-solid-gray-420 p-4">
                  <Link href={`/agreements/${id}`} className="inline-flex min-h-11 items-center font-bold">
                    {title}
                  </Link>
                  <ChipLabel tone="yellow" icon={icon}>
                    {word}
                  </ChipLabel>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Section>
  )
}

function Windows() {
  const reading = useApi(listOwnWindows, {})
  return (
    <Section title="確かめる時期の窓口" aside={<Link href="/windows">窓口の一覧</Link>}>
      <Loaded reading={reading}>
        {({ windows }) => {
          const stale = windows.filter(({ freshness }) => freshness.kind !== 'fresh')
          return stale.length === 0 ? (
            <EmptyState title="どの窓口も、半年以内に確かめてあります" icon="check">
              半年たつと、ここに並びます。
            </EmptyState>
          ) : (
            <ul className="flex flex-col gap-3">
              {stale.map(({ id, name, confirmedOn }) => (
                <li key={id} className="flex flex-col items-start gap-1 rounded-12 border-1 border-solid-gray-420 p-4">
                  <Link href="/windows" className="inline-flex min-h-11 items-center font-bold">
                    {name}
                  </Link>
                  <ChipLabel tone="yellow" icon="clock">
                    {confirmedOn === undefined ? 'まだ確かめていません' : `最後に確かめた日：${dayText(confirmedOn)}`}
                  </ChipLabel>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Section>
  )
}
