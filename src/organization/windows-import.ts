/** Plans the import of a register of contact windows: nothing is written here, every row gets an answer. */
import { ok, type Result } from '#kernel/result.ts'
import { addressSearchKey } from '#kernel/search-key.ts'
import { buildGazetteer } from './address-places.ts'
import type { NationalArea } from './national-areas.ts'
import { type AreaRow, municipalityColumns, planAreas } from './windows-import-areas.ts'
import { readCsv } from './windows-import-csv.ts'
import type { AreaRegister } from './windows-import-identifiers.ts'
import { joinSameDesks } from './windows-import-merge.ts'
import {
  type DirectorySource,
  type ImportInput,
  type ImportPlan,
  kurashiShienNavi,
  type MendKind,
  mendKinds,
  type NoticeKind,
  noticeKinds,
  type RowOutcome,
} from './windows-import-model.ts'
import { planWindowRow, type RowContext, windowColumns } from './windows-import-rows.ts'

function buildRegister(rows: readonly AreaRow[] | undefined, known: readonly NationalArea[]): AreaRegister {
  const named = rows
    ? rows.flatMap(({ area, kana }) => (area === undefined ? [] : [{ area, kana }]))
    : known.map((area) => ({ area, kana: '' }))
  const refused = (rows ?? []).flatMap(({ outcome }) =>
    outcome.outcome === 'refused'
      ? [
          [
            outcome.id,
            `市区町村の一覧の${outcome.line}行目（${outcome.name}）を取り込めないため、置き場所がありません。`,
          ] as const,
        ]
      : [],
  )
  return {
    byCode: new Map(named.map((one) => [one.area.code, one])),
    refused: new Map(refused),
    gazetteer: buildGazetteer(known),
  }
}

function buildContext(register: AreaRegister, input: ImportInput): RowContext {
  const areas = [...register.byCode.values()].map(({ area }) => area)
  const wards = areas.filter((area) => area.kind === 'ward')
  return {
    register,
    wardsOf: Map.groupBy(wards, (ward) => ward.cityCode ?? ''),
    municipalityKeys: new Set(
      input.known.filter((area) => area.kind === 'municipality').map((area) => addressSearchKey(area.name)),
    ),
    mends: input.mends,
    today: input.today,
  }
}

function refuseTwins(rows: readonly RowOutcome[]): ReadonlyMap<number, string> {
  const first = new Map<string, number>()
  const twins = new Map<number, string>()
  for (const { id, line } of rows) {
    const earlier = first.get(id)
    if (earlier === undefined) first.set(id, line)
    else twins.set(line, `${earlier}行目と同じ識別子です。`)
  }
  return twins
}

/**
 * Reads both files and decides about every row: placed, placed with the mends that were asked for, or refused with a
 * reason. Refuses as a whole only what cannot be read as such a file.
 */
export function planWindowsImport(input: ImportInput, source: DirectorySource = kurashiShienNavi): Result<ImportPlan> {
  const byCode = new Map(input.known.map((area) => [area.code, area]))
  let areaRows: readonly AreaRow[] | undefined
  if (input.municipalities !== undefined) {
    const table = readCsv(input.municipalities, '市区町村の一覧', municipalityColumns)
    if (!table.ok) return table
    areaRows = planAreas(table.value, byCode, input.mends)
  }
  const table = readCsv(input.windows, '窓口の一覧', windowColumns)
  if (!table.ok) return table
  const context = buildContext(buildRegister(areaRows, input.known), input)
  const planned = table.value.map((row) => planWindowRow(row, context))
  const twins = refuseTwins(planned.map(({ outcome }) => outcome))
  const single = planned.map((row) => {
    const because = twins.get(row.outcome.line)
    if (because === undefined) return row
    return { outcome: { ...row.outcome, outcome: 'refused', mends: [], wouldMend: [], notices: [], because } as const }
  })
  const joined = joinSameDesks(single, input.mends.has('merge-same-window'))
  return ok({
    source,
    rows: [...(areaRows ?? []).map(({ outcome }) => outcome), ...joined.rows],
    areas: (areaRows ?? []).flatMap(({ area }) => area ?? []),
    windows: joined.windows,
  })
}

export type ImportCounts = {
  readonly rows: number
  readonly placed: number
  readonly mended: number
  readonly refused: number
}

export type ImportSummary = {
  readonly municipalities: ImportCounts
  readonly windows: ImportCounts
  /** Rows that each mend put right, and rows it could put right if asked for. */
  readonly mends: ReadonlyArray<{ readonly kind: MendKind; readonly done: number; readonly open: number }>
  readonly notices: ReadonlyArray<{ readonly kind: NoticeKind; readonly rows: number }>
  readonly desks: number
}

function countRows(rows: readonly RowOutcome[]): ImportCounts {
  const count = (outcome: RowOutcome['outcome']) => rows.filter((row) => row.outcome === outcome).length
  return { rows: rows.length, placed: count('placed'), mended: count('mended'), refused: count('refused') }
}

/** The figures of a plan, for the preview and for the record of the import. */
export function summarizeImport(plan: ImportPlan): ImportSummary {
  const kinds = Object.keys(mendKinds).filter((kind): kind is MendKind => kind in mendKinds)
  const notices = Object.keys(noticeKinds).filter((kind): kind is NoticeKind => kind in noticeKinds)
  return {
    municipalities: countRows(plan.rows.filter((row) => row.file === 'municipalities')),
    windows: countRows(plan.rows.filter((row) => row.file === 'windows')),
    mends: kinds.map((kind) => ({
      kind,
      done: plan.rows.filter((row) => row.mends.includes(kind)).length,
      open: plan.rows.filter((row) => row.wouldMend.includes(kind)).length,
    })),
    notices: notices.map((kind) => ({ kind, rows: plan.rows.filter((row) => row.notices.includes(kind)).length })),
    desks: plan.windows.length,
  }
}
