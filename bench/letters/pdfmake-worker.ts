import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { z } from 'zod'
import { withoutReadings } from '#letter/furigana.ts'
import { barsSvg } from './letter-html.ts'
import type { Letter } from './prepare.ts'

const require = createRequire(import.meta.url)
const call = z.custom<(...given: unknown[]) => unknown>((value) => typeof value === 'function')
const loaded: unknown = require('pdfmake')
const Pdfmake = z.looseObject({ setFonts: call, setUrlAccessPolicy: call, setLocalAccessPolicy: call, createPdf: call })
if (!isMaker(loaded)) throw new Error('pdfmake has changed its shape')
const maker = loaded
const font = (file: string) => require.resolve(`@expo-google-fonts/biz-udpgothic/${file}`)
const faces = { normal: font('400Regular/BIZUDPGothic_400Regular.ttf'), bold: font('700Bold/BIZUDPGothic_700Bold.ttf') }
maker.setFonts({ Gothic: { ...faces, italics: faces.normal, bolditalics: faces.bold } })
maker.setUrlAccessPolicy(() => false)
maker.setLocalAccessPolicy(() => true)

type Maker = {
  setFonts(fonts: unknown): void
  setUrlAccessPolicy(policy: () => boolean): void
  setLocalAccessPolicy(policy: () => boolean): void
  createPdf(document: unknown): { getBuffer(): Promise<Uint8Array> }
}
function isMaker(value: unknown): value is Maker {
  return Pdfmake.safeParse(value).success
}

type Sentence = Letter['form']['opening'][number]
const words = (sentence: Sentence) => withoutReadings(sentence)
const heading = (sentence: Sentence) => ({ text: words(sentence), color: '#0017c1', bold: true, margin: [0, 6, 0, 3] })
const list = (items: readonly Sentence[]) => ({
  ul: items.map((item) => ({ text: words(item), margin: [0, 1, 0, 1] })),
})

function pageOf(letter: Letter, index: number) {
  const { words: w, sender } = letter.form
  return [
    { ...(index === 0 ? {} : { pageBreak: 'before' }), ...headOf(letter) },
    { text: words(w.title), fontSize: 15, bold: true },
    ...letter.form.opening.map((line) => ({ text: words(line), margin: [0, 4, 0, 0] })),
    ...windowOf(letter),
    answerPageOf(letter),
    { text: words(w.senderHeading) },
    { text: `${sender.companyName} ${sender.phone}` },
  ]
}

function headOf({ form: { words: w, sender }, page }: Letter) {
  const { postalCode, addressLines, name } = page.addressee
  const addressee = [`〒${postalCode ?? ''}`, ...addressLines, { text: `${name} 様`, fontSize: 14 }]
  const from = [
    page.issuedOn,
    { text: sender.companyName, bold: true },
    sender.sectionName ?? '',
    `${words(w.letterNumberLabel)}: ${page.number}`,
  ]
  return { columns: [{ width: 238, stack: addressee }, { stack: from }], margin: [0, 0, 0, 60] }
}

function windowOf({ form: { words: w, window, promises } }: Letter) {
  return [
    heading(w.windowHeading),
    { text: window.name, bold: true, fontSize: 15 },
    { text: window.phone, bold: true, fontSize: 24, link: `tel:${window.dial}` },
    ...w.windowRows.map(({ label, value }) => `${words(label)} ${value}`),
    {
      columns: [
        { width: '43%', stack: [heading(w.topicsHeading), list(w.topics)] },
        { width: '57%', stack: [heading(w.promisesHeading), list(promises)] },
      ],
      columnGap: 20,
    },
  ]
}

function answerPageOf({ form: { words: w }, page }: Letter) {
  const uses = [
    heading(w.pageHeading),
    list(w.pageUses),
    words(w.pagePrivacy),
    words(w.keptNumberLater),
    words(w.typedCodeLabel),
    { text: page.typedAddress, link: page.publicUrl },
  ]
  return {
    columns: [
      { qr: page.publicUrl, fit: 88, width: 100 },
      { stack: uses },
      { svg: barsSvg(page.bars), width: 20, height: 100 },
    ],
    margin: [0, 10, 0, 10],
  }
}

parentPort?.on('message', async (letters: readonly Letter[]) => {
  const document = {
    pageSize: 'A4',
    pageMargins: [62, 42, 62, 34],
    defaultStyle: { font: 'Gothic', fontSize: 10.5 },
    info: { title: '案内' },
    content: letters.map((letter, index) => pageOf(letter, index)),
  }
  const pdf = await maker.createPdf(document).getBuffer()
  parentPort?.postMessage(pdf.length)
})
