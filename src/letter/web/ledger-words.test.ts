import { expect, test } from 'vitest'
import type { HandoutRow } from '../stock/handout-contract.ts'
import { countedBy, monthsOf, NOT_TOLD, OUTSIDE_HEADER, outsideLine } from './ledger-words.ts'

const row = (given: Partial<HandoutRow>): HandoutRow => ({
  month: '2026-05',
  municipalityName: '灯町市',
  stage: 'reminder',
  channel: 'enclosed',
  language: 'ja',
  wordingVersion: 'v1',
  handed: 40,
  led: 12,
  ...given,
})
const numbers = (given: Partial<HandoutRow>) => outsideLine(row(given)).slice(6)

test('a line that leaves the company tells no number of fewer than ten people, and none that nearly all share', () => {
  expect(numbers({})).toEqual(['40', '12'])
  expect(numbers({ led: 9 })[1]).toBe(NOT_TOLD)
  expect(numbers({ led: 0 })[1]).toBe(NOT_TOLD)
  expect(numbers({ led: 31 })[1]).toBe(NOT_TOLD)
  expect(numbers({ handed: 9, led: 0 })[0]).toBe(NOT_TOLD)
  expect(outsideLine(row({}))).toHaveLength(OUTSIDE_HEADER.length)
})

test('a fiscal year has twelve months from April to March, and every hand-out is in one of them', () => {
  const months = monthsOf(2026, [row({}), row({ handed: 3, led: 1 }), row({ month: '2027-03' })])
  expect([months.length, months[0]?.month, months[11]?.month]).toEqual([12, '2026-04', '2027-03'])
  expect(months.find(({ month }) => month === '2026-05')).toEqual({ month: '2026-05', handed: 43, led: 13 })
  expect(months.reduce((sum, { handed }) => sum + handed, 0)).toBe(83)
})

test('a month adds up what its stages add up', () => {
  const rows = [
    row({}),
    row({ stage: 'stop-notice', handed: 5, led: 2 }),
    row({ language: 'ja-easy', handed: 1, led: 0 }),
  ]
  const [month, ...others] = countedBy(rows, ({ month: one }) => one)
  expect(others).toEqual([])
  const stages = countedBy(month?.rows ?? [], ({ stage }) => stage)
  expect(stages.map(({ name, handed, led }) => [name, handed, led])).toEqual([
    ['reminder', 41, 12],
    ['stop-notice', 5, 2],
  ])
  expect(month).toMatchObject({ name: '2026-05', handed: 46, led: 14 })
})
