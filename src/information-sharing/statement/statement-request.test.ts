import { expect, test } from 'vitest'
import { phrasesOf, withoutReadings } from './readings.ts'
import {
  decidePapers,
  decideRequest,
  firstState,
  requestCommands,
  requesters,
  requestStates,
} from './statement-request.ts'
import { easyStatementWords } from './statement-words-easy.ts'
import { plainStatementWords } from './statement-words-ja.ts'

test('Every state of a request meets every command', () => {
  const found = requestStates.map((state) =>
    requestCommands.map((command) => {
      const next = decideRequest(state, command)
      return next.ok ? next.value : next.refusal.code === 'transition-not-allowed' ? '-' : '?'
    }),
  )
  expect(Object.fromEntries(requestStates.map((state, at) => [state, found[at]]))).toEqual({
    checked: ['-', '-', 'issued'],
    'with-officer': ['released', 'declined', '-'],
    released: ['-', '-', 'issued'],
    declined: ['-', '-', '-'],
    issued: ['-', '-', 'issued'],
  })
})

test('Nobody but the person is answered without the officer', () => {
  expect(requesters.filter((who) => firstState(who) !== 'with-officer')).toEqual(['self'])
})

test('Each representative brings their papers, and everybody is recognised first', () => {
  const fine = (who: (typeof requesters)[number], papers: Parameters<typeof decidePapers>[1]['papers']) =>
    decidePapers(who, { identity: ['passport'], papers }).ok
  expect(decidePapers('self', { identity: [], papers: [] }).ok).toBe(false)
  expect([fine('self', []), fine('guardian', []), fine('guardian', ['guardian-registration'])]).toEqual([
    true,
    false,
    true,
  ])
  expect([
    fine('delegated', ['delegation-letter']),
    fine('delegated', ['delegation-letter', 'seal-certificate']),
  ]).toEqual([false, true])
})

test('Both languages say the same things', () => {
  expect(Object.keys(easyStatementWords.looks)).toEqual(Object.keys(plainStatementWords.looks))
  const grounds = (words: typeof plainStatementWords) => words.stays.map(({ ground }) => ground)
  expect(grounds(easyStatementWords)).toEqual(grounds(plainStatementWords))
})

test('A reading stands above its kanji and is gone from titles', () => {
  expect(phrasesOf('電気(でんき)の お金(かね)')).toEqual([
    [{ text: '電気', reading: 'でんき' }, { text: 'の' }],
    [{ text: 'お' }, { text: '金', reading: 'かね' }],
  ])
  expect(withoutReadings('電気(でんき)の お金(かね)')).toBe('電気のお金')
})
