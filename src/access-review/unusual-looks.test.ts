import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import { decideReview, NEXT_OUTCOMES, reviewDueOn, reviewOutcomes } from './access-review.ts'
import { ACCESS_REVIEW_ACCESS, mayReviewAccess } from './access-review-access.ts'
import {
  DEFAULT_LOOK_RULES,
  isOffHours,
  type Look,
  listUnusual,
  medianOf,
  unusualReasons,
  type Week,
  weekToList,
} from './unusual-looks.ts'
import { sentencesOf } from './unusual-sentences.ts'

const monday = new Date('2026-11-16T10:00:00+09:00')
const usual: Look = {
  viewerId: 'me',
  caseId: 'case',
  at: monday,
  assigned: true,
  protected: false,
  onDuty: false,
  acted: true,
  traits: ['surname aa', 'address bb'],
}
const week = (looks: readonly Look[], more: Partial<Week> = {}): Week => ({
  looks,
  days: [],
  habits: [],
  deeds: [],
  ownTraits: new Map(),
  ...more,
})
const reasonsOf = (look: Partial<Look>, more: Partial<Week> = {}) =>
  listUnusual(week([{ ...usual, ...look }], more)).flatMap(({ reasons }) => reasons)

describe('A look is listed', () => {
  test('not at all when the one who works on the case looks and writes at the desk', () => {
    expect(reasonsOf({})).toEqual([])
  })
  test('for a surname or an address in common, compared as keyed hashes', () => {
    const own = (trait: string) => ({ ownTraits: new Map([['me', [trait]]]) })
    expect(reasonsOf({}, own('surname aa'))).toEqual(['same-surname'])
    expect(reasonsOf({}, own('address bb'))).toEqual(['same-address'])
    expect(reasonsOf({}, own('surname bb'))).toEqual([])
    expect(reasonsOf({}, { ownTraits: new Map([['somebody else', ['surname aa']]]) })).toEqual([])
  })
  test('when it was no case of theirs; a protected one by itself, and silence afterwards beside it', () => {
    expect(reasonsOf({ assigned: false })).toEqual(['not-assigned'])
    expect(reasonsOf({ assigned: false, protected: true, acted: false })).toEqual([
      'not-assigned',
      'protected',
      'no-action',
    ])
    expect(reasonsOf({ protected: true })).toEqual([])
  })
  test('at night and on holidays, unless they were on duty', () => {
    const night = new Date('2026-11-16T22:00:00+09:00')
    const holiday = new Date('2026-11-23T10:00:00+09:00')
    expect([reasonsOf({ at: night }), reasonsOf({ at: holiday })]).toEqual([['off-hours'], ['off-hours']])
    expect(reasonsOf({ at: night, onDuty: true })).toEqual([])
    expect(isOffHours(new Date('2026-11-16T07:30:00+09:00'), DEFAULT_LOOK_RULES)).toBe(false)
    expect(isOffHours(new Date('2026-11-16T20:00:00+09:00'), DEFAULT_LOOK_RULES)).toBe(true)
  })
  test('when one’s own case was opened five times and nothing was done', () => {
    const again = (times: number) =>
      listUnusual(week(Array.from({ length: times }, () => ({ ...usual, acted: false }))))
    expect(again(4)).toEqual([])
    expect(again(5)).toMatchObject([{ reasons: ['no-action'], looks: 5 }])
  })
})

describe('A burst', () => {
  const day = calendarDate('2026-11-16')
  const before = (counts: readonly number[]) =>
    counts.map((cases, index) => ({ viewerId: 'me', day: calendarDate(`2026-11-0${index + 1}`), cases }))
  const bursts = (cases: number, counts: readonly number[]) =>
    listUnusual(week([usual], { days: [{ viewerId: 'me', day, cases }], habits: before(counts) }))
  test('is more than three times one’s own median, told with what is usual', () => {
    expect(bursts(12, [4, 4, 4, 4, 4])).toEqual([])
    expect(bursts(13, [4, 4, 4, 4, 4])).toMatchObject([{ kind: 'burst', looks: 13, usual: 4 }])
  })
  test('is never a handful, and somebody new is measured against thirty', () => {
    expect([bursts(7, [1, 1, 1, 1, 1]), bursts(8, [1, 1, 1, 1, 1]).length]).toEqual([[], 1])
    expect([bursts(30, [2, 2]), bursts(31, [2, 2]).length]).toEqual([[], 1])
    expect(medianOf([5, 1, 3, 9, 2, 4])).toBe(4)
  })
})

test('administrators’ own deeds stand first, then what has most reasons', () => {
  const deed = { viewerId: 'admin', deed: 'account.reset', looks: 2, firstAt: monday, lastAt: monday }
  const looks = [
    { ...usual, caseId: 'one', assigned: false },
    { ...usual, caseId: 'two', assigned: false, acted: false },
  ]
  expect(listUnusual(week(looks, { deeds: [deed] })).map(({ kind, caseId }) => caseId ?? kind)).toEqual([
    'administration',
    'two',
    'one',
  ])
})

test('the list of a week is made when its Sunday has had its day', () => {
  const listed = (day: string) => weekToList(calendarDate(day))
  expect(['2026-11-23', '2026-11-24', '2026-11-30', '2026-12-01'].map(listed)).toEqual([
    '2026-11-09',
    '2026-11-16',
    '2026-11-16',
    '2026-11-23',
  ])
})

test('every reason has one sentence, and none of them judges', () => {
  const told = { viewer: '灯 試', looks: 3, usual: 1, deed: 'アカウントを作り直した', reasons: unusualReasons }
  const sentences = sentencesOf(told)
  expect(new Set(sentences).size).toBe(unusualReasons.length)
  expect(sentences.join('')).not.toMatch(/違反|不正|不審|疑/)
})

describe('Judging', () => {
  test('nobody judges a look of their own, and what was judged stays', () => {
    const outcome = fc.constantFrom(...reviewOutcomes)
    fc.assert(
      fc.property(fc.option(outcome, { nil: undefined }), fc.boolean(), outcome, (before, own, wanted) => {
        const next: readonly string[] = NEXT_OUTCOMES[before ?? 'waiting']
        return decideReview({ before, own }, wanted).ok === (!own && next.includes(wanted))
      }),
    )
  })
  test('is due on the third business day', () => {
    expect(reviewDueOn(calendarDate('2026-11-20'))).toEqual({ ok: true, value: '2026-11-26' })
  })
  test('administrators judge nothing and open nothing', () => {
    expect(ACCESS_REVIEW_ACCESS.tenant_admin).toEqual(['duties'])
    for (const role of ['tenant_admin', 'utility_admin', 'auditor', 'liaison']) {
      expect([mayReviewAccess([role], 'look'), mayReviewAccess([role], 'judge')], role).toEqual([false, false])
    }
  })
})
