import { describe, expect, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import { type AttestedLine, decideAttestation, decideRecall, recallCommands, recallStates } from './recall.ts'
import { DEFAULT_RECALL_CLOCK, recallDueOn, recallStepOn } from './recall-clock.ts'

describe('every state meets every command', () => {
  const expected = {
    'open take': 'taken',
    'open attest': 'settled',
    'open correct': 'refused',
    'open escalate': 'open',
    'taken take': 'refused',
    'taken attest': 'settled',
    'taken correct': 'refused',
    'taken escalate': 'taken',
    'settled take': 'refused',
    'settled attest': 'refused',
    'settled correct': 'settled',
    'settled escalate': 'refused',
  }
  test('and leads where the table says, or is refused with a sentence', () => {
    const found = recallStates.flatMap((state) =>
      recallCommands.map((command) => {
        const next = decideRecall(state, command)
        if (!next.ok) expect(next.refusal.because).toMatch(/。$/)
        return [`${state} ${command}`, next.ok ? next.value : 'refused']
      }),
    )
    expect(Object.fromEntries(found)).toEqual(expected)
  })
})

const gone: readonly AttestedLine[] = [
  { thing: 'paper-copies', outcome: 'deleted' },
  { thing: 'own-notes', outcome: 'none-held' },
  { thing: 'saved-files', outcome: 'returned' },
]
const codeOf = (lines: readonly AttestedLine[]) => {
  const decided = decideAttestation(lines)
  return decided.ok ? 'whole' : decided.refusal.code
}
const notes = (line: Partial<AttestedLine>) =>
  gone.map((one) => (one.thing === 'own-notes' ? { ...one, ...line } : one))

test('An answer names every kind of copy once, and what is kept with its ground', () => {
  expect(codeOf(gone)).toBe('whole')
  expect(codeOf(gone.slice(1))).toBe('recall-answer-not-whole')
  expect(codeOf([...gone, ...gone.slice(0, 1)])).toBe('recall-answer-not-whole')
  expect(codeOf(notes({ outcome: 'kept' }))).toBe('recall-ground-missing')
  expect(codeOf(notes({ ground: 'case-record' }))).toBe('recall-ground-missing')
  expect(codeOf(notes({ outcome: 'kept', ground: 'case-record' }))).toBe('whole')
  expect(codeOf(notes({ outcome: 'kept', ground: 'other-law' }))).toBe('recall-provision-missing')
  expect(codeOf(notes({ outcome: 'kept', ground: 'other-law', cited: '念のため' }))).toBe('recall-provision-missing')
  expect(codeOf(notes({ outcome: 'kept', ground: 'other-law', cited: '地方自治法第149条' }))).toBe('whole')
})

test('It is due on a business day, climbs to the lead on the next and to the officers three business days later', () => {
  // 2026-11-20 is a Friday before a holiday (23 November).
  const due = recallDueOn(calendarDate('2026-11-20'), DEFAULT_RECALL_CLOCK)
  expect(due).toBe('2026-11-30')
  const steps = ['2026-11-30', '2026-12-01', '2026-12-03', '2026-12-04'].map((day) =>
    recallStepOn(calendarDate(day), due, DEFAULT_RECALL_CLOCK),
  )
  expect(steps).toEqual([0, 1, 1, 2])
})
