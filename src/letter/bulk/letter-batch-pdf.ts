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
const points = z.array(z.number()).min(1)

/** Typesets batches: what letters share is made once per form, and the size of its type is found once. */
export type BatchPrinter = Readonly<{ typesettingOf(batch: LetterBatch): BatchTypesetting }>

/** One batch as the template takes it. */
export type BatchTypesetting = Typesetting & Readonly<{ data: BatchData }>
export type BatchData = Readonly<{ forms: readonly Form[]; letters: readonly BatchPage[] }>
type BatchPage = ReturnType<typeof letterData> & Readonly<{ form: number; sequence: string; bars: readonly number[] }>

type Form = ReturnType<typeof formData> & { readonly size: number; readonly onPaper: true }

/** Prepares printing with the windows of a pack. */
export function batchPrinter(job: BulkJob, windows: ReadonlyMap<string, ContactWindow>): BatchPrinter {
  const forms = new Map<string, Form>()
  const formOf = (letter: NumberedLetter): { key: string; form: Form; input: LetterForm } => {
    const { stage, language, supply, municipalityName, windowId } = letter
    const key = [stage, language, supply, municipalityName, windowId].join('|')
    const window = windowOf(windows.get(windowId))
    const input = { stage, language, supply, municipalityName, window, sender: job.sender }
    const known = forms.get(key)
    if (known !== undefined) return { key, form: known, input }
    const data = formData(input)
    const form = { ...data, onPaper: true as const, size: sizeOf(data, pageOf(letter, job)) }
    forms.set(key, form)
    return { key, form, input }
  }
  return { typesettingOf: (batch) => typesettingOf(batch, job, formOf) }
}

function typesettingOf(
  batch: LetterBatch,
  job: BulkJob,
  formOf: (letter: NumberedLetter) => { key: string; form: Form; input: LetterForm },
): BatchTypesetting {
  const used = new Map<string, { at: number; form: Form }>()
  const letters = batch.letters.map((letter) => {
    const { key, form } = formOf(letter)
    const { at } = used.get(key) ?? { at: used.size }
    used.set(key, { at, form })
    const digits = sequenceOf(batch.batch, letter.sheet)
    return { ...pageOf(letter, job), form: at, sequence: digits, bars: code128(digits.replace('-', '')) }
  })
  const [first] = batch.letters
  return {
    template: path.join(folder, 'letter-batch.typ'),
    title: first === undefined ? '' : titleOf(formOf(first).input),
    data: { forms: [...used.values()].map(({ form }) => form), letters },
    language: 'ja',
    standard: 'ua-1',
    qrCodes: letters.map(({ publicUrl }) => publicUrl),
  }
}

/** The largest type at which this form's page holds everything; asked once per form, never per letter. */
function sizeOf(form: ReturnType<typeof formData>, sample: ReturnType<typeof pageOf>): number {
  const template = path.join(folder, 'letter-sizes.typ')
  const [size = 8] = points.parse(
    askTemplate({ template, data: { forms: [form], sample }, title: '-', language: 'ja', label: 'size' }),
  )
  return size
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
