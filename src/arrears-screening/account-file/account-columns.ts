import { ACCOUNT_COLUMNS, FACTS, INSTALMENT_PLANS, NOTICE_STAGES, SUPPLIES } from '../account.ts'

/** What passes through a run unread: needed for letters, never asked by a condition. */
export const PASSED_THROUGH = {
  personName: { column: 'person_name', label: '氏名' },
  postalCode: { column: 'postal_code', label: '郵便番号' },
  address: { column: 'address', label: '住所' },
  language: { column: 'language', label: '言語' },
  reference: { column: 'reference', label: '控えの番号' },
} as const

/** How a cell is read. `word` and `flag` go by a list of words, `yen` and `count` are whole numbers. */
export type CellReading =
  | 'identifier'
  | 'municipality'
  | 'word'
  | 'count'
  | 'yen'
  | 'date'
  | 'flag'
  | 'text'
  | 'postal-code'

export type FileColumn = keyof typeof ACCOUNT_COLUMNS | keyof typeof PASSED_THROUGH

const READINGS = {
  contractId: 'identifier',
  supply: 'word',
  municipality: 'municipality',
  monthsInArrears: 'count',
  unpaidYen: 'yen',
  oldestDueOn: 'date',
  noticeStage: 'word',
  stopOn: 'date',
  cannotPaySaid: 'flag',
  deferralAsked: 'flag',
  instalmentPlan: 'word',
  elderlyAlone: 'flag',
  infant: 'flag',
  medicalDevice: 'flag',
  winterArea: 'flag',
  lastGuidedOn: 'date',
  unpaidYenWhenGuided: 'yen',
  objection: 'flag',
  customer: 'flag',
  inSupport: 'flag',
  personName: 'text',
  postalCode: 'postal-code',
  address: 'text',
  language: 'text',
  reference: 'text',
} as const satisfies Record<FileColumn, CellReading>

/** Every column of a canonical account file, in its order. */
export const fileColumns: readonly FileColumn[] = [
  'contractId',
  'supply',
  'municipality',
  'monthsInArrears',
  'unpaidYen',
  'oldestDueOn',
  'noticeStage',
  'stopOn',
  'cannotPaySaid',
  'deferralAsked',
  'instalmentPlan',
  'elderlyAlone',
  'infant',
  'medicalDevice',
  'winterArea',
  'lastGuidedOn',
  'unpaidYenWhenGuided',
  'objection',
  'customer',
  'inSupport',
  'personName',
  'postalCode',
  'address',
  'language',
  'reference',
]

/** Without these three a row cannot be screened at all. */
export const neededColumns = ['contractId', 'supply', 'municipality'] as const satisfies readonly FileColumn[]

/** How the cells of a column are read. */
export function readingOf(column: FileColumn): CellReading {
  return READINGS[column]
}

/** The column's name in SQL and in canonical files. */
export function sqlColumnOf(column: FileColumn): string {
  return isPassedThrough(column) ? PASSED_THROUGH[column].column : ACCOUNT_COLUMNS[column]
}

/** The column's name as people read it. */
export function labelOf(column: FileColumn): string {
  if (isPassedThrough(column)) return PASSED_THROUGH[column].label
  return column === 'contractId' ? '契約番号' : FACTS[column]
}

/** The codes a word column may mean; empty for every other column. */
export function choicesOf(column: FileColumn): Readonly<Record<string, string>> {
  switch (column) {
    case 'supply':
      return SUPPLIES
    case 'noticeStage':
      return NOTICE_STAGES
    case 'instalmentPlan':
      return INSTALMENT_PLANS
    default:
      return {}
  }
}

function isPassedThrough(column: FileColumn): column is keyof typeof PASSED_THROUGH {
  return column in PASSED_THROUGH
}
