/** What a windows import plans to do, row by row, before anything is written. */
import type { ContactWindow } from './contact-window.ts'
import type { NationalArea } from './national-areas.ts'

/** What may be put right, each only when it is asked for by name. */
export const mendKinds = {
  'check-digits': '検査数字の合わない市区町村コードを、先頭5けたと名称が資料と一致するときに直す',
  'slug-identifiers': 'ローマ字の識別子（aichi-nagoya など）を、都道府県と読みが一つに決まるときに市区町村と読み替える',
  'wards-from-names': '名称に区の名がある窓口の担当区域を、市全体からその区に狭める',
  'merge-same-window': '名称・電話・住所などがすべて同じ行を、担当区域を複数もつ一つの窓口にまとめる',
  'line-breaks': '住所の中の改行を空白にする',
} as const

export type MendKind = keyof typeof mendKinds

/** True for a name of `mendKinds`. */
export function isMendKind(text: string): text is MendKind {
  return Object.hasOwn(mendKinds, text)
}

/** What is missing or unusual and does not keep a row out. */
export const noticeKinds = {
  'no-hours': '受付時間の記載がない',
  'hours-as-text': '受付時間を読み取れず、文のまま保存する',
  'no-postal-code': '郵便番号の記載がない',
  'no-address': '住所の記載がない',
  'no-phone': '電話番号の記載がなく、窓口の案内としてだけ使う',
  'part-of-area': '担当が市区町村の一部で、選ぶのは人になる',
  'central-number': '代表電話の案内で、担当の窓口としては答えない',
  'same-desk': '同じ窓口が別の市区町村の行にもある',
  'in-another-city': '窓口の住所が別の市にある',
  'not-in-postal-data': '郵便番号データにない市区町村である',
  'other-spelling': '名称の字体が郵便番号データと異なる',
} as const

export type NoticeKind = keyof typeof noticeKinds

export type ImportFile = 'municipalities' | 'windows'

export type RowOutcome = {
  readonly file: ImportFile
  /** Line of the file on which the row begins; the header is line 1. */
  readonly line: number
  readonly id: string
  readonly name: string
  readonly outcome: 'placed' | 'mended' | 'refused'
  /** Mends that were applied. */
  readonly mends: readonly MendKind[]
  /** Mends that this row could use and that were not asked for. */
  readonly wouldMend: readonly MendKind[]
  readonly notices: readonly NoticeKind[]
  /** Why it was refused, or what was mended, in Japanese. */
  readonly because?: string
}

/** A window before it is written; whose it is and who answers when it is closed are not in the lists. */
export type PlannedWindow = Omit<ContactWindow, 'id' | 'whenClosed' | 'attribution' | 'organizationId' | 'tenantId'> & {
  /** The record's own name in its source; the second import finds it again by this. */
  readonly sourceRecord: string
}

/** Whose work is imported; shown wherever its entries are shown. */
export type DirectorySource = { readonly key: string; readonly attribution: string }

/** CC BY 4.0 asks for the name, the licence, and a word that something was changed. */
export const kurashiShienNavi: DirectorySource = {
  key: 'kurashi-shien-navi',
  attribution:
    '出典：くらし支援ナビ（JUNKBRANDING、Yut8853/fukushi-portal、2026年8月8日現在）。CC BY 4.0。項目をしぼり、取り込みのときに直した箇所があります。',
}

export type ImportPlan = {
  readonly source: DirectorySource
  readonly rows: readonly RowOutcome[]
  readonly areas: readonly NationalArea[]
  readonly windows: readonly PlannedWindow[]
}

export type ImportInput = {
  readonly municipalities?: Uint8Array
  readonly windows: Uint8Array
  readonly known: readonly NationalArea[]
  readonly mends: ReadonlySet<MendKind>
  /** Today in Japan: a date of confirmation in the future is refused. */
  readonly today: string
}
