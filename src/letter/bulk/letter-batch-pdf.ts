import path from 'node:path'
import { z } from 'zod'
import type { ContactWindow } from '#organization/index.ts'
import { askTemplate, type Typesetting } from '#platform/pdf/typeset.ts'
import type { LetterForm, LetterWindow } from '../letter.ts'
import { formData, letterData, titleOf } from '../letter-form.ts'
import { parseLetterNumber } from '../letter-number.ts'
import { printedWindow } from '../printed-window.ts'
import { formatPublicCode, parsePublicCode, publicPageUrl } from '../public-code.ts'
import { type BulkJob, type LetterBatch, type NumberedLetter, sequenceOf } from './bulk-letters.ts'
import { code128 } from './code128.ts'

const folder = path.resolve(import.meta.dirname, '..')
const fitsShape = z.array(z.object({ size: z.number(), spots: z.record(z.string(), z.number()) }))
/** How large the type of a form is, and where on its page each letter's own parts lie; in points. */
type Fit = z.infer<typeof fitsShape>[number]

/** A letter's own parts are read in this order among the shared ones: the header first, the QR code before its heading with a
 * list and two paragraphs, the typed address before the sender's footer. */
const SLOTS = [
  { own: 1, beforeLast: 1 },
  { own: 1, beforeLast: 5 },
] as const

/** Typesets batches: what letters share is made once per form, and the size of its type is found once. */
export type BatchPrinter = Readonly<{ typesettingOf(batch: LetterBatch): BatchTypesetting }>

/** One batch as the template takes it. */
export type BatchTypesetting = Typesetting & Readonly<{ data: BatchData }>
export type BatchData = Readonly<{ forms: readonly Form[]; letters: readonly BatchPage[] }>
type BatchPage = ReturnType<typeof letterData> & Readonly<{ form: number; sequence: string; bars: readonly number[] }>

type Form = ReturnType<typeof formData> & Fit & { readonly onPaper: true }

/** Prepares printing with the windows of a pack. */
export function batchPrinter(job: BulkJob, windows: ReadonlyMap<string, ContactWindow>): BatchPrinter {
  const forms = new Map<string, Form>()
  const inputOf = ({ stage, language, supply, municipalityName, windowId }: NumberedLetter): LetterForm => {
    const window = windowOf(windows.get(windowId))
    return { stage, language, supply, municipalityName, window, sender: job.sender }
  }
  return {
    typesettingOf: (batch) => {
      const firsts = new Map(batch.letters.toReversed().map((letter) => [formKey(letter), letter]))
      const fresh = [...firsts].filter(([key]) => !forms.has(key))
      const asked = fresh.map(([, letter]) => ({ ...formData(inputOf(letter)), onPaper: true as const }))
      const fits =
        asked.length === 0
          ? []
          : fitsOf(
              asked,
              fresh.map(([, letter]) => pageOf(letter, job)),
            )
      fresh.forEach(([key], index) => {
        const [form, fit] = [asked[index], fits[index]]
        if (form !== undefined && fit !== undefined) forms.set(key, { ...form, ...fit })
      })
      const [first] = batch.letters
      return typesettingOf({ batch, job, forms, title: first === undefined ? '' : titleOf(inputOf(first)) })
    },
  }
}

/** Letters with one key differ in nothing but the person, the numbers and the code. */
const formKey = ({ stage, language, supply, municipalityName, windowId }: NumberedLetter) =>
  [stage, language, supply, municipalityName, windowId].join('|')

type Ready = Readonly<{ batch: LetterBatch; job: BulkJob; forms: ReadonlyMap<string, Form>; title: string }>

function typesettingOf({ batch, job, forms, title }: Ready): BatchTypesetting {
  const used = [...new Set(batch.letters.map(formKey))]
  const places = new Map(used.map((key, place) => [key, place]))
  const letters = batch.letters.map((letter) => {
    const digits = sequenceOf(batch.batch, letter.sheet)
    const form = places.get(formKey(letter)) ?? 0
    return { ...pageOf(letter, job), form, sequence: digits, bars: code128(digits.replace('-', '')) }
  })
  return {
    template: path.join(folder, 'letter-batch.typ'),
    title,
    data: { forms: used.flatMap((key) => forms.get(key) ?? []), letters },
    language: 'ja',
    standard: 'ua-1',
    qrCodes: letters.map(({ publicUrl }) => publicUrl),
    shared: { onto: letters.map(({ form }) => form), slots: SLOTS },
  }
}

/**
 * The largest type at which each form's page holds everything, and where a letter's own parts lie: asked once per form, and
 * together, because forms of one stage have most of their lines in common.
 */
function fitsOf(forms: readonly unknown[], samples: readonly unknown[]): readonly Fit[] {
  const template = path.join(folder, 'letter-sizes.typ')
  return fitsShape
    .length(forms.length)
    .parse(askTemplate({ template, data: { forms, samples }, title: '-', language: 'ja', label: 'fit' }))
}

function pageOf(letter: NumberedLetter, job: BulkJob) {
  const [code, number] = [parsePublicCode(letter.code), parseLetterNumber(letter.number)]
  if (!code.ok || !number.ok) throw new RangeError('the drawn numbers of this run were changed')
  const { reference } = letter
  return letterData({
    number: number.value,
    issuedOn: job.issuedOn,
    addressee: letter.addressee,
    publicUrl: publicPageUrl(job.origin, code.value),
    typedCode: formatPublicCode(code.value),
    sender: reference === undefined ? {} : { reference },
  })
}

function windowOf(window: ContactWindow | undefined): LetterWindow {
  if (window?.phone === undefined) throw new RangeError('a letter was planned for a window that cannot be called')
  return printedWindow(window, window.phone)
}
