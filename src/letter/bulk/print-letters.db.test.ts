import { randomBytes } from 'node:crypto'
import jsqr from 'jsqr'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { codeDigest } from '#platform/crypto/guidance-code.ts'
import { qrCodePixels } from '#platform/pdf/qr-code.ts'
import { typesetPdf } from '#platform/pdf/typeset.ts'
import { LETTER_STAGES } from '../letter.ts'
import { formatLetterNumber, parseLetterNumber } from '../letter-number.ts'
import { LETTER_FILES, type LetterFiles } from './letter-files.ts'
import { planLetters } from './plan-letters.ts'
import { claimFolder, printLetters } from './print-letters.ts'
import { registrationShape } from './registration-contract.ts'
import { directory, job, memoryFolder, person, windows } from './test-bulk.ts'

const people = LETTER_STAGES.flatMap((noticeStage) =>
  ['ja', 'ja-easy'].map((language) => person({ noticeStage, language, reference: '00-0000-0001' })),
)
const plan = planLetters({ people, directory, today: '2026-11-22' })
const run = { job, plan, windows: new Map(windows.map((one) => [one.id, one])), inputs: {}, read: people.length }
const quiet = { randomBytes, onProgress: () => undefined, signal: new AbortController().signal }
const desk = (files: LetterFiles, set: string[] = []) => ({
  ...quiet,
  files,
  typesetters: {
    count: 1,
    typeset: (work: Parameters<typeof typesetPdf>[0]) => {
      set.push(work.template)
      return typesetPdf(work)
    },
  },
})
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

const slow = { timeout: 60_000 }

test(
  'every variant is printed on one page with its window, its number and its mark; the registration names nobody',
  slow,
  async () => {
    const folder = memoryFolder()
    const manifest = await printLetters(run, desk(folder))
    expect([manifest.letters, manifest.batches.length]).toEqual([10, 10])
    const registration = registrationShape.parse(JSON.parse(textOf(folder.kept.get(LETTER_FILES.registration))))
    const said = JSON.stringify(registration)
    for (const { contractId, personName, address } of people) {
      for (const secret of [`"${contractId}"`, personName, address]) expect(said).not.toContain(secret)
    }
    const codes = textOf(folder.kept.get(LETTER_FILES.codes))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(said).not.toContain(codes[0].code)
    expect(registration.letters.map(({ codeHash }) => codeHash).toSorted()).toEqual(
      codes.map(({ code }: { code: string }) => codeDigest(code)).toSorted(),
    )
    for (const { file = '', letters, firstSheet } of manifest.batches) {
      const pdf = folder.kept.get(file) ?? new Uint8Array()
      const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 }), {
        mergePages: false,
      })
      expect(totalPages).toBe(letters)
      const page = text.join('').replace(/\s/g, '')
      expect(page).toContain('灯町市くらし相談センター')
      expect(page).toContain(firstSheet)
      expect(
        codes.some(({ number }: { number: string }) => {
          const read = parseLetterNumber(number)
          return read.ok && page.includes(formatLetterNumber(read.value))
        }),
      ).toBe(true)
    }
  },
)

test('the window of the envelope shows name and address and nothing else, in every variant', slow, async () => {
  const folder = memoryFolder()
  const { batches } = await printLetters(run, desk(folder))
  expect(batches).toHaveLength(10)
  for (const { file = '' } of batches) {
    const pdf = await getDocumentProxy(new Uint8Array(folder.kept.get(file) ?? []), { verbosity: 0 })
    const { items } = await (await pdf.getPage(1)).getTextContent()
    const shown = items.flatMap((item) => ('str' in item && isInWindow(item.transform) ? [item.str] : [])).join('')
    expect(shown.replace(/\s/g, '')).toMatch(/^灯町市ひかり二丁目\d+番灯花子\d+様$/)
  }
})

/** A window of 90 × 45 mm that begins 14 mm from the left and 14 mm from the top of the folded sheet; points from below. */
function isInWindow([, , , , x, y]: readonly number[]): boolean {
  const [left, top] = [((x ?? 0) * 25.4) / 72, 297 - ((y ?? 0) * 25.4) / 72]
  return left >= 14 && left <= 104 && top >= 14 && top <= 59
}

test(
  'a run that was stopped goes on: numbers stay, finished batches are not printed again, a broken one is',
  slow,
  async () => {
    const folder = memoryFolder()
    const first: string[] = []
    const before = await printLetters(run, desk(folder, first))
    const broken = before.batches[0]?.file ?? ''
    folder.kept.set(broken, new Uint8Array([1, 2, 3]))
    const again: string[] = []
    const after = await printLetters(run, desk(folder, again))
    expect([first.length, again.length]).toEqual([10, 1])
    expect(after).toEqual(before)
  },
)

test('a folder belongs to one run', async () => {
  const folder = memoryFolder()
  expect(await claimFolder(folder, 'one', '2026-11-22')).toEqual({ ok: true, value: '2026-11-22' })
  expect(await claimFolder(folder, 'one', '2026-12-01')).toEqual({ ok: true, value: '2026-11-22' })
  expect(await claimFolder(folder, 'two', '2026-11-22')).toMatchObject({ refusal: { code: 'other-run' } })
})

test('a QR code of pixels is read as what was written', () => {
  const texts = ['g/ABC-0129', 'g/xyz ひ', '0123456789', 'g/'].map((end) => `https://tomoshibi.example.jp/${end}`)
  const { side, pixels } = qrCodePixels(texts)
  texts.forEach((text, index) => {
    const picture = new Uint8ClampedArray(side * side * 4 * 9)
    for (let y = 0; y < side * 3; y++) {
      for (let x = 0; x < side * 3; x++) {
        const shade = pixels[(index * side + Math.floor(y / 3)) * side + Math.floor(x / 3)] ?? 255
        picture.set([shade, shade, shade, 255], (y * side * 3 + x) * 4)
      }
    }
    expect(jsqr.default(picture, side * 3, side * 3)?.data).toBe(text)
  })
})
