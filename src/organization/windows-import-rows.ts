/** Rules for a row of the windows file. */
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { parsePhoneNumber } from '#kernel/phone-number.ts'
import { parsePostalCode } from '#kernel/postal-code.ts'
import { addressSearchKey } from '#kernel/search-key.ts'
import { guardText } from '#kernel/text-guard.ts'
import type { WindowArea, WindowRole } from './contact-window.ts'
import type { NationalArea } from './national-areas.ts'
import { readOpeningHours } from './opening-hours-text.ts'
import type { CsvRow } from './windows-import-csv.ts'
import { type AreaRegister, identifyArea } from './windows-import-identifiers.ts'
import type { MendKind, NoticeKind, PlannedWindow, RowOutcome } from './windows-import-model.ts'
import { type ScopeAsked, scopeOf, wardScope } from './windows-import-scope.ts'

export const windowColumns = [
  ...['id', 'municipalityId', 'name', 'department', 'postalCode', 'address', 'phone', 'fax', 'email', 'officialUrl'],
  ...['openingHours', 'closedDays', 'availableMethods', 'serviceArea', 'lastVerifiedAt'],
]

export type WindowRow = { readonly outcome: RowOutcome; readonly window?: PlannedWindow }

export type RowContext = {
  readonly register: AreaRegister
  readonly wardsOf: ReadonlyMap<string, readonly NationalArea[]>
  readonly municipalityKeys: ReadonlySet<string>
  readonly mends: ReadonlySet<MendKind>
  readonly today: string
}

const LABELS = {
  id: ['識別子', 100],
  name: ['名称', 200],
  department: ['担当課', 200],
  address: ['住所', 300],
  fax: ['ファクス', 60],
  email: ['メール', 200],
  officialUrl: ['公式ページ', 500],
  openingHours: ['受付時間', 300],
  closedDays: ['休み', 200],
  availableMethods: ['相談の方法', 200],
  serviceArea: ['担当区域', 200],
} as const satisfies Record<string, readonly [string, number]>

function findTextFault(fields: CsvRow['fields']): string | undefined {
  for (const [column, [label, longest]] of Object.entries(LABELS)) {
    const blank = column === 'id' || column === 'name' ? 'refused' : 'allowed'
    const lines = column === 'address' ? 'many' : 'one'
    const text = guardText(fields[column] ?? '', { label, longest, lines, blank })
    if (!text.ok) return text.refusal.because
  }
  return undefined
}

function findValueFault(fields: CsvRow['fields'], today: string): string | undefined {
  const { phone = '', postalCode = '', lastVerifiedAt = '', officialUrl = '' } = fields
  if (phone !== '') {
    const read = parsePhoneNumber(phone)
    if (!read.ok) return `電話番号「${phone}」：${read.refusal.because}`
  }
  if (postalCode !== '') {
    const read = parsePostalCode(postalCode)
    if (!read.ok) return `郵便番号「${postalCode}」：${read.refusal.because}`
  }
  if (lastVerifiedAt !== '' && !isCalendarDate(lastVerifiedAt))
    return `確認日「${lastVerifiedAt}」という日はありません。`
  if (lastVerifiedAt > today) return `確認日「${lastVerifiedAt}」が今日より先です。`
  if (officialUrl !== '' && !/^https?:\/\//u.test(officialUrl)) return `公式ページ「${officialUrl}」を読み取れません。`
  return undefined
}

/** A central number only tells where to go; an entry without a telephone only says that each ward has its own office. */
function roleOf(fields: CsvRow['fields']): WindowRole {
  if (/代表電話案内$/u.test(fields.name ?? '') || fields.availableMethods === '電話・公式ページ') return 'fallback'
  return fields.phone === '' ? 'pointer' : 'responsible'
}

function optional<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  const result: { [K in Key]?: string } = {}
  if (value !== undefined && value.trim() !== '') result[key] = value
  return result
}

function buildWindow(fields: CsvRow['fields'], area: WindowArea, address: string): PlannedWindow {
  const postal = parsePostalCode(fields.postalCode ?? '')
  return {
    sourceRecord: fields.id ?? '',
    name: fields.name ?? '',
    section: fields.department?.trim() || (fields.name ?? ''),
    role: roleOf(fields),
    areas: [area],
    hours: readOpeningHours(fields.openingHours ?? '', fields.closedDays),
    ...optional('phone', fields.phone),
    ...optional('fax', fields.fax),
    ...optional('mail', fields.email),
    ...optional('postalCode', postal.ok ? postal.value : undefined),
    ...optional('address', address),
    ...optional('officialUrl', fields.officialUrl),
    ...optional('methods', fields.availableMethods),
    ...optional('confirmedOn', fields.lastVerifiedAt),
  }
}

function noticesOf(window: PlannedWindow, home: NationalArea, context: RowContext): readonly NoticeKind[] {
  const notices: NoticeKind[] = []
  if (window.hours.kind === 'unknown') notices.push(window.hours.text === undefined ? 'no-hours' : 'hours-as-text')
  if (window.postalCode === undefined) notices.push('no-postal-code')
  if (window.address === undefined) notices.push('no-address')
  if (window.role === 'pointer') notices.push('no-phone')
  if (window.role === 'fallback') notices.push('central-number')
  if (window.areas.some((area) => area.part !== undefined)) notices.push('part-of-area')
  if (home.name.endsWith('市') && isInAnotherCity(window, home, context)) notices.push('in-another-city')
  return notices
}

function isInAnotherCity(window: PlannedWindow, home: NationalArea, { municipalityKeys }: RowContext): boolean {
  const key = addressSearchKey((window.address ?? '').replace(/^(?:北海道|東京都|大阪府|京都府|.{2,3}県)/u, ''))
  const city = /^[^市区町村]{1,8}?市/u.exec(key)?.[0]
  return city !== undefined && municipalityKeys.has(city) && !key.startsWith(addressSearchKey(home.name))
}

type Mending = { readonly done: MendKind[]; readonly open: MendKind[]; readonly because: string[] }

/** Keeps what was put right with the words about it, or what could have been. Answers whether it was asked for. */
function note(mending: Mending, mends: ReadonlySet<MendKind>, mend: { kind: MendKind; because: string }): boolean {
  const asked = mends.has(mend.kind)
  if (asked) mending.because.push(mend.because)
  ;(asked ? mending.done : mending.open).push(mend.kind)
  return asked
}

function mendScope(
  asked: ScopeAsked,
  mends: ReadonlySet<MendKind>,
  mending: Mending,
): WindowArea | { because: string } {
  const scope = scopeOf(asked)
  if (!('area' in scope)) return scope
  if (scope.mend === undefined) return scope.area
  const narrow = note(mending, mends, scope.mend)
  return (narrow ? wardScope(asked) : undefined) ?? scope.area
}

function mendAddress(written: string, mends: ReadonlySet<MendKind>, mending: Mending): string {
  if (!/[\r\n]/u.test(written)) return written
  const asked = note(mending, mends, { kind: 'line-breaks', because: '住所の改行を空白にしました。' })
  return asked ? written.replace(/\s*[\r\n]+\s*/gu, ' ') : written
}

/** What becomes of one row: placed, placed with mends, or refused with the reason. */
export function planWindowRow({ line, fields }: CsvRow, context: RowContext): WindowRow {
  const { mends } = context
  const base = { file: 'windows', line, id: fields.id ?? '', name: fields.name ?? '' } as const
  const refuseRow = (because: string, wouldMend: readonly MendKind[] = []): WindowRow => ({
    outcome: { ...base, outcome: 'refused', mends: [], wouldMend, notices: [], because },
  })
  const fault = findTextFault(fields) ?? findValueFault(fields, context.today)
  if (fault !== undefined) return refuseRow(fault)
  const identified = identifyArea(fields.municipalityId ?? '', context.register)
  if (identified.kind === 'unknown') return refuseRow(identified.because)
  const mending: Mending = { done: [], open: [], because: [] }
  if (identified.kind === 'mendable') {
    if (!mends.has(identified.mend)) return refuseRow(identified.because, [identified.mend])
    note(mending, mends, { kind: identified.mend, because: identified.because })
  }
  const asked: ScopeAsked = {
    area: identified.area,
    serviceArea: fields.serviceArea ?? '',
    windowName: base.name,
    wards: context.wardsOf.get(identified.area.code) ?? [],
    municipalityKeys: context.municipalityKeys,
  }
  const area = mendScope(asked, mends, mending)
  if ('because' in area) return refuseRow(area.because)
  const window = buildWindow(fields, area, mendAddress(fields.address ?? '', mends, mending))
  const outcome: RowOutcome = {
    ...base,
    outcome: mending.done.length > 0 ? 'mended' : 'placed',
    mends: mending.done,
    wouldMend: mending.open,
    notices: noticesOf(window, identified.area, context),
    ...(mending.because.length === 0 ? {} : { because: mending.because.join('') }),
  }
  return { outcome, window }
}
