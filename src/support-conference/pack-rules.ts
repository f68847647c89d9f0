import type { DataCategory } from '#consent/consent.ts'
import type { MemberKind } from './member-kinds.ts'

/**
 * What a pack may hold, field by field, and who needs to know it. A field that no row names for a kind is never in that
 * kind's pack, whatever the worker wrote; the worker may leave out more, never add.
 */
export const PACK_FIELDS = {
  name: { label: 'お名前', category: 'identity' },
  reading: { label: 'ふりがな', category: 'identity' },
  address: { label: 'ご住所', category: 'contact' },
  phone: { label: '電話番号', category: 'contact' },
  supply: { label: '供給の状況・止まる予定の日', category: 'supply' },
  payment: { label: 'お支払いの状況', category: 'arrears' },
  people: { label: '一緒に暮らす方', category: 'observation' },
  situation: { label: 'いまの様子', category: 'observation' },
  efforts: { label: 'これまでの関わり', category: 'observation' },
  question: { label: '会議で決めたいこと', category: 'observation' },
} as const satisfies Record<string, { readonly label: string; readonly category: DataCategory }>
export type PackField = keyof typeof PACK_FIELDS
export const packFields = [
  'name',
  'reading',
  'address',
  'phone',
  'supply',
  'payment',
  'people',
  'situation',
  'efforts',
  'question',
] as const satisfies readonly PackField[]

const everything = packFields
const whoAndWhere = ['name', 'reading', 'address', 'question'] as const satisfies readonly PackField[]
const care = [
  'name',
  'reading',
  'address',
  'phone',
  'people',
  'situation',
  'efforts',
  'question',
] as const satisfies readonly PackField[]

/**
 * Need to know by kind of member. A company learns nothing of health, of other arrears or of the household: it says what
 * it can do about the supply. A welfare commissioner visits, and needs no sum of money.
 */
export const NEEDS_TO_KNOW = {
  'host-office': ['name', 'reading', 'address', 'supply', 'people', 'situation', 'efforts', 'question'],
  'consultation-agency': everything,
  'city-section': care,
  'public-assistance': everything,
  'welfare-council': everything,
  'elder-care': care,
  health: care,
  education: ['name', 'reading', 'people', 'situation', 'question'],
  'welfare-commissioner': ['name', 'reading', 'address', 'situation', 'question'],
  'supply-company': ['name', 'address', 'supply', 'question'],
  'watch-over': whoAndWhere,
  'money-housing': ['name', 'reading', 'address', 'question'],
  legal: ['name', 'reading', 'payment', 'situation', 'question'],
  npo: ['name', 'reading', 'situation', 'question'],
  resident: ['name', 'question'],
} as const satisfies Record<MemberKind, readonly PackField[]>

const needs: Readonly<Record<MemberKind, readonly PackField[]>> = NEEDS_TO_KNOW

/**
 * Of a protected person nothing that says or lets infer where they live, learn or work passes to anybody outside the
 * team of the case: no address, telephone, household, supply or sum, and no free account of daily life.
 */
export const NEVER_OF_PROTECTED = [
  'address',
  'phone',
  'supply',
  'payment',
  'people',
  'situation',
  'efforts',
] as const satisfies readonly PackField[]

/** Categories that no pack of a protected case holds for somebody outside its team; the database holds the same. */
export const NEVER_CATEGORIES_OF_PROTECTED = ['contact', 'supply', 'arrears'] as const satisfies readonly DataCategory[]

/** Kinds to whom even the name of a protected person says where to look: they serve homes of this town. */
const TELLS_BY_NAME = [
  'supply-company',
  'watch-over',
  'money-housing',
  'education',
  'resident',
  'npo',
] as const satisfies readonly MemberKind[]
const tellsByName: readonly MemberKind[] = TELLS_BY_NAME

export type PackReader = {
  readonly kind: MemberKind
  /** Whether the member is on the case's own team. */
  readonly ofTheTeam: boolean
}
export type PackCase = { readonly protected: boolean; readonly leftOut: readonly PackField[] }

/** The fields of one member's pack, in the order of the table. */
export function packFieldsFor({ kind, ofTheTeam }: PackReader, one: PackCase): readonly PackField[] {
  const hidden: readonly PackField[] =
    one.protected && !ofTheTeam
      ? [...NEVER_OF_PROTECTED, ...(tellsByName.includes(kind) ? (['name', 'reading'] as const) : [])]
      : []
  return packFields.filter(
    (field) => needs[kind].includes(field) && !hidden.includes(field) && !one.leftOut.includes(field),
  )
}

/** The categories that the ledger names for these fields. */
export function categoriesOf(fields: readonly PackField[]): readonly DataCategory[] {
  return [...new Set(fields.map((field) => PACK_FIELDS[field].category))]
}

/** What an exchange without consent protects (APPI 27(1)(ii), 69(2)(iv); manual 3(2)①). */
export const INTERESTS = { life: '生命', body: '身体', property: '財産' } as const
export type Interest = keyof typeof INTERESTS
export const interests = ['life', 'body', 'property'] as const satisfies readonly Interest[]

type Whereabouts = { readonly address?: string | undefined; readonly phone?: string | undefined }

/**
 * Words that would tell where a protected person is: the address or telephone on file, or a named school or workplace.
 * Answers what was found, never the value. The worker reads the text once more; a machine finds no hint.
 */
export function findWhereabouts(
  text: string,
  { address, phone }: Whereabouts,
): 'address' | 'phone' | 'place' | undefined {
  const plain = compact(text)
  const digits = plain.replace(/[^0-9]/g, '')
  const known = compact(address ?? '')
  if (known.length >= 4 && pieces(known).some((piece) => plain.includes(piece))) return 'address'
  const number = (phone ?? '').normalize('NFKC').replace(/[^0-9]/g, '')
  if (number.length >= 6 && digits.includes(number)) return 'phone'
  const place =
    /[\p{Script=Han}ァ-ヶーA-Za-z](?:小学校|中学校|高校|高等学校|幼稚園|保育園|こども園|大学|工場|営業所|支店|株式会社|病院)/u
  return place.test(plain) || /株式会社[\p{Script=Han}ァ-ヶーA-Za-z]{2,}/u.test(plain) ? 'place' : undefined
}

/** Spaces out, widths alike. */
function compact(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '')
}

/** The part of an address that leads to a door: what stands after the municipality, without and with its numbers. */
function pieces(address: string): readonly string[] {
  const town = address.split(/[市区郡]/u).at(-1) ?? ''
  return [town.replace(/[0-9].*$/u, ''), town, address].filter((piece) => piece.length >= 2)
}
