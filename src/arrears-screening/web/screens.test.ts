import { describe, expect, test } from 'vitest'
import { capacityLine, capacityOf, capacityWords } from '#ui/capacity-words.ts'
import type { Condition } from '../condition.ts'
import type { DeskAgreement } from './desk-shapes.ts'
import { funnelOf, sumOf } from './funnel.ts'
import {
  columnGroups,
  draftOf,
  emptyMapping,
  faultsOf,
  finished,
  sameMapping,
  withChoice,
  withColumn,
  withWord,
  wordsOf,
} from './mapping-draft.ts'
import { goodOf, newestFiles } from './run-files.ts'
import { beyond, changeOf, movedCondition, reachLines, reachPlaces } from './trial-model.ts'
import { bytesText, leftText } from './work-steps.ts'

const counts = {
  read: 5000,
  matched: 312,
  unmatched: { noAgreement: 1204, conditionsNotMet: 3390 },
  suppressed: [
    { reason: 'objection', sentence: '望まないとのお申し出', people: 9 },
    { reason: 'kept-plan', sentence: '約束が続いている', people: 45 },
  ],
  rejected: 40,
  merged: 0,
}

describe('The funnel', () => {
  test('loses on each step exactly those whom it names', () => {
    const steps = funnelOf(counts)
    expect(steps.map(({ left }) => left)).toEqual([5000, 4960, 366, 312])
    for (const [at, step] of steps.entries()) {
      const before = steps[at - 1]?.left ?? step.left
      expect(before - step.leaving.reduce((sum, { people }) => sum + people, 0)).toBe(step.left)
    }
  })
  test('says when the numbers do not add up', () => {
    expect(sumOf(counts)).toMatchObject({ together: 5000, adds: true })
    expect(sumOf({ ...counts, rejected: 39 })).toMatchObject({ together: 4999, adds: false })
  })
})

describe('A mapping while it is written', () => {
  const words = [{ header: '督促区分', words: ['督促', '赤紙'] }]
  const begun = withColumn(emptyMapping, 'noticeStage', { header: '督促区分' })

  test('names each needed column that is missing and is kept only without faults', () => {
    expect([...faultsOf(begun).keys()]).toEqual(['contractId', 'supply', 'municipality'])
    expect(finished(begun)).toBeUndefined()
    const whole = withColumn(
      withColumn(withColumn(begun, 'contractId', { header: '番号' }), 'supply', { value: 'gas' }),
      'municipality',
      { header: '自治体' },
    )
    expect(faultsOf(whole).size).toBe(0)
    expect(finished(whole)).toEqual(whole)
    expect(faultsOf(withColumn(whole, 'supply', { value: '' })).size).toBe(1)
  })
  test('shows a word that cannot be read, and what it means once it is said', () => {
    const reading = { header: '督促区分' }
    expect(wordsOf('noticeStage', reading, { words })).toEqual([
      { word: '督促', meaning: 'reminder' },
      { word: '赤紙', meaning: undefined },
    ])
    const mended = withWord(reading, '赤紙', 'stop-notice')
    expect(wordsOf('noticeStage', mended, { words })[1]).toEqual({ word: '赤紙', meaning: 'stop-notice' })
    expect(withWord(mended, '赤紙', '')).toEqual(reading)
    expect(withChoice(withChoice(reading, 'blank', 'none'), 'blank', '')).toEqual(reading)
  })
  test('is the same whatever the order of its parts', () => {
    const one = { ...emptyMapping, columns: { supply: { value: 'gas' }, contractId: { header: 'a' } } }
    const other = { ...emptyMapping, columns: { contractId: { header: 'a' }, supply: { value: 'gas' } } }
    expect(sameMapping(one, other)).toBe(true)
    expect(sameMapping(one, withColumn(other, 'supply', { value: 'water' }))).toBe(false)
    expect(sameMapping(null, emptyMapping)).toBe(false)
    expect(draftOf({ unreadable: true })).toEqual(emptyMapping)
  })
  test('shows every column once, those that the conditions ask for before the others', () => {
    const groups = columnGroups([{ kind: 'flag', fact: 'infant', is: true }])
    const all = groups.flatMap(({ columns }) => columns)
    expect(new Set(all).size).toBe(all.length)
    expect(all).toHaveLength(25)
    expect(groups[1]?.columns).toEqual(['infant'])
    expect(groups.filter(({ needless }) => needless)).toHaveLength(1)
  })
})

const condition: Condition = { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 2 }
const agreement: DeskAgreement = {
  agreementId: 'a',
  title: '見本の協定',
  edition: 1,
  state: 'in-force',
  municipalities: [
    { code: '992011', name: '灯町市' },
    { code: '992020', name: '見本町' },
  ],
  condition,
  suppression: {
    keptPlan: true,
    guidedWithinDays: null,
    unlessRoseByYen: null,
    objection: true,
    notCustomer: false,
    inSupport: false,
  },
  factsAllowed: [],
  capacity: [
    { agency: 'あ', peoplePerMonth: 10 },
    { agency: 'い', peoplePerMonth: null },
  ],
}

describe('A trial', () => {
  const places = reachPlaces(
    {
      milliseconds: 1,
      months: [
        { asOf: '2026-02-28', accounts: 9 },
        { asOf: '2026-01-31', accounts: 9 },
      ],
      cells: [
        {
          asOf: '2026-01-31',
          municipality: '992011',
          name: '灯町市',
          reached: [12, 15],
          suppressed: [0, 1],
          newly: 4,
          noLonger: 1,
        },
      ],
      capacity: [],
    },
    agreement,
  )
  test('shows each municipality and month in order, zero where nobody is reached', () => {
    expect(places.map(({ rows }) => rows.map(({ asOf, reached }) => [asOf, ...reached]))).toEqual([
      [
        ['2026-01-31', 12, 15],
        ['2026-02-28', 0, 0],
      ],
      [
        ['2026-01-31', 12, 15],
        ['2026-02-28', 0, 0],
      ],
      [
        ['2026-01-31', 0, 0],
        ['2026-02-28', 0, 0],
      ],
    ])
    expect(changeOf(places)).toEqual({ newly: 4, noLonger: 1 })
    expect(reachLines(places)[0]).toEqual(['2026-01-31', '灯町市', 12, 15, 4, 1, ''])
    expect(reachLines(places)).toHaveLength(4)
  })
  test('sets the agencies’ number beside all municipalities together, never beside each of several', () => {
    expect(places.map(({ name, capacity }) => [name, capacity])).toEqual([
      ['2市区町村の合計', 10],
      ['灯町市', null],
      ['見本町', null],
    ])
    const [town] = agreement.municipalities
    const single = reachPlaces(
      { milliseconds: 1, months: [{ asOf: '2026-01-31', accounts: 9 }], cells: [], capacity: [] },
      { ...agreement, municipalities: town === undefined ? [] : [town] },
    )
    expect(single.map(({ name, capacity }) => [name, capacity])).toEqual([['灯町市', 10]])
    expect(capacityLine(agreement.capacity, 2)?.at).toBeNull()
  })
  test('says who can take how many, together, and who has not said', () => {
    const two = [...agreement.capacity, { agency: 'う', peoplePerMonth: 20 }]
    expect(capacityWords(two, 1)).toBe(
      '相談窓口が月に受けられる人数（あ 10人、う 20人、あわせて30人。ほか1か所は、まだ知らせがありません）',
    )
    expect(capacityWords([{ agency: 'あ', peoplePerMonth: 5 }], 3)).toBe(
      '相談窓口が月に受けられる人数（あ 5人。3市区町村をあわせた人数です）',
    )
  })
  test('knows a capacity only where an agency said one', () => {
    expect(capacityOf(agreement.capacity)).toBe(10)
    expect(capacityOf([{ peoplePerMonth: null }])).toBeNull()
    expect([beyond(12, 10), beyond(9, 10), beyond(12, null)]).toEqual([2, 0, 0])
  })
  test('compares only where a number was really moved, and says when one cannot stand', () => {
    expect(movedCondition(condition, new Map([['0', 2]]))).toBeUndefined()
    expect(movedCondition(condition, new Map([['0', 3]]))).toMatchObject({ ok: true, value: { value: 3 } })
    expect(movedCondition(condition, new Map([['0', -1]]))?.ok).toBe(false)
  })
})

test('A run takes the files of the latest day, and counts only their good rows', () => {
  const file = { name: '', bytes: 1, received: 1, whole: true, sha256: null, asOfGuessed: false, kept: true }
  const files = [
    { ...file, id: 'old', asOf: '2026-01-31' },
    { ...file, id: 'new', asOf: '2026-02-28' },
    { ...file, id: 'undated', asOf: null },
  ]
  expect(newestFiles({ files })).toEqual(['new'])
  expect(newestFiles({ files: files.slice(2) })).toEqual(['undated'])
  const perFile = files.map(({ id }, at) => ({ fileId: id, read: 10, good: 9 - at, rejected: 1 + at }))
  expect(
    goodOf({ reading: { read: 30, good: 24, rejected: 6, perFile, firstRejects: [], remarks: [] } }, ['new']),
  ).toBe(8)
})

test('Sizes and times are said as people say them', () => {
  expect([0, 999, 1500, 812_345, 20e9].map(bytesText)).toEqual(['0バイト', '999バイト', '1.5KB', '812KB', '20.0GB'])
  expect([5, 42, 95, 4000].map(leftText)).toEqual(['まもなく終わります', 'あと約50秒', 'あと約2分', 'あと約1.2時間'])
})
