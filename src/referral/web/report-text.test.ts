import { describe, expect, test } from 'vitest'
import {
  daysLeftText,
  keptNumberFrom,
  keptNumberText,
  momentText,
  readCount,
  shortNumber,
  splitPlace,
} from './report-text.ts'

describe('Words and numbers of a report', () => {
  test('say the time left in words', () => {
    expect(daysLeftText(3)).toBe('停止予定まで あと3日')
    expect(daysLeftText(0)).toBe('今日が停止予定の日です')
    expect(daysLeftText(-2)).toBe('停止予定の日から 2日')
  })

  test('show an instant on the Japanese clock and leave alone what is none', () => {
    expect(momentText('1999-12-31T15:30:00Z')).toBe('2000年1月1日(土) 00:30')
    expect(momentText('いつか')).toBe('いつか')
  })

  test.each([
    ['24,800円', 24_800],
    ['２４８００', 24_800],
    ['3か月', 3],
    ['二万', undefined],
    ['1.5', undefined],
    ['', undefined],
  ])('reads %j as %s', (typed, count) => {
    expect(readCount(typed)).toBe(count)
  })

  test.each([
    ['〒000-0001 灯町市本町1-2-3', { postal: '0000001', address: '灯町市本町1-2-3' }],
    ['０００－０００１', { postal: '0000001', address: '' }],
    ['0000001', { postal: '0000001', address: '' }],
    ['灯町市本町1-2-3', { postal: undefined, address: '灯町市本町1-2-3' }],
    ['000-00012 灯町市', { postal: undefined, address: '000-00012 灯町市' }],
  ])('takes %j apart', (typed, parts) => {
    expect(splitPlace(typed)).toEqual(parts)
  })

  test('keep six digits, leading zeros too', () => {
    expect(keptNumberFrom(Uint8Array.of(0, 0, 0, 7))).toBe('000007')
    expect(keptNumberText('000007')).toBe('000 007')
    expect(shortNumber('0193f6a0-0000-4000-8000-0000abcd1234')).toBe('ABCD-1234')
  })
})
