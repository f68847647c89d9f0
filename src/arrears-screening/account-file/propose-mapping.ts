import { isMunicipalityCode } from '#kernel/municipality-code.ts'
import { findMunicipality } from '#kernel/municipality-directory.ts'
import type { Result } from '#kernel/result.ts'
import { choicesOf, type FileColumn, fileColumns, labelOf, neededColumns, readingOf } from './account-columns.ts'
import { type AccountMapping, type ColumnMapping, mappingFormat } from './account-mapping-contract.ts'
import { CHOICE_WORDS, HEADER_WORDS } from './header-words.ts'
import { maskCell } from './mask-cell.ts'
import { readCell } from './read-cell.ts'
import { wordKey, wordMeanings } from './words.ts'

/** The head of a table: its heading words and some rows of raw cells. */
export type TableSample = Readonly<{ header: readonly string[]; rows: readonly (readonly string[])[] }>

/** A column's proposal: why it was taken, what in it is still open. */
export type ColumnProposal = Readonly<{
  column: FileColumn
  header: string
  mapping: ColumnMapping
  because: readonly string[]
  open: readonly string[]
}>

export type MappingProposal = Readonly<{
  columns: readonly ColumnProposal[]
  /** Needed columns for which no heading was found. */
  missing: readonly FileColumn[]
  unused: readonly string[]
  /** Told only where rows are bills, with the reason. */
  rows?: Readonly<{ are: 'one-per-bill'; because: string }>
  remarks: readonly string[]
}>

/** Which heading is probably which column, and how its cells are read: by the words of the heading, then by the values. */
export function proposeMapping(sample: TableSample): MappingProposal {
  const taken = takenColumns(sample)
  const all = [...taken].map(([header, column]) => proposeColumn(column, header, cellsOf(sample, header)))
  const bills = findBills(sample, all)
  const columns = bills === undefined ? all : all.filter(({ column }) => column !== 'monthsInArrears')
  return {
    ...(bills === undefined ? {} : { rows: { are: 'one-per-bill', because: bills } }),
    columns: columns.toSorted((one, other) => fileColumns.indexOf(one.column) - fileColumns.indexOf(other.column)),
    missing: neededColumns.filter((column) => !columns.some((each) => each.column === column)),
    unused: sample.header.filter((word) => word !== '' && !taken.has(word)),
    remarks: remarksOn(sample, columns, bills),
  }
}

/** Which heading is taken for which column. */
function takenColumns(sample: TableSample): ReadonlyMap<string, FileColumn> {
  const taken = new Map<string, FileColumn>()
  for (const exact of [true, false]) {
    for (const [column, words] of HEADER_WORDS) {
      if ([...taken.values()].includes(column)) continue
      const header = sample.header.find((word) => word !== '' && !taken.has(word) && fits(wordKey(word), words, exact))
      if (header !== undefined) taken.set(header, column)
    }
  }
  for (const column of ['municipality', 'supply'] as const) {
    const header = [...taken.values()].includes(column) ? undefined : findByValues(sample, column, taken)
    if (header !== undefined) taken.set(header, column)
  }
  return taken
}

/** The mapping file of a proposal; the caller still checks it against the contract, since needed columns may be missing. */
export function mappingOf(proposal: MappingProposal, file: Omit<AccountMapping, 'format' | 'columns'>): AccountMapping {
  const columns = Object.fromEntries(proposal.columns.map(({ column, mapping }) => [column, mapping]))
  return {
    format: mappingFormat,
    ...file,
    ...(proposal.rows === undefined ? {} : { rows: proposal.rows.are }),
    columns,
  }
}

function fits(key: string, words: readonly string[], exact: boolean): boolean {
  return words.some((word) => (exact ? key === wordKey(word) : key.includes(wordKey(word))))
}

/** The first free column of which every cell is what this one holds: codes of municipalities that exist, or words for supplies. */
function findByValues(
  sample: TableSample,
  column: 'municipality' | 'supply',
  taken: ReadonlyMap<string, FileColumn>,
): string | undefined {
  return sample.header.find((header) => {
    const cells = cellsOf(sample, header)
    if (header === '' || taken.has(header) || cells.length === 0) return false
    if (column === 'municipality') return existing({}, cells) === cells.length
    const known = wordMeanings(column, {})
    const isKnown = (key: string) => known.has(key) || CHOICE_WORDS[column]?.some(([pattern]) => pattern.test(key))
    return cells.every((cell) => cell.length <= 10 && isKnown(wordKey(cell)))
  })
}

function cellsOf({ header, rows }: TableSample, word: string): readonly string[] {
  const at = header.indexOf(word)
  return rows.map((row) => row[at] ?? '').filter((cell) => cell.trim() !== '')
}

function proposeColumn(column: FileColumn, header: string, cells: readonly string[]): ColumnProposal {
  const words = HEADER_WORDS.find(([each]) => each === column)?.[1] ?? []
  const told = fits(wordKey(header), words, false) ? '' : 'の中身'
  const because = [`見出し「${header}」${told}から「${labelOf(column)}」と読みました`]
  const { mapping, reasons } = readingFor(column, header, cells)
  const open = openOf(column, mapping, cells)
  return { column, header, mapping, because: [...because, ...reasons], open }
}

type Reading = Readonly<{ mapping: ColumnMapping; reasons: readonly string[] }>

function readingFor(column: FileColumn, header: string, cells: readonly string[]): Reading {
  const reading = readingOf(column)
  if (reading === 'date') return dateReading(header, cells)
  if (reading === 'municipality') return codeReading(header, cells)
  if (reading === 'word') return wordReading(column, header, cells)
  if (reading === 'flag' && cells.length > 0 && cells.every((cell) => /^[○〇◯●1]$/.test(cell.trim()))) {
    return {
      mapping: { header, blank: 'no' },
      reasons: ['印のある行だけが埋まっているので、空欄を「いいえ」と読みます'],
    }
  }
  return { mapping: { header }, reasons: [] }
}

const readable = (column: FileColumn, mapping: ColumnMapping, cells: readonly string[]) =>
  cells.filter((cell) => readCell(column, mapping, cell).ok).length

function dateReading(header: string, cells: readonly string[]): Reading {
  const ways: readonly Reading[] = [
    { mapping: { header }, reasons: [] },
    {
      mapping: { header, shortDigits: '令和' },
      reasons: ['「80331」のような数字を、令和の年月日（8年3月31日）と読みます'],
    },
    { mapping: { header, shortDigits: 'excel-serial' }, reasons: ['5けたの数字を、表計算の通し番号の日付と読みます'] },
  ]
  return best(ways, ({ mapping }) => readable('oldestDueOn', mapping, cells.filter(isLikelyDay(mapping))))
}

/** A serial of a bill lies between 2000 and 2050; beyond it five digits are more probably an era's. */
function isLikelyDay({ shortDigits }: ColumnMapping) {
  return (cell: string) => {
    if (shortDigits !== 'excel-serial' || !/^\d{5}$/.test(cell.trim())) return true
    return Number(cell) >= 36_526 && Number(cell) <= 55_153
  }
}

function codeReading(header: string, cells: readonly string[]): Reading {
  const ways: readonly Reading[] = [
    { mapping: { header }, reasons: ['6けたで、検査数字も合っています'] },
    { mapping: { header, codeDigits: 'six' }, reasons: ['先頭の0が落ちた6けたのコードがあるので、0を補います'] },
    { mapping: { header, codeDigits: 'five' }, reasons: ['検査数字のない5けたのコードなので、検査数字を補います'] },
  ]
  // 43206 may be 432067 without its check digit or 043206 without its zero: both check. What exists decides.
  return best(ways, ({ mapping }) => readable('municipality', mapping, cells) + existing(mapping, cells))
}

function existing(mapping: ColumnMapping, cells: readonly string[]): number {
  return cells.filter((cell) => {
    const code = readCell('municipality', mapping, cell)
    return code.ok && isMunicipalityCode(code.value) && findMunicipality(code.value) !== undefined
  }).length
}

/** The first of the ways that reads the most. */
function best(ways: readonly Reading[], score: (way: Reading) => number): Reading {
  const scores = ways.map(score)
  const most = Math.max(...scores)
  return ways[scores.indexOf(most)] ?? { mapping: {}, reasons: [] }
}

function wordReading(column: FileColumn, header: string, cells: readonly string[]): Reading {
  const known = wordMeanings(column, {})
  const words: Record<string, string> = {}
  for (const word of new Set(cells.map((cell) => cell.trim()))) {
    if (known.has(wordKey(word))) continue
    const meaning = CHOICE_WORDS[column]?.find(([pattern]) => pattern.test(wordKey(word)))?.[1]
    if (meaning !== undefined) words[word] = meaning
  }
  const choices = choicesOf(column)
  const reasons = Object.entries(words).map(
    ([word, meaning]) => `「${word}」を「${choices[meaning] ?? meaning}」と読みます`,
  )
  const blank = 'none' in choices ? { blank: 'none' as const } : {}
  return { mapping: { header, ...(reasons.length === 0 ? {} : { words }), ...blank }, reasons }
}

function openOf(column: FileColumn, mapping: ColumnMapping, cells: readonly string[]): readonly string[] {
  const refused = new Map<string, string>()
  for (const cell of cells) {
    const read: Result<unknown> = readCell(column, mapping, cell)
    if (!read.ok && !refused.has(cell)) refused.set(cell, read.refusal.because)
  }
  const isPersonal = ['identifier', 'text', 'postal-code'].includes(readingOf(column))
  const shown = (cell: string) => (isPersonal ? maskCell(cell) : cell).slice(0, 20)
  return [...refused].slice(0, 3).map(([cell, because]) => `「${shown(cell)}」：${because}`)
}

/** Why the rows are bills: contracts come again, nearly always with another due date, and an amount stands beside. */
function findBills({ header, rows }: TableSample, columns: readonly ColumnProposal[]): string | undefined {
  const at = (wanted: FileColumn) => header.indexOf(columns.find(({ column }) => column === wanted)?.header ?? '\0')
  const [id, due] = [at('contractId'), at('oldestDueOn')]
  if (id === -1 || due === -1 || at('unpaidYen') === -1) return undefined
  const filled = rows.filter((row) => (row[id] ?? '').trim() !== '' && (row[due] ?? '').trim() !== '')
  const contracts = new Set(filled.map((row) => row[id]?.trim())).size
  const bills = new Set(filled.map((row) => `${row[id]?.trim()}\t${row[due]?.trim()}`)).size
  const repeated = filled.length - contracts
  // A slip repeats a row or two, with the same due date.
  if (repeated < 2 || repeated < filled.length * 0.05 || bills - contracts < repeated * 0.8) return undefined
  return `同じ契約番号の行が、見た範囲で${repeated}行くり返され、支払期日が違います。請求ごとに1行の表と読み、契約ごとにまとめます（未納額は合計、月数は支払いの残る期日の数、期日は最も古い日、段階は最も進んだもの）`
}

function remarksOn(
  sample: TableSample,
  columns: readonly ColumnProposal[],
  bills: string | undefined,
): readonly string[] {
  const id = columns.find(({ column }) => column === 'contractId')
  const cells = id === undefined ? [] : cellsOf(sample, id.header)
  const repeated = cells.length - new Set(cells).size
  const formulas = sample.rows.flat().filter((cell) => /^[=+@]/.test(cell) && !/^="[^"]*"$/.test(cell)).length
  return [
    ...(bills === undefined ? [] : [`${bills}。`]),
    ...(repeated === 0 || bills !== undefined
      ? []
      : [
          `同じ契約番号が、見た範囲で${repeated}行くり返されています。請求ごとの表なら、対応表に "rows": "one-per-bill"（画面では「1行は請求」）と書くと、契約ごとにまとめて読みます。このままでは最初の行だけを使います。`,
        ]),
    ...(formulas === 0 ? [] : [`数式のように見えるセルが、見た範囲に${formulas}個あります。数式としては扱いません。`]),
  ]
}
