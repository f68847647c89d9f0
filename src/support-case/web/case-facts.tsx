import { LEDGER_GROUNDS } from '#information-sharing/sharing-contract.ts'
import { DATA_CATEGORIES, FEEDBACK_LEVELS, FEEDBACK_WORDS } from '#referral/referral-words-contract.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Link } from '#ui/link.tsx'
import { Section } from '#ui/page.tsx'
import type { CaseView } from '../support-case-contract.ts'
import { dayText, instantText } from './case-words.ts'
import { HouseholdPanel } from './household-panel.tsx'
import { PeoplePanel } from './people-panel.tsx'
import { ProtectionPanel } from './protection-panel.tsx'
import { SafeContactPanel } from './safe-contact-panel.tsx'

/** What is known, who works on it, and what passed between organisations. */
export function CaseFacts({ view }: { view: CaseView }) {
  return (
    <>
      <HouseholdPanel view={view} />
      <SafeContactPanel view={view} />
      <PeoplePanel view={view} />
      <Reports view={view} />
      <Disclosure summary={`だれに何が伝わったか（${view.sharings.length}件）`}>
        <Sharings view={view} />
        <p>
          <Link href={`/statement-requests?case=${view.id}`}>ご本人にお手紙でお知らせする（だれが見たかを含む）</Link>
        </p>
        <p>
          <Link href="/recalls">同意の取り消しのあと、写しやメモをどうしたか</Link>
        </p>
      </Disclosure>
      <ProtectionPanel view={view} />
    </>
  )
}

function Reports({ view }: { view: CaseView }) {
  return (
    <Section title="届いた通報と、会社に知らせたこと">
      <ul className="flex flex-col gap-3">
        {view.referrals.map((one) => (
          <li key={one.id} className="border-l-4 border-solid-gray-420 pl-3">
            <p>
              <Link href={`/referrals/${one.id}`}>
                {one.reporter.name}から {instantText(one.sentAt)}
              </Link>
            </p>
            <p>
              知らせたこと：
              {one.told.length === 0
                ? 'まだありません'
                : one.told.map(({ word }) => `「${FEEDBACK_WORDS[word]}」`).join('')}
            </p>
            <p className="text-[0.875rem] leading-[1.7] text-solid-gray-700">
              知らせてよい範囲：{FEEDBACK_LEVELS[one.level]}
              {one.recalled ? '。届いた内容は、同意の取り消しか期限のため、もう開けません。' : ''}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const PURPOSES = {
  consultation: '相談と支援のため',
  feedback: '進み具合の返事',
  redirect: '窓口どうしの引き継ぎ',
} as const
const words: Readonly<Record<string, string>> = FEEDBACK_WORDS

function Sharings({ view }: { view: CaseView }) {
  return (
    <ol className="flex flex-col gap-3">
      {view.sharings.map((one) => (
        <li key={one.id}>
          <p className="text-[0.875rem] text-solid-gray-700 figures">{instantText(one.at)}</p>
          <p>
            {one.provider} → {one.recipient}：
            {one.word === undefined
              ? one.categories.map((name) => (name === 'feedback' ? '返事' : DATA_CATEGORIES[name])).join('、')
              : `「${words[one.word] ?? one.word}」`}
          </p>
          <p className="text-[0.875rem] leading-[1.7] text-solid-gray-700">
            {PURPOSES[one.purpose]}・根拠：{LEDGER_GROUNDS[one.ground]}
            {one.until === undefined ? '' : `・${dayText(one.until)}まで`}
          </p>
        </li>
      ))}
    </ol>
  )
}
