import { randomBytes } from 'node:crypto'
import { getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import type { TravellingWindow } from '#organization/contact-window-contract.ts'
import { openTravellingDirectory } from '#organization/index.ts'
import { typesetPdf } from '#platform/pdf/typeset.ts'
import { LETTER_STAGES } from '../letter.ts'
import { batchesOf } from './bulk-letters.ts'
import { drawNumbers } from './draw-numbers.ts'
import { batchPrinter } from './letter-batch-pdf.ts'
import { planLetters } from './plan-letters.ts'
import { job, person, windows } from './test-bulk.ts'

const slow = { timeout: 120_000 }

function batches(language: string, known: readonly TravellingWindow[] = windows) {
  const directory = openTravellingDirectory(known)
  const people = LETTER_STAGES.flatMap((noticeStage) => [
    person({ noticeStage, language, reference: '00-0000-0001', postalCode: '0000001' }),
    person({ noticeStage, language, personName: 'クリスティーナ・マリア・デ・ロス・サントス' }),
    person({
      noticeStage,
      language,
      municipality: '990035',
      address: '古灯市あかり字ともしび1234番地の5 ひだまり荘203号室',
    }),
    person({ noticeStage, language, supply: 'water', address: `灯町市${'ひかり谷'.repeat(18)}1番` }),
  ])
  const { letters } = planLetters({ people, directory, today: '2026-11-22' })
  const drawn = drawNumbers(letters, new Map(), randomBytes)
  const numbered = letters.flatMap((letter, index) => (drawn[index] ? [{ ...letter, ...drawn[index] }] : []))
  const printer = batchPrinter(job, directory.windows)
  return batchesOf(numbered, 100).map(printer.typesettingOf)
}

type Node = { role?: string; children?: Node[]; type?: string; id?: string; alt?: string }

type Item = { str: string; transform: number[] } | { type: string; id?: string }

/** Words with their places and sizes, by the mark they stand under; without one they are decoration. */
function wordsByMark(items: readonly Item[]): ReadonlyMap<string, string[]> {
  const words = new Map<string, string[]>()
  const open: string[] = []
  for (const item of items) {
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') open.pop()
      else open.push(item.id ?? '')
    } else if (item.str.trim() !== '') {
      const key = open.findLast((id) => id !== '') ?? 'decoration'
      const places = item.transform.map((each) => each.toFixed(3)).join(' ')
      words.set(key, [...(words.get(key) ?? []), `${item.str} ${places}`])
    }
  }
  return words
}

/** The reader's own note that a typeface has to be loaded first. */
const LOADS = 1

/** What every page says: its tags in the order of reading with the words, its decoration, its strokes. */
async function said(pdf: Uint8Array): Promise<unknown[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 })
  const pages: unknown[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const words = wordsByMark((await page.getTextContent({ includeMarkedContent: true })).items)
    const tell = ({ role, alt, type, id = '', children = [] }: Node): unknown =>
      type === 'content' ? words.get(id) : { role, alt, in: children.map(tell) }
    const strokes = (await page.getOperatorList()).fnArray.filter((each) => each !== LOADS)
    pages.push({
      tags: tell(await page.getStructTree()),
      decoration: words.get('decoration')?.toSorted(),
      strokes: strokes.toSorted((one, other) => one - other),
    })
  }
  return pages
}

/** Where the pictures lie, to a hundredth of a point; the reader does not tell. */
const pictures = (pdf: Uint8Array) =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/BBox \[([^\]]+)\]/g),
  ]
    .map(([, places = '']) => places.split(' ').map((each) => Number(each).toFixed(2)))
    .toSorted()

test.each(['ja', 'ja-easy'])(
  'a letter laid onto a shared page is the letter that is set whole: %s',
  slow,
  async (language) => {
    for (const { shared, ...work } of batches(language)) {
      expect(shared).toBeDefined()
      const joined = await typesetPdf({ ...work, ...(shared === undefined ? {} : { shared }) })
      const whole = await typesetPdf(work)
      // It was joined, not set whole for want of joining.
      expect(joined.length).not.toBe(whole.length)
      const [one, other] = [await said(joined), await said(whole)]
      expect(one).toHaveLength(work.data.letters.length)
      expect(one).toEqual(other)
      expect(pictures(joined)).toEqual(pictures(whole))
      expect(pictures(joined)).toHaveLength(one.length)
      expect(JSON.stringify(one)).toContain('"role":"LBody"')
      expect(Buffer.from(joined).toString('latin1')).toContain(`<xmpTPg:NPages>${one.length}<`)
    }
  },
)

test('a form that runs over its page is set whole, letter by letter', slow, async () => {
  const [first, ...others] = windows
  if (first === undefined) throw new Error('no window')
  const long = { ...first, address: '灯町市あかり一丁目1番1号 '.repeat(120) }
  const [work] = batches('ja', [long, ...others])
  if (work === undefined) throw new Error('no batch')
  const { numPages } = await getDocumentProxy(await typesetPdf(work), { verbosity: 0 })
  expect(numPages).toBeGreaterThan(work.data.letters.length)
})
