/**
 * Letters per second of merged batches beside headless Chromium and pdfmake doing the same letter, turn by turn in one run.
 * All print the same words, window, QR code and bars in BIZ UDPGothic. Ours sets batches of 100 pages in up to two
 * processes (how `cli letters` prints); the others run as they are used: one warm tab that writes tagged PDF (Chromium
 * itself uses several processes), one thread whose typefaces are loaded before, one document for each letter.
 * Prints one JSON line: letters_per_s, ratio_chromium, ratio_pdfmake (each beside one PDF per letter), kb_per_letter, pdf_ua;
 * beside them the same two printers with merged documents, and processor time, which a busy machine does not stretch. Claims: ratio_chromium ≥ 25, ratio_pdfmake ≥ 15.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { openTypesetters } from '#platform/pdf/typesetters.ts'
import { openChromium } from './letters/over-chromium.ts'
import { openPdfmake } from './letters/over-pdfmake.ts'
import { oneByOne, prepareLetters } from './letters/prepare.ts'
import { processorSeconds } from './letters/processor-time.ts'
import { checkTags } from './letters/tagged.ts'

const { values } = parseArgs({
  options: { n: { type: 'string', default: '2000' }, language: { type: 'string', default: 'ja' } },
})
const count = Number(values.n)
const processors = Math.min(2, availableParallelism())
const turns = 3
const few = 40

const prepared = prepareLetters(count, values.language)
const letters = oneByOne(prepared, few)
const ours = openTypesetters(processors)
const chromium = await openChromium(1)
const pdfmake = openPdfmake(1)
const busy = { ours: 0, chromium: 0, pdfmake: 0 }
const seconds = { ours: 0, chromium: 0, pdfmake: 0, chromiumMerged: 0, pdfmakeMerged: 0 }
let bytes = 0
let sample: Uint8Array | undefined
try {
  await Promise.all([chromium.oneByOne(letters.slice(0, 4)), pdfmake.oneByOne(letters.slice(0, 4))])
  await printAll(
    prepared.batches.slice(0, processors).map((batch) => ({ ...batch, letters: batch.letters.slice(0, 5) })),
  )
  bytes = 0
  // As many batches a turn as keep every processor busy to its end.
  const share = Math.ceil(prepared.batches.length / turns / processors) * processors
  for (let turn = 0; turn < turns; turn += 1) {
    const before = processorSeconds()
    seconds.chromium += await chromium.oneByOne(letters)
    const afterChromium = processorSeconds()
    seconds.ours += await printAll(prepared.batches.slice(turn * share, (turn + 1) * share))
    const afterOurs = processorSeconds()
    seconds.pdfmake += await pdfmake.oneByOne(letters)
    busy.chromium += afterChromium - before
    busy.ours += afterOurs - afterChromium
    busy.pdfmake += processorSeconds() - afterOurs
    seconds.chromiumMerged += await chromium.merged(letters)
    seconds.pdfmakeMerged += await pdfmake.merged(letters)
  }
} finally {
  await Promise.all([ours.close(), chromium.close(), pdfmake.close()])
}
const perSecond = count / seconds.ours
const beside = (spent: number) => Number((perSecond / ((few * turns) / spent)).toFixed(1))
const milliseconds = (spent: number, letters: number) => Number(((spent * 1000) / letters).toFixed(2))
console.log(
  JSON.stringify({
    letters_per_s: Math.round(perSecond),
    ratio_chromium: beside(seconds.chromium),
    ratio_pdfmake: beside(seconds.pdfmake),
    kb_per_letter: Number((bytes / count / 1024).toFixed(1)),
    pdf_ua: sample === undefined ? 'nothing was printed' : await checkTags(sample),
    ratio_chromium_merged: beside(seconds.chromiumMerged),
    ratio_pdfmake_merged: beside(seconds.pdfmakeMerged),
    processor_ms_per_letter: {
      ours: milliseconds(busy.ours, count),
      chromium: milliseconds(busy.chromium, few * turns),
      pdfmake: milliseconds(busy.pdfmake, few * turns),
    },
    compared: 'ours: merged batches in processes; ratios: one PDF per letter, one warm tagged tab, one warm thread',
    letters: count,
    language: values.language,
    processors,
  }),
)

/** Seconds for some batches, from the planned letter to the bytes of the file, routed and numbered before. */
async function printAll(batches: typeof prepared.batches): Promise<number> {
  const from = performance.now()
  const waiting = [...batches]
  await Promise.all(
    Array.from({ length: processors }, async () => {
      for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
        const pdf = await ours.typeset(prepared.printer.typesettingOf(batch))
        bytes += pdf.length
        sample = pdf
      }
    }),
  )
  return (performance.now() - from) / 1000
}
