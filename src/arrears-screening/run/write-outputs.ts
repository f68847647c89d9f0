import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { openDuckDb, sqlText } from '#platform/duckdb/open-duckdb.ts'
import {
  createWholeFile,
  type FileMark,
  markOf,
  piecesOf,
  renameForGood,
  writeWhole,
} from '#platform/files/private-files.ts'
import { countsCsv } from './counts-file.ts'
import type { Matched } from './match-stage.ts'
import { csvLine, PEOPLE_COLUMNS, SUPPRESSED_COLUMNS } from './output-rows.ts'
import { beginningOf, byNumbers, cannotHold, encodeText } from './output-text.ts'
import { type Listing, listingColumns, listings, stagedListing } from './read-stage.ts'
import type { RunOrder } from './run-order.ts'

/** A file that a run gives out, with what it was when it was written. */
export type OutputFile = FileMark & { readonly name: string }

/** The files of a run, in the order of their names, and what is to be said of how they were written. */
export type Outputs = { readonly files: readonly OutputFile[]; readonly remarks: readonly string[] }

/** Puts the parts together under unfinished names in the work folder. Refuses when the encoding cannot hold a name; nothing is given out then. */
export async function writeOutputs(order: RunOrder, folder: string, matched: Matched): Promise<Result<Outputs>> {
  const lost = await lostCharacters(order, folder, matched)
  if (lost !== undefined) return refuse('encoding_cannot_hold', lost)
  const byNumber = new Set<string>()
  const listed: OutputFile[] = []
  for (const listing of listings) listed.push(await writeListing({ order, folder, byNumber }, listing))
  const files = [
    await joinParts({ order, folder, matched }, 'people', Object.keys(PEOPLE_COLUMNS)),
    await joinParts({ order, folder, matched }, 'suppressed', SUPPRESSED_COLUMNS),
    await peopleParquet(order, folder, matched),
    ...listed,
    await counts(order, folder, matched),
  ]
  return ok({
    files: files.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    remarks:
      byNumber.size === 0
        ? []
        : [
            `rejects.csv と remarks.csv には、CP932では書けない文字があります。${[...byNumber].slice(0, mostExamples).join('')} のように番号で書きました。元の文字は --encoding utf-8 で確かめられます。`,
          ],
  })
}

type Listed = { readonly order: RunOrder; readonly folder: string; readonly byNumber: Set<string> }

async function writeListing({ order, folder, byNumber }: Listed, listing: Listing): Promise<OutputFile> {
  const name = `${listing}.csv`
  const file = await createWholeFile(join(folder, name))
  await file.write(beginningOf(order.encoding))
  await file.write(encodeText(csvLine(listingColumns), order.encoding))
  for await (const lines of linesOf(piecesOf(join(folder, stagedListing(listing))))) {
    await file.write(encodeText(byNumbers(lines, order.encoding, byNumber), order.encoding))
  }
  return { name, ...(await file.finish()) }
}

type Joining = { readonly order: RunOrder; readonly folder: string; readonly matched: Matched }

async function joinParts(
  { order, folder, matched }: Joining,
  kind: 'people' | 'suppressed',
  columns: readonly string[],
): Promise<OutputFile> {
  const name = `${kind}.csv`
  const file = await createWholeFile(join(folder, name))
  await file.write(beginningOf(order.encoding))
  await file.write(encodeText(csvLine(columns), order.encoding))
  for (const part of matched.parts) {
    const pieces = piecesOf(join(folder, `${part}.${kind}.csv`))
    if (order.encoding === 'utf-8') for await (const piece of pieces) await file.write(piece)
    else for await (const line of linesOf(pieces)) await file.write(encodeText(line, order.encoding))
    tell(order, matched, part)
  }
  return { name, ...(await file.finish()) }
}

function tell({ onProgress }: RunOrder, { parts }: Matched, part: string): void {
  onProgress?.({ step: 'writing', unit: 'percent', done: parts.indexOf(part) + 1, total: parts.length })
}

/** Whole lines with their ends: a character is never cut in two. */
async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of pieces) {
    const all = Buffer.concat([rest, piece])
    const end = all.lastIndexOf(10) + 1
    yield all.subarray(0, end).toString()
    rest = all.subarray(end)
  }
  yield rest.toString()
}

async function counts(order: RunOrder, folder: string, { cells }: Matched): Promise<OutputFile> {
  const text = countsCsv(cells, order.pack.value)
  const bytes = Buffer.concat([beginningOf(order.encoding), encodeText(text, order.encoding)])
  return { name: 'counts.csv', ...(await writeWhole(join(folder, 'counts.csv'), bytes)) }
}

/** One thread that writes small groups of rows needs no more, however many people there are. */
const parquetMemoryMb = 192

/** people.parquet from the same parts; one thread, so that its bytes do not depend on how many there are. */
async function peopleParquet(order: RunOrder, folder: string, { parts, people }: Matched): Promise<OutputFile> {
  const name = 'people.parquet'
  const path = join(folder, name)
  const memoryMb = Math.min(parquetMemoryMb, order.memoryMb ?? parquetMemoryMb)
  const duckdb = await openDuckDb({ tempFolder: folder, folders: [], memoryMb, threads: 1 })
  try {
    const columns = Object.entries(PEOPLE_COLUMNS)
    const files = parts.map((part) => sqlText(join(folder, `${part}.people.csv`))).join(', ')
    const types = columns.map(([column, type]) => `'${column}': '${type}'`).join(', ')
    const read = `select * from read_csv([${files}], header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', columns = {${types}})`
    const nobody = `select ${columns.map(([column, type]) => `null::${type} as ${column}`).join(', ')} limit 0`
    const query = people === 0 ? nobody : read
    await duckdb.run(
      `copy (${query}) to ${sqlText(`${path}.unfinished`)} (format parquet, compression zstd, row_group_size 30720)`,
    )
  } finally {
    duckdb.close()
  }
  await renameForGood(`${path}.unfinished`, path)
  return { name, ...(await markOf(path)) }
}

const mostExamples = 5
const goOn = '--encoding utf-8 にして同じ --out を指定すれば、続きから書き出します。'

/** A sentence on what the encoding cannot hold, with the first contracts in question. */
async function lostCharacters(order: RunOrder, folder: string, { parts, cells }: Matched): Promise<string | undefined> {
  if (order.encoding === 'utf-8') return undefined
  const inCounts = cannotHold(countsCsv(cells, order.pack.value), order.encoding)
  if (inCounts.length > 0)
    return `協定や市区町村の名前に、CP932では書けない文字があります（${inCounts.slice(0, mostExamples).join('')}）。「?」に置きかえることはしません。${goOn}`
  const found = new Set<string>()
  const contracts: string[] = []
  for (const path of parts.flatMap((part) => [`${part}.people.csv`, `${part}.suppressed.csv`])) {
    for await (const line of createInterface({ input: Readable.from(piecesOf(join(folder, path))) })) {
      const lost = cannotHold(line, order.encoding)
      for (const character of lost) found.add(character)
      if (lost.length > 0) contracts.push(line.split(',', 1)[0] ?? '')
    }
  }
  return found.size === 0 ? undefined : lostSentence([...found], contracts)
}

function lostSentence(characters: readonly string[], contracts: readonly string[]): string {
  const shown = characters.slice(0, mostExamples).join('')
  const rows = contracts.slice(0, mostExamples).join('、')
  const more = [characters, contracts].map(({ length }) => (length > mostExamples ? ' ほか' : ''))
  return `CP932では書けない文字が${contracts.length.toLocaleString('ja-JP')}件にあります（${shown}${more[0]}。契約番号 ${rows}${more[1]}）。「?」に置きかえることはしません。${goOn}`
}
