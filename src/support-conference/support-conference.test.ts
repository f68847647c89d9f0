import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideSecrecy } from './by-laws.ts'
import { memberKinds } from './member-kinds.ts'
import {
  categoriesOf,
  findWhereabouts,
  NEEDS_TO_KNOW,
  NEVER_CATEGORIES_OF_PROTECTED,
  packFields,
  packFieldsFor,
} from './pack-rules.ts'
import {
  chaseStepsDue,
  decideSettle,
  decideSitting,
  isPackOpen,
  listSittingCommands,
  NEXT_SITTING_STATE,
  packWindowOf,
  type SittingCommand,
  type SittingState,
  sittingCommands,
  sittingKinds,
  sittingStates,
} from './support-conference.ts'

describe('Every state of a sitting meets every command', () => {
  const meets: Readonly<Record<SittingState, readonly SittingCommand[]>> = {
    planned: ['edit', 'call-member', 'call', 'cancel'],
    called: ['edit', 'call-member', 'issue-pack', 'open', 'count-copies', 'cancel'],
    open: ['call-member', 'issue-pack', 'attend', 'decide', 'close', 'count-copies'],
    closed: ['attend', 'decide', 'count-copies', 'settle'],
    settled: [],
    cancelled: ['count-copies'],
  }
  test.each(sittingStates.flatMap((state) => sittingCommands.map((command) => [state, command] as const)))(
    '%s × %s',
    (state, command) => {
      const decided = decideSitting(state, command)
      expect(decided.ok).toBe(meets[state].includes(command))
      if (!decided.ok) expect(decided.refusal.because).toMatch(/この会議は「.+」のため/)
    },
  )

  test('what is over stays over, and nothing leads back before the call', () => {
    for (const state of sittingStates)
      for (const command of listSittingCommands(state)) {
        const next = decideSitting(state, command)
        if (next.ok && next.value === 'planned') expect(state).toBe('planned')
      }
    expect(Object.keys(NEXT_SITTING_STATE.settled)).toEqual([])
  })
})

const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
const clock = fc.record({
  kind: fc.constantFrom(...sittingKinds),
  startsAt: instant,
  now: instant,
  daysBefore: fc.integer({ min: 0, max: 30 }),
  daysAfter: fc.integer({ min: 0, max: 30 }),
})
const DAY = 86_400_000

describe('The window of a pack', () => {
  test('holds the sitting itself, and never begins more than three days before it nor ends more than eight after', () => {
    fc.assert(
      fc.property(clock, (given) => {
        const window = packWindowOf(given)
        expect(isPackOpen(window, given.startsAt)).toBe(true)
        expect(isPackOpen(window, new Date(given.startsAt.getTime() + 8 * DAY))).toBe(false)
        if (given.kind !== 'emergency')
          expect(isPackOpen(window, new Date(given.startsAt.getTime() - 4 * DAY))).toBe(false)
      }),
    )
  })

  test('of an emergency begins at once', () => {
    fc.assert(
      fc.property(clock, (given) => {
        const { opensAt } = packWindowOf({ ...given, kind: 'emergency' })
        expect(opensAt.getTime()).toBe(Math.min(given.now.getTime(), given.startsAt.getTime()))
      }),
    )
  })

  test('counts days in Japan: a sitting at 8:00 on the 10th is open from 0:00 on the 7th to the end of the 17th', () => {
    const startsAt = new Date('2026-12-10T08:00:00+09:00')
    const { opensAt, closesAt } = packWindowOf({
      kind: 'regular',
      startsAt,
      now: startsAt,
      daysBefore: 3,
      daysAfter: 7,
    })
    expect(opensAt.toISOString()).toBe('2026-12-06T15:00:00.000Z')
    expect(closesAt.toISOString()).toBe('2026-12-17T15:00:00.000Z')
  })
})

const reader = fc.record({ kind: fc.constantFrom(...memberKinds), ofTheTeam: fc.boolean() })
const one = fc.record({ protected: fc.boolean(), leftOut: fc.subarray([...packFields]) })

describe('Need to know', () => {
  test('no pack holds a field that its kind does not need, nor one that was left out', () => {
    fc.assert(
      fc.property(reader, one, (who, item) => {
        const fields = packFieldsFor(who, item)
        const needs: readonly string[] = NEEDS_TO_KNOW[who.kind]
        for (const field of fields) expect(needs).toContain(field)
        for (const field of item.leftOut) expect(fields).not.toContain(field)
      }),
    )
  })

  test('of a protected person nothing passes to anybody outside the team that says where they are', () => {
    fc.assert(
      fc.property(fc.constantFrom(...memberKinds), one, (kind, item) => {
        const categories = categoriesOf(packFieldsFor({ kind, ofTheTeam: false }, { ...item, protected: true }))
        for (const never of NEVER_CATEGORIES_OF_PROTECTED) expect(categories).not.toContain(never)
      }),
    )
    expect(packFieldsFor({ kind: 'supply-company', ofTheTeam: false }, { protected: true, leftOut: [] })).toEqual([
      'question',
    ])
  })

  test('a company learns neither of health and household nor of other debts, a commissioner no sum', () => {
    for (const never of ['people', 'situation', 'efforts', 'payment', 'phone'])
      expect(NEEDS_TO_KNOW['supply-company']).not.toContain(never)
    expect(NEEDS_TO_KNOW['welfare-commissioner']).not.toContain('payment')
  })

  test('the whereabouts of somebody are found in a sentence however they are spaced or widened', () => {
    const home = { address: '見本県灯町市港町１丁目２－３', phone: '000-1234-5678' }
    expect(findWhereabouts('港 町のお宅を訪ねる', home)).toBe('address')
    expect(findWhereabouts('０００（１２３４）５６７８へ', home)).toBe('phone')
    expect(findWhereabouts('灯小学校に伝えるか', home)).toBe('place')
    expect(findWhereabouts('止める日をのばせるか、だれが話すかを決めたい。', home)).toBeUndefined()
    expect(findWhereabouts('灯町市の制度で足りるか', home)).toBeUndefined()
  })
})

describe('Secrecy', () => {
  test('is signed first, except where an emergency would wait for it', () => {
    const wanted = '2026-04'
    expect(decideSecrecy({ signed: [wanted], wanted, emergency: false })).toBe('signed')
    expect(decideSecrecy({ signed: ['2025-04'], wanted, emergency: false })).toBe('sign-first')
    expect(decideSecrecy({ signed: [], wanted, emergency: true })).toBe('sign-later')
  })
})

test('A sitting is settled only when nothing is left, and says what is', () => {
  const whole = { itemsWithoutMinutes: 0, copiesOut: 0, unsigned: 0, packsOpen: 0 }
  expect(decideSettle(whole).ok).toBe(true)
  for (const left of Object.keys(whole)) {
    const decided = decideSettle({ ...whole, [left]: 2 })
    expect(decided.ok ? '' : decided.refusal.because, left).toContain('2')
  }
})

test('An unfinished action climbs one step at a time: a day, three days, a week', () => {
  expect([-1, 0, 1, 2, 3, 6, 7, 100].map(chaseStepsDue)).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
})
