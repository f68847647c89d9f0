import { formatDate } from '#kernel/date-text.ts'
import { withoutReadings } from './furigana.ts'
import type { GuidanceLetter, LetterWindow, Wording, WordingInput } from './letter.ts'
import { formatLetterNumber } from './letter-number.ts'
import { wordingInEasyJapanese } from './wording-easy.ts'
import { wordingInJapanese } from './wording-ja.ts'

/** The words of a letter or leaflet in its language. */
export function wordingFor(input: WordingInput): Wording {
  switch (input.language) {
    case 'ja':
      return wordingInJapanese(input)
    case 'ja-easy':
      return wordingInEasyJapanese(input)
    default: {
      const never: never = input.language
      return never
    }
  }
}

/** What the page takes from language, stage, window and sender: `form` in `letter-page.typ` and `leaflet.typ`. */
export function formData(input: WordingInput) {
  const words = wordingFor(input)
  return {
    words,
    easy: input.language === 'ja-easy',
    municipalityName: input.municipalityName,
    window: { ...input.window, dial: dialOf(input.window) },
    sender: input.sender,
    opening: words.letterOpening,
    promises: words.letterPromises,
  }
}

type OneLetter = Pick<GuidanceLetter, 'number' | 'issuedOn' | 'addressee' | 'publicUrl' | 'typedCode'> & {
  readonly sender: { readonly reference?: string }
}

/** What the page takes from the person and the numbers: `letter` in `letter-page.typ`. */
export function letterData(letter: OneLetter) {
  const { reference } = letter.sender
  return {
    number: formatLetterNumber(letter.number),
    issuedOn: formatDate(letter.issuedOn),
    addressee: letter.addressee,
    publicUrl: letter.publicUrl,
    typedAddress: `${new URL(letter.publicUrl).host}/g/${letter.typedCode}`,
    ...(reference === undefined ? {} : { reference }),
  }
}

/** The document's title, which a reader shows instead of the file name. */
export function titleOf(input: WordingInput): string {
  return withoutReadings(wordingFor(input).title).replaceAll(' ', '')
}

function dialOf(window: LetterWindow): string {
  return window.phone.normalize('NFKC').replace(/[^0-9]/g, '')
}
