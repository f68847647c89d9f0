import type { CalendarDate } from '#kernel/calendar-date.ts'
import type { Addressee, LetterLanguage, LetterSender, LetterStage, LetterSupply } from '../letter.ts'

/** One row of a screening run's `people.csv`, as it is written there; it never leaves the company. */
export type PersonRow = Readonly<{
  contractId: string
  personName: string
  postalCode: string
  address: string
  municipality: string
  supply: string
  noticeStage: string
  language: string
  /** The company's own number that the letter may show; empty for none. */
  reference: string
}>

/** Why a person's letter was not printed, or is printed apart. Each is a list that a human works through. */
export const LISTED_REASONS = {
  choose: '窓口をお選びください',
  none: '窓口が登録されていません',
  contradiction: '住所と番号が合いません',
  'not-connected': '窓口がまだつながっていません',
  stale: '窓口の記載を確かめてから送ります',
  unprintable: '書体にない文字があります',
  'address-unreadable': 'お名前かご住所が足りないか、長すぎます',
  'same-person': '同じ方の1通にまとめました',
  'same-contract': '同じ契約番号が2度あります',
  'not-asked': '窓口を選んだ一覧にありません',
} as const
export type ListedReason = keyof typeof LISTED_REASONS
export const isListedReason = (code: string): code is ListedReason => Object.hasOwn(LISTED_REASONS, code)

/** What helps such a letter on its way, for whoever works through the list. */
export const LISTED_NEXT = {
  choose: '窓口を確かめる一覧に候補があります。選んで書き入れ、cli letters の --choices に渡すと作れます。',
  none: '窓口が登録されると作れます。近くの窓口は、窓口を確かめる一覧にあります。',
  contradiction: 'ご住所と、郵便番号か市区町村の番号とを確かめると作れます。',
  'not-connected': '窓口の電話番号と、ともしびへのつながりを、市区町村に確かめると作れます。',
  stale: '別の束に印刷しました。窓口の電話と時間を確かめてから送れます。',
  unprintable: 'お名前かご住所を、かななど別の書き方にすると作れます。',
  'address-unreadable': 'お名前とご住所を確かめると作れます。',
  'same-person': 'ほかの契約のお手紙が、同じ方に届きます。',
  'same-contract': 'はじめの行のお手紙が届きます。',
  'not-asked': '今回は作る対象に入っていません。',
} as const satisfies Record<ListedReason, string>

export type Listed = Readonly<{
  contractId: string
  reason: ListedReason
  because: string
  /** Windows between which a human chooses: `id name`. */
  candidates: readonly string[]
}>

/** One letter before its random numbers are drawn. */
export type PlannedLetter = Readonly<{
  contractId: string
  stage: LetterStage
  language: LetterLanguage
  supply: LetterSupply
  municipality: string
  municipalityName: string
  tenantId: string
  windowId: string
  /** The window was not confirmed for long: printed into batches of its own, to be sent after a call. */
  confirmFirst: boolean
  addressee: Addressee
  reference?: string
}>

/** Code and number of one letter: drawn once, kept beside the printed pages, so that a resumed run prints the same. */
export type DrawnNumbers = Readonly<{ contractId: string; code: string; number: string }>

export type NumberedLetter = PlannedLetter & Readonly<{ code: string; number: string; sheet: number }>

/** Letters that are printed into one file and put into envelopes together. */
export type LetterBatch = Readonly<{
  name: string
  /** 1 … 9999, the first half of the sequence mark. */
  batch: number
  stage: LetterStage
  language: LetterLanguage
  confirmFirst: boolean
  letters: readonly NumberedLetter[]
}>

export type BulkJob = Readonly<{
  company: Readonly<{ organizationId: string; name: string }>
  sender: LetterSender
  /** `https://…` of the installation whose page a code opens. */
  origin: string
  issuedOn: CalendarDate
  batchSize: number
  /** Enclosed with the notice of their stage, or by themselves. */
  channel: 'enclosed' | 'post'
}>

/** The largest batch: what one inserting job and one print file can take. */
export const LARGEST_BATCH = 2_000

/** Postal code first, as the post office wants it for its reduction; letters without one come last. */
export function inPostalOrder(one: PlannedLetter, other: PlannedLetter): number {
  const key = (letter: PlannedLetter) =>
    [letter.addressee.postalCode ?? '999-9999', letter.addressee.addressLines.join(''), letter.contractId].join(
      '\u0000',
    )
  const [left, right] = [key(one), key(other)]
  return left < right ? -1 : left > right ? 1 : 0
}

type Sheaf = Readonly<{ stage: LetterStage; language: LetterLanguage; confirmFirst: boolean }>

/**
 * Cuts the letters into batches: each stage goes with its own notice and each language with its own enclosures, so they
 * never share a batch; inside, postal order. The sheet number runs through the whole print run.
 */
export function batchesOf(
  letters: readonly (PlannedLetter & Pick<DrawnNumbers, 'code' | 'number'>)[],
  size: number,
): readonly LetterBatch[] {
  const sheaves = new Map<string, typeof letters>()
  const keyOf = ({ stage, language, confirmFirst }: Sheaf) =>
    [stage, language, confirmFirst ? 'confirm-first' : ''].filter((part) => part !== '').join('-')
  for (const [key, all] of Map.groupBy(letters, keyOf)) sheaves.set(key, all)
  const batches: LetterBatch[] = []
  let sheet = 0
  for (const [key, all] of [...sheaves].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const ordered = all.toSorted(inPostalOrder)
    for (let from = 0; from < ordered.length; from += size) {
      const part = ordered.slice(from, from + size).map((letter) => ({ ...letter, sheet: ++sheet }))
      const [first] = part
      if (first === undefined) continue
      const batch = batches.length + 1
      const name = `letters-${String(batch).padStart(4, '0')}-${key}`
      const { stage, language, confirmFirst } = first
      batches.push({ name, batch, stage, language, confirmFirst, letters: part })
    }
  }
  return batches
}

/** Batch and sheet as the mark beside the barcode shows them: `0003-000712`. */
export function sequenceOf(batch: number, sheet: number): string {
  return `${String(batch).padStart(4, '0')}-${String(sheet).padStart(6, '0')}`
}
