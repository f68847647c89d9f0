import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CASE_COMMANDS,
  CASE_STATES,
  type CaseCommand,
  caseCommands,
  caseStates,
  contactWays,
  decideAttempt,
  decideCase,
  decideCorrection,
  decideRelease,
  type EntryKind,
  listCaseCommands,
  mayReach,
  nextStepOf,
  type ProgressLine,
  progressOf,
  services,
} from './support-case.ts'

const concluded: readonly CaseCommand[] = ['note', 'correct', 'assign', 'release', 'protect', 'reopen']

describe('Every state meets every command', () => {
  for (const state of caseStates) {
    for (const command of caseCommands) {
      const possible = state === 'open' ? command !== 'reopen' : concluded.includes(command)
      test(`${CASE_STATES[state]} × ${CASE_COMMANDS[command]}: ${possible ? 'possible' : 'refused'}`, () => {
        const decided = decideCase(state, command)
        expect(decided.ok).toBe(possible)
        expect(listCaseCommands(state).includes(command)).toBe(possible)
        if (decided.ok) {
          const moves = { conclude: 'concluded', reopen: 'open' } as const
          expect(decided.value).toBe(command === 'conclude' || command === 'reopen' ? moves[command] : state)
        } else expect(decided.refusal.because).toContain(CASE_STATES[state])
      })
    }
  }
})

describe('Before the first contact the approach is planned', () => {
  const facts = { way: 'visit', planned: false, immediateDanger: false, withoutPlanBecause: undefined } as const
  test('without a plan no attempt is logged, however well it is reasoned', () => {
    expect(decideAttempt({ ...facts, withoutPlanBecause: '近くを通ったため' })).toMatchObject({
      refusal: { code: 'approach-plan-first' },
    })
  })
  test('an immediate danger goes first, with its reason', () => {
    const danger = { ...facts, immediateDanger: true }
    expect(decideAttempt(danger)).toMatchObject({ refusal: { code: 'reason-missing' } })
    expect(decideAttempt({ ...danger, withoutPlanBecause: ' ' }).ok).toBe(false)
    expect(decideAttempt({ ...danger, withoutPlanBecause: '応答がないため' })).toEqual({
      ok: true,
      value: 'without-plan',
    })
  })
  test('who comes by themselves was not approached', () => {
    expect(decideAttempt({ ...facts, way: 'office' })).toEqual({ ok: true, value: 'came' })
  })
  test('with a plan every way is open', () => {
    for (const way of contactWays) expect(decideAttempt({ ...facts, way, planned: true }).ok).toBe(true)
  })
  test('a letter reaches nobody by itself', () => {
    expect(contactWays.filter((way) => !mayReach(way))).toEqual(['letter'])
  })
})

const line = (id: string, kind: EntryKind, more: Partial<ProgressLine> = {}): ProgressLine => ({
  id,
  kind,
  corrects: undefined,
  reached: false,
  followUpOn: undefined,
  ...more,
})

describe('The next step follows from what was done', () => {
  const step = (...lines: ProgressLine[]) => nextStepOf('open', progressOf(lines))
  const plan = line('p', 'approach-plan')
  const reached = line('a', 'attempt', { reached: true })
  test('plan, contact, connect, follow up, conclude', () => {
    expect(step()).toBe('plan-approach')
    expect(step(plan)).toBe('contact')
    expect(step(plan, line('x', 'attempt'))).toBe('contact')
    expect(step(plan, reached)).toBe('connect')
    expect(step(plan, reached, line('c', 'connection'))).toBe('conclude')
    const followUp = line('f', 'follow-up', { followUpOn: '2026-12-01' })
    expect(step(plan, reached, line('c', 'connection'), followUp)).toBe('follow-up')
  })
  test('a corrected line counts no more', () => {
    expect(step(plan, reached, line('b', 'attempt', { corrects: 'a' }))).toBe('contact')
    expect(step(plan, line('a', 'attempt'), line('b', 'attempt', { corrects: 'a', reached: true }))).toBe('connect')
  })
  test('who is in the office needs no approach plan any more', () => {
    expect(step(line('o', 'attempt', { reached: true }))).toBe('connect')
  })
  test('a new beginning asks again, and the plan still stands', () => {
    expect(step(plan, reached, line('c', 'connection'), line('r', 'reopened'))).toBe('contact')
  })
  test('nothing is left to do after the end, whatever the lines say', () => {
    const kinds = fc.constantFrom<EntryKind>('approach-plan', 'attempt', 'note', 'connection', 'follow-up')
    fc.assert(
      fc.property(fc.array(kinds), (all) => {
        const lines = all.map((kind, index) => line(String(index), kind, { reached: true }))
        return nextStepOf('concluded', progressOf(lines)) === 'none'
      }),
    )
  })
})

describe('A correction', () => {
  test('names a line of its own kind that stands', () => {
    expect(decideCorrection({ kind: 'note', oldKind: 'note', corrected: false }).ok).toBe(true)
    expect(decideCorrection({ kind: 'note', oldKind: undefined, corrected: false })).toMatchObject({
      refusal: { code: 'entry-missing' },
    })
    expect(decideCorrection({ kind: 'note', oldKind: 'joined', corrected: false })).toMatchObject({
      refusal: { code: 'entry-not-correctable' },
    })
    expect(decideCorrection({ kind: 'note', oldKind: 'note', corrected: true })).toMatchObject({
      refusal: { code: 'already-corrected' },
    })
  })
})

test('a protected case keeps somebody, an ordinary one may wait for somebody', () => {
  expect(decideRelease({ protectedCase: true, othersLeft: 0 }).ok).toBe(false)
  expect(decideRelease({ protectedCase: true, othersLeft: 1 }).ok).toBe(true)
  expect(decideRelease({ protectedCase: false, othersLeft: 0 }).ok).toBe(true)
})

test('the services are the closed list of the domain', () => {
  expect(services).toEqual([
    'public-assistance',
    'budget-support',
    'money-management',
    'medical',
    'housing',
    'work',
    'loan',
    'other',
  ])
})
