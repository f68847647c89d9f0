import { expect, test } from 'vitest'
import type { Condition } from '../screening-terms.ts'
import { conditionOfDraft, type DraftGroup, draftOfCondition, emptyClause, emptyGroup } from './condition-draft.ts'
import { readDays } from './condition-topics.ts'

const every: Condition = {
  kind: 'any',
  of: [
    { kind: 'flag', fact: 'cannotPaySaid', is: true },
    {
      kind: 'all',
      of: [
        { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 2 },
        { kind: 'number', fact: 'unpaidYen', is: 'more-than', value: 10_000 },
        { kind: 'stage-at-least', stage: 'reminder' },
        {
          kind: 'not',
          of: {
            kind: 'all',
            of: [
              { kind: 'flag', fact: 'infant', is: false },
              { kind: 'season', from: '12-01', to: '03-31' },
            ],
          },
        },
      ],
    },
    {
      kind: 'not',
      of: {
        kind: 'any',
        of: [
          { kind: 'days-since', fact: 'lastGuidedOn', is: 'at-most', days: 30 },
          { kind: 'days-until', fact: 'stopOn', is: 'at-least', days: -3 },
        ],
      },
    },
    { kind: 'not', of: { kind: 'one-of', fact: 'supply', values: ['water', 'lp-gas'] } },
    { kind: 'one-of', fact: 'municipality', values: [] },
  ],
}
const readable: Condition = { kind: 'any', of: every.of.slice(0, 4) }
const row = (change: object) => ({ ...emptyClause('a'), ...change })
const root = (...of: DraftGroup['of']): DraftGroup => ({ kind: 'group', key: 'root', join: 'all', of })

test('a condition becomes a form and the same condition again, whatever it is made of', () => {
  expect(conditionOfDraft(draftOfCondition(readable))).toEqual({ condition: readable })
  const single: Condition = { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 3 }
  expect(conditionOfDraft(draftOfCondition(single))).toEqual({ condition: single })
})

test.each([
  [{ topic: '' }, '', '調べることを選んでください'],
  [{ topic: 'number:monthsInArrears', number: 'たくさん' }, '.number', '数字で'],
  [{ topic: 'number:unpaidYen', number: '100000000' }, '.number', '99999999以下'],
  [{ topic: 'days-until:stopOn', number: '' }, '.number', '日数を数字で'],
  [{ topic: 'stage-at-least:noticeStage' }, '.stage', '段階を選んで'],
  [{ topic: 'one-of:supply' }, '.values', '一つ以上'],
  [{ topic: 'one-of:municipality', values: ['43206'] }, '.values', '6けた'],
  [{ topic: 'season:', from: '02-30', to: '03-31' }, '.from', '実際にある日'],
])('the row %j is told at its own place', (change, field, words) => {
  expect(conditionOfDraft(root(row(change)))).toEqual({
    problems: [{ path: `clause.a${field}`, message: expect.stringContaining(words) }],
  })
})

test('numbers are read as people write them', () => {
  const read = conditionOfDraft(root(row({ topic: 'number:unpaidYen', number: '１０，０００円' })))
  expect(read).toMatchObject({ condition: { fact: 'unpaidYen', value: 10_000 } })
  expect(['14日', '－３', '1.5', ''].map(readDays)).toEqual([14, -3, undefined, undefined])
  const codes = conditionOfDraft(root(row({ topic: 'one-of:municipality', values: ['432067、992011'] })))
  expect(codes).toMatchObject({ condition: { values: ['432067', '992011'] } })
})

test('an empty group is told where it stands, and so is every row of a fresh form', () => {
  expect(conditionOfDraft(root({ ...emptyGroup('g', 'x'), of: [] }))).toEqual({
    problems: [{ path: 'group.g', message: expect.stringContaining('一つ以上') }],
  })
  expect(conditionOfDraft(emptyGroup('root', 'x'))).toMatchObject({ problems: [{ path: 'clause.x' }] })
})
