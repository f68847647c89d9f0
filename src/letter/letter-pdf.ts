import path from 'node:path'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { listUnprintable } from '#platform/pdf/printable.ts'
import { qrCodeSvg } from '#platform/pdf/qr-code.ts'
import { typesetPdf } from '#platform/pdf/typeset.ts'
import { formatLeafletNumber } from './leaflet-number.ts'
import type { GuidanceLetter, LeafletSheet } from './letter.ts'
import { formData, letterData, titleOf, wordingFor } from './letter-form.ts'

/** Prints one guidance letter, A4, with the address where a window envelope (長形3号) shows it. Refuses characters it cannot draw. */
export async function printGuidanceLetter(letter: GuidanceLetter): Promise<Result<Uint8Array>> {
  const { keptNumber } = letter
  return print({
    template: 'guidance-letter.typ',
    title: titleOf(letter),
    data: {
      form: formData(letter),
      letter: {
        ...letterData(letter),
        ...(keptNumber === undefined ? {} : { keptNumber: `${keptNumber.slice(0, 3)} ${keptNumber.slice(3)}` }),
        qr: qrCodeSvg(letter.publicUrl),
      },
    },
  })
}

/** Prints the leaflets of a batch, one A5 page each. Refuses characters it cannot draw. */
export async function printLeaflets(sheet: LeafletSheet): Promise<Result<Uint8Array>> {
  if (sheet.leaflets.length === 0) return refuse('no-leaflets', '印刷するちらしの番号がありません。')
  const words = wordingFor(sheet)
  return print({
    template: 'leaflet.typ',
    title: titleOf(sheet),
    data: {
      form: { ...formData(sheet), opening: words.leafletOpening, promises: words.leafletPromises },
      leaflets: sheet.leaflets.map(({ number, publicUrl }) => ({
        number: formatLeafletNumber(number),
        qr: qrCodeSvg(publicUrl),
      })),
    },
  })
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
