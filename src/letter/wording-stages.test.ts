import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { withoutReadings } from './furigana.ts'
import { LETTER_LANGUAGES, LETTER_STAGES, LETTER_SUPPLIES, WORDING_VERSION } from './letter.ts'
import { wordingFor } from './letter-form.ts'
import { sampleLetter } from './test-letters.ts'

const VARIANTS = LETTER_LANGUAGES.flatMap((language) =>
  LETTER_STAGES.flatMap((stage) => LETTER_SUPPLIES.map((supply) => ({ language, stage, supply }))),
)
const openingOf = ({ language, stage, supply }: (typeof VARIANTS)[number]) =>
  wordingFor({ ...sampleLetter(language, 'short'), stage, supply })
    .letterOpening.map(withoutReadings)
    .join('')

test.each(VARIANTS)('no opening blames, orders, or names an amount: %o', (variant) => {
  const said = openingOf(variant).replaceAll(' ', '')
  expect(said).not.toMatch(/滞納|未納|指導|拒否|違反|督促|ください|なければなりません|至急|[0-9０-９]+円|いくら/)
  expect(said).toContain('灯町市')
})

test('every stage opens in its own words', () => {
  for (const language of LETTER_LANGUAGES) {
    const openings = LETTER_STAGES.map((stage) => openingOf({ language, stage, supply: 'electricity' }))
    expect(new Set(openings).size).toBe(LETTER_STAGES.length)
  }
})

/** The words of each version, by their digest: whoever changes a sentence raises the version and writes a new line. */
const KNOWN: Readonly<Record<string, string>> = {
  '2026-11-22': '776b140220a9562c',
}

test('the version of the words changes with the words, so that the ledger can tell hand-outs apart', () => {
  const words = VARIANTS.map(({ language, stage, supply }) =>
    wordingFor({ ...sampleLetter(language, 'short'), stage, supply }),
  )
  const digest = createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16)
  expect({ [WORDING_VERSION]: digest }).toEqual({ [WORDING_VERSION]: KNOWN[WORDING_VERSION] })
})
