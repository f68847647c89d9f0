import path from 'node:path'
import { formatDate } from '#kernel/date-text.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { listUnprintable } from '#platform/pdf/printable.ts'
import { qrCodeSvg } from '#platform/pdf/qr-code.ts'
import { typesetPdf } from '#platform/pdf/typeset.ts'
import { withoutReadings } from './furigana.ts'
import { formatLeafletNumber } from './leaflet-number.ts'
import type { GuidanceLetter, LeafletSheet, LetterWindow, Wording, WordingInput } from './letter.ts'
import { formatLetterNumber } from './letter-number.ts'
import { wordingInEasyJapanese } from './wording-easy.ts'
import { wordingInJapanese } from './wording-ja.ts'

/** Prints one guidance letter, A4, with the address where a window envelope (長形3号) shows it. Refuses characters it cannot draw. */
export async function printGuidanceLetter(letter: GuidanceLetter): Promise<Result<Uint8Array>> {
  const words = wordingFor(letter)
  return print({
    template: 'guidance-letter.typ',
    title: withoutSpaces(words),
    data: {
      ...sharedData(letter, words),
      opening: words.letterOpening,
      promises: words.letterPromises,
      number: formatLetterNumber(letter.number),
      keptNumber: `${letter.keptNumber.slice(0, 3)} ${letter.keptNumber.slice(3)}`,
      issuedOn: formatDate(letter.issuedOn),
      addressee: letter.addressee,
      qr: qrCodeSvg(letter.publicUrl),
      publicUrl: letter.publicUrl,
      typedAddress: typedAddress(letter),
    },
  })
}

/** Prints the leaflets of a batch, one A5 page each. Refuses characters it cannot draw. */
export async function printLeaflets(sheet: LeafletSheet): Promise<Result<Uint8Array>> {
  if (sheet.leaflets.length === 0) return refuse('no-leaflets', '印刷するちらしの番号がありません。')
  const words = wordingFor(sheet)
  return print({
    template: 'leaflet.typ',
    title: withoutSpaces(words),
    data: {
      ...sharedData(sheet, words),
      opening: words.leafletOpening,
      promises: words.leafletPromises,
      leaflets: sheet.leaflets.map(({ number, publicUrl }) => ({
        number: formatLeafletNumber(number),
        qr: qrCodeSvg(publicUrl),
      })),
    },
  })
}

function wordingFor(input: WordingInput): Wording {
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

function sharedData(input: WordingInput, words: Wording) {
  return {
    words,
    easy: input.language === 'ja-easy',
    municipalityName: input.municipalityName,
    window: { ...input.window, dial: dialOf(input.window) },
    sender: input.sender,
  }
}

function dialOf(window: LetterWindow): string {
  return window.phone.normalize('NFKC').replace(/[^0-9]/g, '')
}

function typedAddress(letter: GuidanceLetter): string {
  const { host } = new URL(letter.publicUrl)
  return `${host}/g/${letter.typedCode}`
}

function withoutSpaces(words: Wording): string {
  return withoutReadings(words.title).replaceAll(' ', '')
}

type Page = Readonly<{ template: string; title: string; data: unknown }>

async function print({ template, title, data }: Page): Promise<Result<Uint8Array>> {
  const missing = listUnprintable(`${title}${JSON.stringify(data)}`)
  if (missing.length > 0) {
    return refuse(
      'unprintable',
      `「${missing.join('」「')}」は用意した書体にない文字です。かななど別の書き方にすると印刷できます。`,
    )
  }
  return ok(
    await typesetPdf({
      template: path.join(import.meta.dirname, template),
      title,
      data,
      language: 'ja',
      standard: 'ua-1',
    }),
  )
}
