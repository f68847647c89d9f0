import { randomBytes } from 'node:crypto'
import { calendarDate } from '#kernel/calendar-date.ts'
import { type BulkJob, batchesOf } from '#letter/bulk/bulk-letters.ts'
import { drawNumbers } from '#letter/bulk/draw-numbers.ts'
import { batchPrinter } from '#letter/bulk/letter-batch-pdf.ts'
import { letterPackShape } from '#letter/bulk/letter-pack-contract.ts'
import { readPeople } from '#letter/bulk/people-file.ts'
import { planLetters } from '#letter/bulk/plan-letters.ts'
import { openTravellingDirectory } from '#organization/index.ts'
import { benchPack, benchPeople } from './people.ts'

const today = '2026-11-22'

/** Everything before typesetting: routed, numbered, in batches of 100, as `cli letters` makes it. */
export function prepareLetters(count: number, language: string) {
  const pack = letterPackShape.parse(benchPack(today))
  const people = readPeople(new TextEncoder().encode(benchPeople(count, language)))
  if (!people.ok) throw new Error(people.refusal.because)
  const directory = openTravellingDirectory(pack.windows)
  const { letters, listed } = planLetters({ people: people.value, directory, today })
  if (letters.length !== count) throw new Error(`${listed.length} of ${count} people were listed, not printed`)
  const drawn = drawNumbers(letters, new Map(), randomBytes)
  const numbered = letters.flatMap((letter, index) => {
    const own = drawn[index]
    return own === undefined ? [] : [{ ...letter, ...own }]
  })
  const job: BulkJob = {
    company: pack.company,
    sender: {
      companyName: pack.company.name,
      sectionName: 'お客さま相談室',
      phone: '0120-000-001',
      hoursText: '平日 9:00〜17:00',
    },
    origin: 'https://tomoshibi.example.jp',
    issuedOn: calendarDate(today),
    batchSize: 100,
    channel: 'enclosed',
  }
  return { batches: batchesOf(numbered, job.batchSize), printer: batchPrinter(job, directory.windows) }
}

export type Prepared = ReturnType<typeof prepareLetters>
export type Letter = { readonly form: PrintedForm; readonly page: PrintedPage }
type Data = ReturnType<Prepared['printer']['typesettingOf']>['data']
export type PrintedForm = Data['forms'][number]
export type PrintedPage = Data['letters'][number]

/** The first letters one by one, with their form, for the other two printers. */
export function oneByOne({ batches, printer }: Prepared, count: number): readonly Letter[] {
  const [batch] = batches
  if (batch === undefined) return []
  const { data } = printer.typesettingOf({ ...batch, letters: batch.letters.slice(0, count) })
  return data.letters.flatMap((page) => {
    const form = data.forms[page.form]
    return form === undefined ? [] : [{ form, page }]
  })
}
