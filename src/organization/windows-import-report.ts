/** What an operator reads before and after an import. Japanese; one thought a line. */
import { stringify } from 'csv-stringify/sync'
import type { ImportResult } from './directory-store.ts'
import type { ImportCounts, ImportSummary } from './windows-import.ts'
import { type ImportPlan, mendKinds, noticeKinds, type RowOutcome } from './windows-import-model.ts'

const number = new Intl.NumberFormat('ja-JP')

function countLine(label: string, counts: ImportCounts): string {
  const { rows, placed, mended, refused } = counts
  return `${label}：${number.format(rows)}行 → そのまま取り込める ${number.format(placed)}行、直して取り込める ${number.format(mended)}行、取り込めない ${number.format(refused)}行`
}

/** Rows with one remedy are one kind; without a remedy, reasons with the same wording but for names and numbers. */
function kindOf(row: RowOutcome): string {
  if (row.wouldMend.length > 0) return `${row.file}|${row.wouldMend.join(' ')}`
  const words = (row.because ?? '').replace(/「[^」]*」|（[^）]*）/gu, '…').replace(/\d+/gu, 'N')
  return `${row.file}|${words}`
}

function listReasons(rows: readonly RowOutcome[], shown: number): string[] {
  const refused = rows.filter((row) => row.outcome === 'refused')
  const kinds = [...Map.groupBy(refused, kindOf).values()]
  return kinds
    .toSorted((left, right) => right.length - left.length)
    .flatMap((same) => {
      const file = same[0]?.file === 'municipalities' ? '市区町村の一覧' : '窓口の一覧'
      const remedy = same[0]?.wouldMend.length ? `（--mend ${same[0].wouldMend.join(',')} で置けます）` : ''
      const examples = same
        .slice(0, shown)
        .map((row) => `    ${row.line}行目 ${row.id} ${row.name}：${row.because ?? ''}`)
      const more = same.length > shown ? [`    ほか ${number.format(same.length - shown)}行（同じ種類の理由）`] : []
      return [`  ${file} ${number.format(same.length)}行${remedy}`, ...examples, ...more]
    })
}

/** The preview: figures, what could be mended and how to ask for it, notices, reasons of refused rows, attribution. */
export function describePlan(plan: ImportPlan, summary: ImportSummary, shown = 3): string {
  const mends = summary.mends.flatMap(({ kind, done, open }) => {
    if (done === 0 && open === 0) return []
    const state = done > 0 ? `${number.format(done)}行を直す` : `直せる行が ${number.format(open)}行（--mend ${kind}）`
    return [`  ${kind}：${state}。${mendKinds[kind]}`]
  })
  const notices = summary.notices.flatMap(({ kind, rows }) =>
    rows === 0 ? [] : [`  ${noticeKinds[kind]}：${number.format(rows)}行`],
  )
  const reasons = listReasons(plan.rows, shown)
  return [
    ...(summary.municipalities.rows === 0 ? [] : [countLine('市区町村の一覧', summary.municipalities)]),
    countLine('窓口の一覧', summary.windows),
    `窓口の数：${number.format(summary.desks)}`,
    ...(mends.length > 0 ? ['直せるところ（頼まれたものだけを直します）', ...mends] : []),
    ...(notices.length > 0 ? ['取り込むが、知っておくこと', ...notices] : []),
    ...(reasons.length > 0 ? ['取り込めない行と理由（一行ずつの一覧は --refused-rows ファイル）', ...reasons] : []),
    plan.source.attribution,
  ].join('\n')
}

/** After writing. */
export function describeResult({ added, updated, retired }: ImportResult): string {
  return `書き込みました：新しい窓口 ${number.format(added)}、更新した窓口 ${number.format(updated)}、一覧から消えたため使わないことにした窓口 ${number.format(retired)}。`
}

/** Formulas of spreadsheets are kept from running: a cell that begins like one gets an apostrophe. */
function inert(cell: string): string {
  return /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell
}

/** Every refused row with its reason and what could mend it; UTF-8 with BOM and CRLF, as spreadsheets expect. */
export function refusedRowsCsv(rows: readonly RowOutcome[]): string {
  const files = { municipalities: '市区町村の一覧', windows: '窓口の一覧' } as const
  const body = rows
    .filter((row) => row.outcome === 'refused')
    .map((row) => [files[row.file], String(row.line), row.id, row.name, row.because ?? '', row.wouldMend.join(' ')])
  const head = ['ファイル', '行', '識別子', '名称', '取り込めない理由', '直し方（--mend）']
  return stringify([head, ...body.map((cells) => cells.map(inert))], { bom: true, record_delimiter: '\r\n' })
}
