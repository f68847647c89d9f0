import { describe, expect, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import { yen } from '#kernel/yen.ts'
import type { Account } from './account.ts'
import type { Condition } from './condition.ts'
import { nobody } from './condition-trials.ts'
import { describeCondition } from './condition-words.ts'
import { explain, explainMatch, reasonsOf } from './explain.ts'

const runOn = calendarDate('2026-03-31')
const account: Account = {
  ...nobody.account,
  monthsInArrears: 3,
  unpaidYen: yen(24_800),
  noticeStage: 'stop-notice',
  stopOn: calendarDate('2026-04-05'),
  oldestDueOn: calendarDate('2026-01-30'),
  infant: false,
}

const said: readonly (readonly [Condition, sentence: string, because: string])[] = [
  [
    { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 2 },
    '未払いの月数が2か月以上、というご契約です。',
    '未払いの月数は3か月で、条件（2か月以上）に当てはまります。',
  ],
  [
    { kind: 'number', fact: 'unpaidYen', is: 'more-than', value: 30_000 },
    '未払いの金額が30,000円を超える、というご契約です。',
    '未払いの金額は24,800円で、条件（30,000円を超える）に当てはまりません。',
  ],
  [
    { kind: 'stage-at-least', stage: 'reminder' },
    'お知らせの段階が「督促」か、それより先、というご契約です。',
    'お知らせの段階は「停止の予告」で、条件（「督促」か、それより先）に当てはまります。',
  ],
  [
    { kind: 'days-until', fact: 'stopOn', is: 'at-most', days: 7 },
    '停止の予定日が基準日の7日後か、それより前、というご契約です。',
    '停止の予定日は2026年4月5日（基準日の5日後）で、条件（基準日の7日後か、それより前）に当てはまります。',
  ],
  [
    { kind: 'days-since', fact: 'oldestDueOn', is: 'at-least', days: 60 },
    'いちばん古い支払期日が基準日の60日前か、それより前、というご契約です。',
    'いちばん古い支払期日は2026年1月30日（基準日の60日前）で、条件（基準日の60日前か、それより前）に当てはまります。',
  ],
  [
    { kind: 'season', from: '11-01', to: '03-31' },
    '基準日が11月1日から翌年の3月31日まで、というご契約です。',
    '基準日は2026年3月31日で、条件（11月1日から翌年の3月31日まで）に当てはまります。',
  ],
  [
    { kind: 'flag', fact: 'infant', is: true },
    '乳幼児のいる世帯である、というご契約です。',
    '乳幼児のいる世帯ではないので、当てはまりません。',
  ],
  [
    { kind: 'one-of', fact: 'supply', values: ['electricity', 'gas'] },
    '供給の種類が「電気」「都市ガス」のどれか、というご契約です。',
    '供給の種類は「電気」で、条件（「電気」「都市ガス」のどれか）に当てはまります。',
  ],
  [
    { kind: 'flag', fact: 'medicalDevice', is: true },
    '医療機器をお使いである、というご契約です。',
    '医療機器の使用がファイルにないので、当てはまりません。',
  ],
]

describe('A clause says what it asks and what it found', () => {
  test.each(said)('%j', (condition, sentence, because) => {
    expect(describeCondition(condition)).toBe(sentence)
    expect(explain(condition, account, runOn).because).toBe(because)
  })
})

const whole: Condition = {
  kind: 'any',
  of: [
    { kind: 'number', fact: 'unpaidYen', is: 'at-least', value: 50_000 },
    {
      kind: 'all',
      of: [
        { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 2 },
        { kind: 'not', of: { kind: 'flag', fact: 'deferralAsked', is: true } },
      ],
    },
  ],
}

describe('A match says which alternative held, and by which values', () => {
  test('the first that holds, with its path, its values and the sentences that carry it', () => {
    const match = explainMatch(whole, account, runOn)
    expect(match).toMatchObject({ path: '2', matched: true, values: { monthsInArrears: 3, deferralAsked: null } })
    expect(match && reasonsOf(match)).toEqual([
      '未払いの月数は3か月で、条件（2か月以上）に当てはまります。',
      '支払いを待ってほしいとのお申し出がファイルにないので、当てはまりません。',
    ])
    expect(match?.parts.map(({ path }) => path)).toEqual(['2-1', '2-2'])
  })

  test('nothing where none holds; the whole then says how near it came', () => {
    const other = { ...account, monthsInArrears: 1 }
    expect(explainMatch(whole, other, runOn)).toBeUndefined()
    const told = explain(whole, other, runOn)
    expect(told.because).toBe('2つの条件のどれにも当てはまりません。')
    expect(told.parts[1]?.because).toBe('2つの条件のうち1つに当てはまりません。')
  })

  test('the whole condition in one sentence', () => {
    expect(describeCondition(whole)).toBe(
      '未払いの金額が50,000円以上、または、（未払いの月数が2か月以上、かつ、（支払いを待ってほしいとのお申し出がある）に当てはまらない（わからないときを含む））、というご契約です。',
    )
  })
})

test('a year of which a season ends on 29 February has one day less when there is none', () => {
  const season: Condition = { kind: 'season', from: '12-01', to: '02-29' }
  const verdict = (day: string) => explain(season, account, calendarDate(day)).matched
  expect(['2024-02-29', '2026-02-28', '2026-03-01', '2026-12-01', '2026-11-30'].map(verdict)).toEqual([
    true,
    true,
    false,
    true,
    false,
  ])
})
