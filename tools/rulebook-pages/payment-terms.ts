import { COMPANY_TERMS, NOTICE_DAYS } from '#arrears-screening/company-terms.ts'
import {
  ASSURANCES,
  INTEREST_CASES,
  isConfirmed,
  type PaymentTerms,
  type Sourced,
} from '#arrears-screening/payment-terms.ts'
import { listOf, type RulebookPage } from '../rulebook-page.ts'

const everyTerms: readonly PaymentTerms[] = Object.values(COMPANY_TERMS).flat()

const counted = {
  'meter-reading': '検針日',
  billing: '請求日',
} as const satisfies Record<PaymentTerms['countedFrom'], string>

function marked<Value>(sourced: Sourced<Value> | undefined, say: (value: Value) => string): string {
  return sourced === undefined ? '－（不明）' : `${say(sourced.value)}（${ASSURANCES[sourced.assurance]}）`
}

function interestText({ perDay, graceDays }: NonNullable<PaymentTerms['interest']>['value']): string {
  const rate = `1日あたり ${perDay.numerator.toLocaleString('en')}／${perDay.denominator.toLocaleString('en')}`
  return graceDays === 0 ? rate : `${rate}、期限の翌日から${graceDays}日以内はなし`
}

export const paymentTermsPage: RulebookPage = {
  file: 'payment-terms.md',
  title: '支払期限と供給停止の日',
  intro:
    '期限は、検針日（または請求日）の翌日から数えた30日目です。休日に当たるときは、その直後の休日でない日に動きます。停止できる日は、決まった日数が過ぎた翌日からです。確認できていない値は、そう書いてあります。使う前に、会社の約款で確かめて直せます。',
  sections: [
    {
      heading: '会社ごとの日数',
      columns: ['会社', 'いつから', '数え始め', '支払期限', '停止できるまで', '延滞利息', 'すべて確認済みか'],
      rows: everyTerms.map((terms) => [
        terms.company,
        terms.validFrom,
        `${counted[terms.countedFrom]}の翌日`,
        marked(terms.dueDay, (days) => `${days}日目`),
        marked(terms.stopAfterDays, (days) => `${days}日経過`),
        marked(terms.interest, interestText),
        isConfirmed(terms) ? 'はい' : 'いいえ',
      ]),
    },
    {
      heading: '値の出どころ',
      columns: ['会社', '支払期限', '休日', '停止', '利息'],
      rows: everyTerms.map(({ company, dueDay, closure, stopAfterDays, interest }) => [
        company,
        ...[dueDay, closure, stopAfterDays, interest].map((value) => value?.source ?? '－'),
      ]),
    },
    { heading: '延滞利息がかかる場合とかからない場合', ...listOf('場合', INTEREST_CASES) },
    {
      heading: 'そのほかの予告の日',
      intro: 'これらは目安として示すだけで、停止の日の計算には使いません。',
      columns: ['何の予告か', 'いつ', '確かさ', '出どころ'],
      rows: NOTICE_DAYS.map(({ what, days, assurance, source }) => [what, days, ASSURANCES[assurance], source]),
    },
  ],
}
