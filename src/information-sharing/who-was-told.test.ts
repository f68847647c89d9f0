import { expect, test } from 'vitest'
import { addDays, calendarDate } from '#kernel/calendar-date.ts'
import { ownPageWords } from './own-page/own-page-words.ts'
import { ruby, withoutReadings } from './own-page/ruby.ts'
import { type ToldEntry, toldSentences } from './who-was-told.ts'

const today = calendarDate('2026-11-22')
const entry: ToldEntry = {
  at: '2026-11-22T01:05:00Z',
  provider: 'あかり電力',
  recipient: 'くらし相談ともしび',
  categories: ['identity', 'supply'],
  purpose: 'consultation',
  ground: 'consent',
  until: addDays(today, 30),
  word: undefined,
  recalled: false,
}

test('Who was told what, when and why stands in four plain sentences', () => {
  expect(toldSentences(entry, 'ja', today)).toEqual({
    when: '2026年11月22日 10:05',
    what: 'あかり電力がくらし相談ともしびに、お名前、電気・ガスなどの供給の状況（止まる予定の日）を伝えました。',
    why: '理由：ご本人の同意があったため。目的：生活の相談と支援のため。',
    now: '期限：2026年12月22日まで。',
  })
})

test('A withdrawal and the end of time are said', () => {
  expect(toldSentences({ ...entry, recalled: true }, 'ja', today).now).toContain('同意が取り消された')
  expect(toldSentences(entry, 'ja', addDays(today, 31)).now).toContain('期限（2026年12月22日）が過ぎた')
})

test('Immediate danger says why nobody asked, and the bare receipt says that it holds nothing about the person', () => {
  expect(toldSentences({ ...entry, ground: 'immediate-danger' }, 'ja', today).why).toContain('命に危険があり')
  const receipt = { ...entry, purpose: 'feedback', ground: 'receipt', word: 'received', until: undefined } as const
  expect(toldSentences(receipt, 'ja', today)).toMatchObject({
    what: 'あかり電力がくらし相談ともしびに、連絡を受け取ったことを伝えました。',
    why: expect.stringContaining('あなたの事情は含まれていません'),
  })
})

test('やさしい日本語 carries a reading for every kanji of its own sentences', () => {
  const { what, why } = toldSentences({ ...entry, provider: '', recipient: '' }, 'ja-easy', today)
  for (const sentence of [what, why, ...wordsOfPages()]) {
    const unread = sentence.replace(/[一-龠々]+\([ぁ-ん]+\)/g, '').replace(/\d+年\d+月\d+日/g, '')
    expect(unread, sentence).not.toMatch(/[一-龠々]/)
  }
})

/** Headings that stand in the page's title and the name of the site are read aloud as they are. */
function wordsOfPages(): string[] {
  const { siteName: _siteName, notGiven, who, ...words } = ownPageWords['ja-easy']
  const { answeredHere, answeredThere, openedTimes, openedOn, numberIssued, ...rest } = words
  const spoken = [
    answeredHere('', '', ''),
    answeredThere('', ''),
    openedTimes(2),
    openedOn('', 2),
    numberIssued('', '', 2),
  ]
  return [...spoken, ...Object.values(rest), ...Object.values(notGiven), ...Object.values(who)].flatMap((value) =>
    typeof value === 'string' ? [value] : typeof value === 'function' ? [value('')] : [...value],
  )
}

test('Readings become ruby, and what stands between is escaped', () => {
  expect(ruby('<電気(でんき)>が 止(と)まる').text).toBe(
    '&lt;<ruby>電気<rp>(</rp><rt>でんき</rt><rp>)</rp></ruby>&gt;が <ruby>止<rp>(</rp><rt>と</rt><rp>)</rp></ruby>まる',
  )
  expect(withoutReadings('電気(でんき)の 相談(そうだん)')).toBe('電気の 相談')
})
