import { expect, expectTypeOf, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import { judgementGrounds } from './grounds.ts'
import { GATE_RULES, type NeverRule } from './information-sharing.ts'
import { type JudgementRecord, missingParts, partsFor, saysSomething } from './judgement.ts'
import { guideOf, nextPart } from './judgement-guide.ts'
import { isAnswered, JUDGEMENT_RULES, type JudgementRule } from './judgement-rules.ts'
import {
  decideJudgement,
  judgementCommands,
  judgementStateOn,
  judgementStates,
  NEXT_JUDGEMENT_STATE,
} from './judgement-states.ts'

const empty: JudgementRecord = {
  ground: 'life-body-property',
  purpose: 'consultation',
  interest: undefined,
  factsObservedAt: undefined,
  attempts: [],
  hardness: undefined,
  words: [],
  categories: [],
  provision: undefined,
  itemId: undefined,
  requestId: undefined,
  route: undefined,
  validUntil: undefined,
  askAgainOn: undefined,
  tellOn: undefined,
  notToldUntil: undefined,
}

test.each(judgementStates.flatMap((state) => judgementCommands.map((command) => [state, command] as const)))(
  'A judgement that is %s meets %s: it moves as the table says, or a sentence says why not',
  (state, command) => {
    const table: Readonly<Record<string, Readonly<Record<string, string>>>> = NEXT_JUDGEMENT_STATE
    const to = table[state]?.[command]
    const decided = decideJudgement(state, command)
    if (to === undefined) expect(decided).toMatchObject({ ok: false, refusal: { code: 'transition_not_allowed' } })
    else expect(decided).toEqual({ ok: true, value: to })
  },
)

test('A judgement expires by calendar, but what was refused or overturned stays so', () => {
  const day = calendarDate('2026-11-22')
  const validUntil = calendarDate('2026-11-21')
  expect(judgementStateOn({ state: 'signed', validUntil }, day)).toBe('expired')
  expect(judgementStateOn({ state: 'signed', validUntil: day }, day)).toBe('signed')
  expect(judgementStateOn({ state: 'overturned', validUntil }, day)).toBe('overturned')
})

test('A record can answer only rules that need a judgement: a rule that nobody may override is no argument', () => {
  expectTypeOf<Parameters<typeof isAnswered>[0]>().toEqualTypeOf<JudgementRule>()
  expectTypeOf<NeverRule>().not.toExtend<JudgementRule>()
  expect(JUDGEMENT_RULES.every(({ kind }) => kind === 'judgement')).toBe(true)
  expect(isAnswered({ ...(JUDGEMENT_RULES[0] ?? never()) }, undefined)).toBe(false)
})
function never(): never {
  throw new Error('no rules')
}

test('Every rule has one code, a title, when it applies and why', () => {
  expect(new Set(GATE_RULES.map(({ code }) => code)).size).toBe(GATE_RULES.length)
  for (const { title, appliesWhen, because } of GATE_RULES)
    expect([title, appliesWhen, because].every(saysSomething)).toBe(true)
})

test.each(judgementGrounds)('The guide asks for what %s needs, in order, and for nothing more', (ground) => {
  const record = { ...empty, ground }
  const steps = guideOf(record, 'private-business')
  expect(steps.map(({ part }) => part)).toEqual(partsFor(ground, 'private-business'))
  expect(nextPart(record, 'private-business')).toBe(steps[0]?.part)
  expect(missingParts(record, 'private-business')).toEqual(partsFor(ground, 'private-business'))
  for (const { question, explanation } of steps) expect([question, explanation].every(saysSomething)).toBe(true)
})

test('A law asks for no attempts, a cooperation request for no facts; a municipal section says that nobody is harmed', () => {
  expect(partsFor('law', 'private-business')).not.toContain('attempts')
  expect(partsFor('cooperation-request', 'private-business')).not.toContain('facts')
  expect(partsFor('other', 'municipal-body')).toContain('no-unjust-harm')
  expect(partsFor('other', 'commissioned-body')).not.toContain('no-unjust-harm')
})

test('Four characters say something, blanks and a full stop do not', () => {
  expect(saysSomething('応答なし')).toBe(true)
  expect(['', '   ', '。', 'なし'].map(saysSomething)).toEqual([false, false, false, false])
})
