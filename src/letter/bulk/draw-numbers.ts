import { z } from 'zod'
import { LETTER_NUMBER_BYTES, letterNumberFrom } from '../letter-number.ts'
import { PUBLIC_CODE_BYTES, publicCodeFrom } from '../public-code.ts'
import type { DrawnNumbers, PlannedLetter } from './bulk-letters.ts'

const drawn = z.strictObject({ contractId: z.string(), code: z.string(), number: z.string() })

/** Reads the numbers of an earlier start of the same run. */
export function readDrawn(bytes: Uint8Array | undefined): ReadonlyMap<string, DrawnNumbers> {
  const lines = new TextDecoder().decode(bytes).split('\n')
  const all = lines.filter((line) => line !== '').map((line) => drawn.parse(JSON.parse(line)))
  return new Map(all.map((one) => [one.contractId, one]))
}

/** A code and a number for every letter: those already drawn, and fresh ones that meet none of them. */
export function drawNumbers(
  letters: readonly PlannedLetter[],
  before: ReadonlyMap<string, DrawnNumbers>,
  randomBytes: (count: number) => Uint8Array,
): readonly DrawnNumbers[] {
  const taken = new Set([...before.values()].map(({ number }) => number))
  return letters.map(({ contractId }) => {
    const known = before.get(contractId)
    if (known !== undefined) return known
    let number = letterNumberFrom(randomBytes(LETTER_NUMBER_BYTES))
    while (taken.has(number)) number = letterNumberFrom(randomBytes(LETTER_NUMBER_BYTES))
    taken.add(number)
    return { contractId, code: publicCodeFrom(randomBytes(PUBLIC_CODE_BYTES)), number }
  })
}
