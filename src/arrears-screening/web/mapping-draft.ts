import { z } from 'zod'
import {
  type AccountMapping,
  accountMappingShape,
  type ColumnMapping,
  mappingFormat,
} from '../account-file/account-mapping-contract.ts'
import { type Condition, factsAskedBy } from '../condition.ts'
import {
  choicesOf,
  type FileColumn,
  fileColumns,
  neededColumns,
  PASSED_THROUGH,
  readingOf,
  wordKey,
  wordMeanings,
} from '../file-columns.ts'
import type { InspectionView } from './desk-shapes.ts'

/** A mapping while it is written: needed columns may still be missing. */
export const mappingDraftShape = z.strictObject(accountMappingShape.shape)
export type MappingDraft = z.infer<typeof mappingDraftShape>

/** Where a half-written mapping is kept. */
export function columnsDraftKey(workId: string): string {
  return `screening-columns:${workId}`
}

export const emptyMapping: MappingDraft = { format: mappingFormat, columns: {} }

/** The draft that an inspection proposes; an empty one where it cannot be read. */
export function draftOf(proposed: unknown): MappingDraft {
  return mappingDraftShape.safeParse(proposed).data ?? emptyMapping
}

/** The draft with another reading of one column; `undefined` leaves the column out. */
export function withColumn(draft: MappingDraft, column: FileColumn, reading: ColumnMapping | undefined): MappingDraft {
  const { [column]: _, ...others } = draft.columns
  return { ...draft, columns: reading === undefined ? others : { ...others, [column]: reading } }
}

/** The draft with another meaning of a row. Of bills the months are counted: a column of them is left out. */
export function withRows(draft: MappingDraft, rows: NonNullable<MappingDraft['rows']>): MappingDraft {
  const { rows: _, ...rest } = draft
  return rows === 'one-per-bill' ? { ...withColumn(rest, 'monthsInArrears', undefined), rows } : rest
}

/** The reading with one word meaning something else; '' takes the word's meaning away. */
export function withWord(reading: ColumnMapping, word: string, meaning: string): ColumnMapping {
  const { words = {}, ...rest } = reading
  const { [word]: _, ...others } = words
  const next = meaning === '' ? others : { ...others, [word]: meaning }
  return Object.keys(next).length === 0 ? rest : { ...rest, words: next }
}

/** One choice of a reading; '' goes back to what is read without it. */
export function withChoice<Key extends 'blank' | 'shortDigits' | 'codeDigits'>(
  reading: ColumnMapping,
  key: Key,
  choice: NonNullable<ColumnMapping[Key]> | '',
): ColumnMapping {
  const { [key]: _, ...rest } = reading
  return choice === '' ? rest : { ...rest, [key]: choice }
}

/** The heading that a column is read from; undefined where it is left out or the same in all rows. */
export function headerOf(draft: MappingDraft, column: FileColumn): string | undefined {
  return draft.columns[column]?.header
}

/** Which column a heading is read as. */
export function columnOfHeader(draft: MappingDraft, header: string): FileColumn | undefined {
  return fileColumns.find((column) => headerOf(draft, column) === header)
}

/** What is still to be decided, each at its column; none when the mapping can be kept. */
export function faultsOf(draft: MappingDraft): ReadonlyMap<FileColumn, string> {
  const faults = new Map<FileColumn, string>()
  for (const { path, message } of accountMappingShape.safeParse(draft).error?.issues ?? []) {
    const column = fileColumns.find((one) => one === path[1])
    if (column !== undefined && !faults.has(column)) faults.set(column, message)
  }
  return faults
}

/** The mapping as it is kept, once nothing is missing. */
export function finished(draft: MappingDraft): AccountMapping | undefined {
  return accountMappingShape.safeParse(draft).data
}

/** Whether two mappings read a file in the same way, whatever the order of their parts. */
export function sameMapping(one: MappingDraft | null, other: MappingDraft | null): boolean {
  return sorted(one) === sorted(other)
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  )
}

export type ColumnGroup = {
  readonly title: string
  readonly columns: readonly FileColumn[]
  /** The run is complete without them. */
  readonly needless: boolean
}

const suppressionFacts = [
  'objection',
  'customer',
  'instalmentPlan',
  'lastGuidedOn',
  'unpaidYenWhenGuided',
  'inSupport',
] as const satisfies readonly FileColumn[]

/** All columns in the order in which they matter here: needed, asked for by the agreements, for letters, the others. */
export function columnGroups(conditions: readonly Condition[]): readonly ColumnGroup[] {
  const asked = new Set<FileColumn>(conditions.flatMap((condition) => factsAskedBy(condition)))
  const needed = new Set<FileColumn>(neededColumns)
  const letters = new Set<FileColumn>(fileColumns.filter((column) => column in PASSED_THROUGH))
  const leftAlone = new Set<FileColumn>(suppressionFacts)
  const pick = (fits: (column: FileColumn) => boolean) => fileColumns.filter(fits)
  const free = (column: FileColumn) => !needed.has(column) && !letters.has(column)
  return [
    { title: '必ず要る列', columns: pick((column) => needed.has(column)), needless: false },
    { title: '協定の条件がたずねる列', columns: pick((column) => free(column) && asked.has(column)), needless: false },
    { title: 'お手紙に使う列', columns: pick((column) => letters.has(column)), needless: false },
    {
      title: 'ご案内を控える方を見分ける列',
      columns: pick((column) => free(column) && !asked.has(column) && leftAlone.has(column)),
      needless: false,
    },
    {
      title: 'ほかの列（なくても進めます）',
      columns: pick((column) => free(column) && !asked.has(column) && !leftAlone.has(column)),
      needless: true,
    },
  ].filter(({ columns }) => columns.length > 0)
}

type Meaning<Value extends string = string> = { readonly value: Value; readonly label: string }

/** What a word of the column may mean, each with its Japanese name; empty for columns that are not read by words. */
export function meaningsOf(column: FileColumn): readonly Meaning[] {
  if (readingOf(column) === 'flag') {
    return [
      { value: 'yes', label: 'はい' },
      { value: 'no', label: 'いいえ' },
    ]
  }
  return Object.entries(choicesOf(column)).map(([value, label]) => ({ value, label }))
}

/** Whether every row may have the same answer: only where the answer is one of a few words. */
export function mayBeSameForAll(column: FileColumn): boolean {
  return meaningsOf(column).length > 0
}

/** What an empty cell of the column may mean. */
export function blankMeanings(column: FileColumn): readonly Meaning<'unknown' | 'no' | 'none'>[] {
  const unknown = { value: 'unknown', label: 'わからない' } as const
  if (readingOf(column) === 'flag') return [unknown, { value: 'no', label: 'いいえ' }]
  return 'none' in choicesOf(column) ? [unknown, { value: 'none', label: 'なし' }] : [unknown]
}

/** The words that stand in the column of the file, each with what it means now; undefined where it cannot be read yet. */
export function wordsOf(column: FileColumn, reading: ColumnMapping, { words }: Pick<InspectionView, 'words'>) {
  const seen = words.find(({ header }) => header === reading.header)?.words ?? []
  const all = [...new Set([...seen, ...Object.keys(reading.words ?? {})])]
  const meanings = wordMeanings(column, reading)
  return all.map((word) => ({ word, meaning: meanings.get(wordKey(word)) }))
}
