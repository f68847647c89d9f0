import { ok, type Result } from '#kernel/result.ts'
import { formatLeafletNumber, parseLeafletNumber } from './leaflet-number.ts'
import { formatLetterNumber, parseLetterNumber } from './letter-number.ts'

/** A number that was printed on what was handed over: how it goes over the wire and how people read it. */
export type HandoutNumber = Readonly<{ digits: string; text: string }>

/** Reads the number of a leaflet (8 digits) or of a letter (12 digits), each with its check digit. */
export function findHandoutNumber(typed: string): Result<HandoutNumber> {
  if (typed.normalize('NFKC').replace(/[^0-9]/g, '').length > 8) {
    const letter = parseLetterNumber(typed)
    return letter.ok ? ok({ digits: letter.value, text: formatLetterNumber(letter.value) }) : letter
  }
  const leaflet = parseLeafletNumber(typed)
  return leaflet.ok ? ok({ digits: leaflet.value, text: formatLeafletNumber(leaflet.value) }) : leaflet
}
