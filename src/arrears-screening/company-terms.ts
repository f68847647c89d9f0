import { calendarDate } from '#kernel/calendar-date.ts'
import type { Closure, LateInterest, PaymentTerms, Sourced } from './payment-terms.ts'

/**
 * What the companies publish, as data: a correction is an edit of this table. Each value says whether it was confirmed;
 * what sources contradict or keep silent about is absent, and asking for it is refused with a sentence.
 * Since when a version holds was not published either: the first of April of the year in which it was read.
 */

/** Saturday, Sunday, national holidays and 31 December to 3 January: the days banks are closed (Banking Act order). */
export const BANK_CLOSURE: Closure = {
  saturday: true,
  sunday: true,
  nationalHolidays: true,
  yearEnd: { from: '12-31', until: '01-03' },
}

const closure: Sourced<Closure> = {
  value: BANK_CLOSURE,
  assurance: 'assumed',
  source: '「休日なら直後の休日でない日」までは確認。どの日を休日とするかは約款の本文で未確認（銀行の休業日と仮定）',
}
const thirtiethDay = (assurance: Sourced<number>['assurance'], source: string): Sourced<number> => ({
  value: 30,
  assurance,
  source,
})
const tenPercentAYear: LateInterest = { perDay: { numerator: 10, denominator: 100 * 365 }, graceDays: 0 }
const gasStops = '都市ガス各社の日数をまとめた個人サイト'
const stopAfter = (value: number): Sourced<number> => ({ value, assurance: 'secondary', source: gasStops })

/** A gas company of which only the days before a stop are told, and only by others. */
const gas = (company: string, days: number): PaymentTerms => ({
  company,
  supplies: ['gas'],
  validFrom: calendarDate('2025-04-01'),
  countedFrom: 'meter-reading',
  dueDay: thirtiethDay('assumed', '東京ガスと同じと仮定'),
  closure,
  stopAfterDays: stopAfter(days),
  interest: undefined,
})

const tokyoGas = {
  company: '東京ガス',
  validFrom: calendarDate('2025-04-01'),
  dueDay: thirtiethDay('confirmed', 'home.tokyo-gas.co.jp/gas/ryokin/entai.html'),
  closure,
  stopAfterDays: { value: 50, assurance: 'confirmed', source: 'home.tokyo-gas.co.jp/gas/ryokin/entai.html' },
  interest: {
    value: { perDay: { numerator: 274, denominator: 1_000_000 }, graceDays: 10 },
    assurance: 'confirmed',
    source: 'home.tokyo-gas.co.jp/gas/ryokin/entai.html（1日0.0274%、期限の翌日から10日以内は利息なし）',
  },
} as const satisfies Omit<PaymentTerms, 'supplies' | 'countedFrom'>

/** Terms by code; a company's versions stand in one list, so that a change of its terms is one more entry. */
export const COMPANY_TERMS = {
  'tokyo-gas': [{ ...tokyoGas, supplies: ['gas'], countedFrom: 'meter-reading' }],
  'tokyo-gas-electricity': [
    { ...tokyoGas, company: '東京ガス（電気）', supplies: ['electricity'], countedFrom: 'billing' },
  ],
  'osaka-gas': [gas('大阪ガス', 50)],
  'keiyo-gas': [gas('京葉ガス', 50)],
  'saibu-gas': [gas('西部ガス', 50)],
  'toho-gas': [gas('東邦ガス', 66)],
  'tokai-gas': [gas('東海ガス', 50)],
  'hokkaido-gas': [gas('北海道ガス', 56)],
  'hiroshima-gas': [gas('広島ガス', 70)],
  'tepco-energy-partner': [
    {
      company: '東京電力エナジーパートナー',
      supplies: ['electricity'],
      validFrom: calendarDate('2025-04-01'),
      countedFrom: 'meter-reading',
      dueDay: thirtiethDay('secondary', '参議院質問主意書180-99ほか'),
      closure,
      stopAfterDays: { value: 50, assurance: 'secondary', source: '期限からさらに20日（法律事務所の解説）' },
      interest: { value: tenPercentAYear, assurance: 'secondary', source: '年10%（同上）' },
    },
  ],
  'kyushu-electric': [
    {
      company: '九州電力',
      supplies: ['electricity'],
      validFrom: calendarDate('2024-04-01'),
      countedFrom: 'meter-reading',
      dueDay: thirtiethDay(
        'secondary',
        'マイナビ 2016-04-22。電気供給条件［低圧］2024-04-01の目次に規定あり、本文は未確認',
      ),
      closure,
      stopAfterDays: undefined,
      interest: { value: tenPercentAYear, assurance: 'secondary', source: 'マイナビ 2016-04-22（年10%）' },
    },
  ],
  'tohoku-electric-business': [
    {
      company: '東北電力（法人）',
      supplies: ['electricity'],
      validFrom: calendarDate('2025-04-01'),
      countedFrom: 'meter-reading',
      dueDay: thirtiethDay('confirmed', '東北電力の公表資料（法人向け）'),
      closure,
      stopAfterDays: undefined,
      interest: { value: tenPercentAYear, assurance: 'confirmed', source: '東北電力の公表資料（法人向け、年10%）' },
    },
  ],
} as const satisfies Record<string, readonly PaymentTerms[]>
export type CompanyTermsCode = keyof typeof COMPANY_TERMS

/** The other days that terms or guidelines name; shown beside a stop date, never computed into one. */
export const NOTICE_DAYS = [
  {
    what: '小売の契約を解除する予告',
    days: '解除の日の15日ほど前まで',
    assurance: 'confirmed',
    source: '電力の小売営業に関する指針',
  },
  {
    what: '送配電会社への停止の連絡',
    days: '停止の5日ほど前',
    assurance: 'assumed',
    source: '確かめた資料なし',
  },
  {
    what: '口座振替の再振替（東京電力エナジーパートナー）',
    days: '期限の約10日あと',
    assurance: 'secondary',
    source: '参議院質問主意書180-99ほか',
  },
  {
    what: '停止前の通知に書かれる支払いの締切（東京電力エナジーパートナー）',
    days: '停止の前営業日15時の例',
    assurance: 'secondary',
    source: '法律事務所の解説',
  },
  {
    what: '停止前に払っても止まることがある期間',
    days: '入金の確認は翌営業日より後',
    assurance: 'secondary',
    source: '公表されていない運用。利用者の報告',
  },
] as const
