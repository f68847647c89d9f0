import { expect, test } from 'vitest'
import { getValue } from '#kernel/result.ts'
import { adjustableNumbers, withNumbers } from './adjustable-numbers.ts'
import type { Condition } from './condition.ts'

const condition: Condition = {
  kind: 'any',
  of: [
    {
      kind: 'all',
      of: [
        { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 2 },
        { kind: 'number', fact: 'unpaidYen', is: 'more-than', value: 300_000 },
        { kind: 'stage-at-least', stage: 'reminder' },
      ],
    },
    { kind: 'not', of: { kind: 'days-since', fact: 'lastGuidedOn', is: 'at-most', days: 30 } },
    { kind: 'days-until', fact: 'stopOn', is: 'at-most', days: -3 },
    { kind: 'flag', fact: 'cannotPaySaid', is: true },
    { kind: 'season', from: '11-01', to: '03-31' },
  ],
}

test('every number of a condition is listed with its place, its meaning and ends that hold its value', () => {
  expect(adjustableNumbers(condition)).toEqual([
    {
      path: '1-1',
      fact: 'monthsInArrears',
      label: '未払いの月数',
      is: 'at-least',
      value: 2,
      counts: 'months',
      from: 0,
      to: 24,
      step: 1,
    },
    {
      path: '1-2',
      fact: 'unpaidYen',
      label: '未払いの金額',
      is: 'more-than',
      value: 300_000,
      counts: 'yen',
      from: 0,
      to: 300_000,
      step: 1000,
    },
    {
      path: '2-1',
      fact: 'lastGuidedOn',
      label: '前回ご案内した日から',
      is: 'at-most',
      value: 30,
      counts: 'days',
      from: 0,
      to: 180,
      step: 1,
    },
    {
      path: '3',
      fact: 'stopOn',
      label: '停止の予定日まで',
      is: 'at-most',
      value: -3,
      counts: 'days',
      from: -3,
      to: 180,
      step: 1,
    },
  ])
})

test('a moved number changes its own place and nothing else', () => {
  const moved = getValue(
    withNumbers(
      condition,
      new Map([
        ['1-2', 20_000],
        ['2-1', 60],
        ['3', 7],
      ]),
    ),
  )
  expect(adjustableNumbers(moved).map(({ path, value }) => [path, value])).toEqual([
    ['1-1', 2],
    ['1-2', 20_000],
    ['2-1', 60],
    ['3', 7],
  ])
  const back = getValue(
    withNumbers(
      moved,
      new Map([
        ['1-2', 300_000],
        ['2-1', 30],
        ['3', -3],
      ]),
    ),
  )
  expect(back).toEqual(condition)
  expect(withNumbers(condition, new Map())).toEqual({ ok: true, value: condition })
})

test('a condition that is one single clause has its number at the root', () => {
  const single: Condition = { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 3 }
  expect(adjustableNumbers(single).map(({ path }) => path)).toEqual(['0'])
  expect(withNumbers(single, new Map([['0', 4]]))).toEqual({ ok: true, value: { ...single, value: 4 } })
})

test('a place without a number, a fraction and what no condition may hold are refused', () => {
  const code = (path: string, value: number) => {
    const answer = withNumbers(condition, new Map([[path, value]]))
    return answer.ok ? 'ok' : answer.refusal.code
  }
  expect(['1-3', '4', '9', '0'].map((path) => code(path, 1))).toEqual(Array(4).fill('number-not-there'))
  expect([code('1-1', 1.5), code('1-1', -1), code('1-2', 100_000_000)]).toEqual(Array(3).fill('number-out-of-bounds'))
  expect([code('3', -3660), code('3', -3661)]).toEqual(['ok', 'number-out-of-bounds'])
})
