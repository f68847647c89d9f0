import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CONCLUSIONS, conclusionCodes, declineCodes, feedbackWords, wordsToldAtEnd } from './conclusion-codes.ts'
import { feedbackCeiling, mayTell, wordsStillToTell } from './feedback.ts'
import { feedbackLevels } from './report-form.ts'

const level = fc.constantFrom(...feedbackLevels)
const code = fc.constantFrom(...conclusionCodes)
const rank = (one: (typeof feedbackLevels)[number]) => feedbackLevels.indexOf(one)

test('the ceiling is the lowest of agreement, consent and choice', () => {
  fc.assert(
    fc.property(level, level, level, (agreement, consent, choice) => {
      const ceiling = feedbackCeiling({ agreement, consent, choice })
      expect(rank(ceiling)).toBe(Math.min(rank(agreement), rank(consent), rank(choice)))
    }),
  )
})

describe('What the end tells', () => {
  test('is never more than the level allows', () => {
    fc.assert(
      fc.property(code, level, (ended, ceiling) => {
        for (const word of wordsToldAtEnd(ended, ceiling)) expect(mayTell(word, ceiling)).toBe(true)
      }),
    )
  })

  test('only grows with the level', () => {
    fc.assert(
      fc.property(code, level, level, (ended, one, other) => {
        const [low, high] = rank(one) <= rank(other) ? [one, other] : [other, one]
        expect(wordsToldAtEnd(ended, high)).toEqual(expect.arrayContaining([...wordsToldAtEnd(ended, low)]))
      }),
    )
  })

  test('from `received` up is the one word `closed`, at `none` nothing', () => {
    fc.assert(
      fc.property(code, level, (ended, ceiling) => {
        expect(wordsToldAtEnd(ended, ceiling).includes('closed')).toBe(ceiling !== 'none')
        if (ceiling === 'none') expect(wordsToldAtEnd(ended, ceiling)).toEqual([])
        if (ceiling === 'received') expect(wordsToldAtEnd(ended, ceiling)).toEqual(['closed'])
      }),
    )
  })

  const secret = [
    'public-assistance-received',
    'already-supported',
    'repeat-of-known-report',
    'lives-elsewhere',
    'deceased',
  ] as const
  test.each(secret)('never tells of %s: it looks like an end without contact', (ended) => {
    for (const ceiling of feedbackLevels) {
      expect(wordsToldAtEnd(ended, ceiling)).toEqual(wordsToldAtEnd('never-reached', ceiling))
    }
  })
})

test('the codes for declining are those that say so', () => {
  const declining = conclusionCodes.filter((one) => CONCLUSIONS[one].endsAs === 'declined')
  expect(declining).toEqual([...declineCodes])
})

test('by hand only facts about the person are told, once, under the ceiling', () => {
  fc.assert(
    fc.property(level, fc.subarray([...feedbackWords]), (ceiling, told) => {
      for (const word of wordsStillToTell(ceiling, told)) {
        expect(['contacted', 'supported']).toContain(word)
        expect(told).not.toContain(word)
        expect(mayTell(word, ceiling)).toBe(true)
      }
    }),
  )
  expect(wordsStillToTell('supported', ['contacted'])).toEqual(['supported'])
})
