import { expect, test } from 'vitest'
import { findWhoItIs } from './question-guard.ts'

const kindsIn = (text: string) => findWhoItIs(text).map(({ kind }) => kind)

test.each([
  ['灯花子さんが困っています', ['name']],
  ['ヤマダ様から電話がありました', ['name']],
  ['氏名は灯花子です', ['name']],
  ['佐藤奥さまの件です', ['name']],
  ['０００－００００－０００２にかけました', ['phone']],
  ['090 1234 5678', ['phone']],
  ['本町１丁目2番', ['address', 'address']],
  ['灯町2-3-4の方', ['address']],
  ['昭和20年3月4日生まれの方', ['birthday']],
  ['hanako@example.jp に送りました', ['mail']],
  ['契約番号 AB12345678', ['number']],
  ['1234-5678-9018', ['my-number']],
])('in 「%s」 something tells who it is', (text, kinds) => {
  expect(kindsIn(text)).toEqual(kinds)
})

test.each([
  'お客さまが困っています。ご家族の方が出られました。',
  '契約者様は70代、ひとり暮らしです。',
  '3か月分、12,000円ほどです。停止予定は11月30日です。',
  '高齢のお客様のご家族様に、どのように話せばよいですか。',
  '奥さまが話されました。お子さんもいるようです。',
  '管理人さんと民生委員さんに聞きました。',
  '何様というわけではなく、同様の多様な模様です。',
])('「%s」 names nobody', (text) => {
  expect(findWhoItIs(text)).toEqual([])
})

test('the place is told, the words are not repeated', () => {
  const text = '昨日、灯花子さんに会いました。'
  const [finding] = findWhoItIs(text)
  expect(finding && text.slice(finding.start, finding.end)).toBe('灯花子さん')
  expect(finding?.because).not.toContain('花子')
})
