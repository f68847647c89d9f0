/** Rules for a row of the municipalities file. */
import { municipalityCode, parseMunicipalityCode, proposeMunicipalityCodes } from '#kernel/municipality-code.ts'
import { findPrefectureName } from '#kernel/prefecture.ts'
import { addressSearchKey } from '#kernel/search-key.ts'
import { areaCodeOf, designatedCities } from './area-code.ts'
import type { AreaKind, NationalArea } from './national-areas.ts'
import type { CsvRow } from './windows-import-csv.ts'
import type { MendKind, NoticeKind, RowOutcome } from './windows-import-model.ts'

export const municipalityColumns = [
  'id',
  'prefectureCode',
  'municipalityCode',
  'name',
  'nameKana',
  'entityType',
  'parentMunicipality',
  'lifecycleStatus',
] as const

export type AreaRow = { readonly outcome: RowOutcome; readonly area?: NationalArea; readonly kana: string }

type Checked =
  | { readonly code: string; readonly mended: boolean; readonly because?: string }
  | { readonly because: string; readonly wouldMend: readonly MendKind[] }

const KINDS: Readonly<Record<string, AreaKind>> = {
  municipality: 'municipality',
  administrative_ward: 'ward',
  special_territory: 'special-territory',
}

type Known = ReadonlyMap<string, NationalArea>

function sameName(area: NationalArea, name: string): boolean {
  return addressSearchKey(area.name) === addressSearchKey(name)
}

/** A wrong check digit is mended only when the identifier carries the same five digits and postal data the same name. */
function checkCode(fields: CsvRow['fields'], known: Known, mends: ReadonlySet<MendKind>): Checked {
  const written = fields.municipalityCode ?? ''
  const read = parseMunicipalityCode(written)
  if (read.ok) return { code: read.value, mended: false }
  const proposals = proposeMunicipalityCodes(written)
  const proposal = proposals.find((one) => one.kind === 'wrong_check_digit')
  if (proposal === undefined) {
    const hint = proposals.map((one) => one.because).join('、')
    return { because: `${read.refusal.because}${hint}`, wouldMend: [] }
  }
  const area = known.get(proposal.code)
  const vouched =
    fields.id === `jp-${proposal.code.slice(0, 5)}` &&
    (area === undefined ? fields.entityType === 'special_territory' : sameName(area, fields.name ?? ''))
  if (!vouched) {
    return { because: `検査数字が合わず、直したコード ${proposal.code} を裏づける資料がありません。`, wouldMend: [] }
  }
  if (!mends.has('check-digits')) {
    return {
      because: `検査数字が合いません：${written}（正しくは ${proposal.code}）。`,
      wouldMend: ['check-digits'],
    }
  }
  return { code: proposal.code, mended: true, because: `検査数字を直しました：${written} → ${proposal.code}` }
}

function findFault(fields: CsvRow['fields'], code: string, known: Known): string | undefined {
  const name = fields.name ?? ''
  if (fields.id !== `jp-${code.slice(0, 5)}`) return `識別子「${fields.id}」とコード ${code} が食い違います。`
  if (fields.prefectureCode !== code.slice(0, 2)) return `都道府県の番号とコード ${code} が食い違います。`
  if (fields.lifecycleStatus !== 'current') return '現在の市区町村ではありません。'
  if (KINDS[fields.entityType ?? ''] === undefined) return `区分「${fields.entityType}」が分かりません。`
  const area = known.get(code)
  if (area !== undefined && !sameName(area, name))
    return `コード ${code} は${area.fullName}のもので、「${name}」ではありません。`
  if (fields.entityType === 'administrative_ward' && findCity(fields, code) === undefined) {
    return `区の属する市「${fields.parentMunicipality}」が分かりません。`
  }
  return undefined
}

function findCity(fields: CsvRow['fields'], code: string): string | undefined {
  const city = designatedCities.find(
    (one) => one.name === fields.parentMunicipality && one.five.slice(0, 2) === code.slice(0, 2),
  )
  return city === undefined ? undefined : areaCodeOf(city.five)
}

function buildArea(fields: CsvRow['fields'], code: string, known: Known): NationalArea {
  const name = fields.name ?? ''
  const cityCode = findCity(fields, code)
  return {
    code: municipalityCode(code),
    kind: KINDS[fields.entityType ?? ''] ?? 'municipality',
    name,
    fullName: known.get(code)?.fullName ?? `${cityCode === undefined ? '' : fields.parentMunicipality}${name}`,
    prefectureName: findPrefectureName(code.slice(0, 2)) ?? '',
    ...(cityCode === undefined ? {} : { cityCode }),
  }
}

function noticesOf(area: NationalArea, known: Known): readonly NoticeKind[] {
  const postal = known.get(area.code)
  if (postal === undefined) return ['not-in-postal-data']
  return postal.name === area.name ? [] : ['other-spelling']
}

function planRow({ line, fields }: CsvRow, known: Known, mends: ReadonlySet<MendKind>): AreaRow {
  const base = { file: 'municipalities', line, id: fields.id ?? '', name: fields.name ?? '' } as const
  const kana = fields.nameKana ?? ''
  const refuseRow = (because: string, wouldMend: readonly MendKind[] = []): AreaRow => ({
    kana,
    outcome: { ...base, outcome: 'refused', mends: [], wouldMend, notices: [], because },
  })
  if (fields.entityType === 'aggregate') return refuseRow('集計のための区分で、住所の市区町村ではありません。')
  const checked = checkCode(fields, known, mends)
  if (!('code' in checked)) return refuseRow(checked.because, checked.wouldMend)
  const fault = findFault(fields, checked.code, known)
  if (fault !== undefined) return refuseRow(fault)
  const area = buildArea(fields, checked.code, known)
  const outcome: RowOutcome = {
    ...base,
    outcome: checked.mended ? 'mended' : 'placed',
    mends: checked.mended ? ['check-digits'] : [],
    wouldMend: [],
    notices: noticesOf(area, known),
    ...(checked.because === undefined ? {} : { because: checked.because }),
  }
  return { outcome, area, kana }
}

/** Every row of the municipalities file with what becomes of it; a code that stands there twice is taken once. */
export function planAreas(rows: readonly CsvRow[], known: Known, mends: ReadonlySet<MendKind>): readonly AreaRow[] {
  const seen = new Map<string, number>()
  return rows.map((row): AreaRow => {
    const planned = planRow(row, known, mends)
    if (planned.area === undefined) return planned
    const twin = seen.get(planned.area.code)
    seen.set(planned.area.code, twin ?? row.line)
    if (twin === undefined) return planned
    const { outcome, kana } = planned
    const because = `${twin}行目と同じ市区町村コードです。`
    return { kana, outcome: { ...outcome, outcome: 'refused', mends: [], notices: [], because } }
  })
}
