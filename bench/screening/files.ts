import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import iconv from 'iconv-lite'
import {
  choicesOf,
  fileColumns,
  labelOf,
  readingOf,
  sqlColumnOf,
} from '#arrears-screening/account-file/account-columns.ts'
import { accountsSql } from './accounts-sql.ts'
import { benchPack } from './pack.ts'
import { benchMunicipalities } from './rules.ts'

/** One set of generated files: the same rows as Parquet and as the CP932 CSV that an office program would write. */
export type BenchFiles = {
  readonly parquet: string
  readonly cp932: string
  readonly pack: string
  readonly mappings: { readonly parquet: string; readonly cp932: string }
}

/** Counted up when the generator changes, so that no old file is taken for a new one. */
const generation = 3

/** Makes the files once and keeps them; the same number of rows gives the same bytes. */
export async function benchFiles(
  folder: string,
  rows: number,
  formats: readonly ('parquet' | 'cp932')[],
): Promise<BenchFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = (ending: string) => join(folder, `accounts-${generation}-${rows}.${ending}`)
  const files = {
    parquet: name('parquet'),
    cp932: name('csv'),
    pack: join(folder, 'pack.json'),
    mappings: { parquet: join(folder, 'mapping-parquet.json'), cp932: join(folder, 'mapping-csv.json') },
  }
  await writeFile(files.pack, benchPack())
  await writeFile(files.mappings.parquet, mapping(sqlColumnOf))
  await writeFile(files.mappings.cp932, mapping(labelOf, { encoding: 'cp932' }))
  if (!existsSync(files.parquet)) await whole(files.parquet, (path) => makeParquet(path, rows))
  if (formats.includes('cp932') && !existsSync(files.cp932))
    await whole(files.cp932, (path) => makeCsv(files.parquet, path))
  return files
}

async function whole(path: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  await make(`${path}.unfinished`)
  await rename(`${path}.unfinished`, path)
}

function mapping(headerOf: (column: (typeof fileColumns)[number]) => string, more = {}): string {
  const columns = Object.fromEntries(fileColumns.map((column) => [column, { header: headerOf(column) }]))
  return JSON.stringify({ format: 'tomoshibi-account-mapping/1', ...more, columns })
}

async function inDuckDb(statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' })
  const connection = await instance.connect()
  for (const statement of statements) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}

function makeParquet(path: string, rows: number): Promise<void> {
  const codes = benchMunicipalities.map((code) => `'${code}'`).join(', ')
  return inDuckDb([
    `create temp table bench_municipalities as select [${codes}] as codes`,
    `copy (${accountsSql(rows)}) to '${path}' (format parquet)`,
  ])
}

/** Japanese headings and words, 2026/01/20, 有 and 無, CRLF. */
async function makeCsv(parquet: string, path: string): Promise<void> {
  const columns = fileColumns.map((column) => `${writtenSql(column)} as "${labelOf(column)}"`).join(', ')
  const utf8 = `${path}.utf8`
  await inDuckDb([`copy (select ${columns} from read_parquet('${parquet}')) to '${utf8}' (format csv, header true)`])
  const out = createWriteStream(path)
  const decoder = new TextDecoder()
  for await (const piece of createReadStream(utf8, { highWaterMark: 1 << 20 })) {
    const text = decoder.decode(piece, { stream: true }).replaceAll('\n', '\r\n')
    if (!out.write(iconv.encode(text, 'cp932'))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  await rm(utf8)
}

function writtenSql(column: (typeof fileColumns)[number]): string {
  const name = sqlColumnOf(column)
  const words = Object.entries(choicesOf(column)).map(([code, label]) => `when '${code}' then '${label}'`)
  if (words.length > 0) return `case ${name} ${words.join(' ')} end`
  if (readingOf(column) === 'flag') return `case when ${name} then '有' when not ${name} then '無' end`
  if (readingOf(column) === 'date') return `strftime(${name}, '%Y/%m/%d')`
  return name
}
