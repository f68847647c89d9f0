/** `cli windows import` and `cli windows find`. Files, database and clock come from src/apps/cli.ts. */
import { parseArgs } from 'node:util'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Database } from '#platform/database/session.ts'
import { applyImport, type DirectoryWriter } from './directory-store.ts'
import { findWindows } from './find-windows.ts'
import { listNationalAreas } from './national-areas.ts'
import type { WindowAnswer, WindowCard } from './organization-contract.ts'
import { planWindowsImport, summarizeImport } from './windows-import.ts'
import { isMendKind, type MendKind, mendKinds } from './windows-import-model.ts'
import { describePlan, describeResult, refusedRowsCsv } from './windows-import-report.ts'

export type WindowsCommandTools = {
  readonly readFile: (path: string) => Promise<Uint8Array>
  readonly writeFile: (path: string, text: string) => Promise<void>
  readonly say: (words: string) => void
  readonly now: () => Date
  readonly newId: () => string
  /** Runs a task on one connection that entered the role `tomoshibi_owner`. */
  readonly asOwner: <T>(task: (writer: DirectoryWriter) => Promise<T>) => Promise<T>
  /** A plane that may read the directory and the duty roster (app_worker). */
  readonly database: () => Database
}

export const windowsImportUsage = `cli windows import --windows ファイル [--municipalities ファイル] [--mend 種類,種類] [--apply] [--without-refused] [--refused-rows ファイル]
  何も付けなければ、書き込まずに結果だけを示します。--apply で書き込みます（全部か、まったく書かないか）。
  取り込めない行が残るときは書き込みません。それらを除いて取り込むときは --without-refused を付けます。
  直せる種類（all で全部）：
${Object.entries(mendKinds)
  .map(([kind, words]) => `    ${kind}  ${words}`)
  .join('\n')}`

export const windowsFindUsage = 'cli windows find --postal 1234567 | --address "住所"（両方も可）'

function readMends(text: string | undefined): Result<ReadonlySet<MendKind>> {
  const names = (text ?? '').split(',').flatMap((name) => name.trim() || [])
  if (names.includes('all')) return ok(new Set(Object.keys(mendKinds).filter(isMendKind)))
  const unknown = names.filter((name) => !isMendKind(name))
  if (unknown.length > 0) {
    const because = `--mend の「${unknown.join('」「')}」という種類はありません。使えるのは ${Object.keys(mendKinds).join('、')}、all です。`
    return refuse('mend_unknown', because)
  }
  return ok(new Set(names.filter(isMendKind)))
}

const importOptions = {
  municipalities: { type: 'string' },
  windows: { type: 'string' },
  mend: { type: 'string' },
  apply: { type: 'boolean', default: false },
  'without-refused': { type: 'boolean', default: false },
  'refused-rows': { type: 'string' },
} as const

function readImportArgs(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options: importOptions, strict: true }).values)
  } catch {
    return refuse('arguments', windowsImportUsage)
  }
}

async function readOrRefuse(path: string, { readFile }: WindowsCommandTools): Promise<Result<Uint8Array>> {
  try {
    return ok(await readFile(path))
  } catch {
    return refuse('file_missing', `ファイル ${path} を読めません。場所と読み取りの権利を確かめてください。`)
  }
}

type ImportArgs = { municipalities?: string; windows: string; mends: ReadonlySet<MendKind> }

async function readPlan({ municipalities, windows, mends }: ImportArgs, tools: WindowsCommandTools) {
  const windowsFile = await readOrRefuse(windows, tools)
  if (!windowsFile.ok) return windowsFile
  const base = { windows: windowsFile.value, known: listNationalAreas(), mends, today: todayInJapan(tools.now()) }
  if (municipalities === undefined) return planWindowsImport(base)
  const areasFile = await readOrRefuse(municipalities, tools)
  return areasFile.ok ? planWindowsImport({ ...base, municipalities: areasFile.value }) : areasFile
}

/**
 * Previews an import of a register of windows, and carries it out with `--apply`. Exit code 0; 1 when it was asked to
 * write and did not; 2 when the question itself cannot be understood.
 */
export async function windowsImportCommand(args: readonly string[], tools: WindowsCommandTools): Promise<number> {
  const { say } = tools
  const options = readImportArgs(args)
  const mends = options.ok ? readMends(options.value.mend) : options
  if (!options.ok || !mends.ok || options.value.windows === undefined) {
    say(mends.ok ? windowsImportUsage : mends.refusal.because)
    return 2
  }
  const { municipalities, windows, apply } = options.value
  const base = { windows, mends: mends.value }
  const plan = await readPlan(municipalities === undefined ? base : { ...base, municipalities }, tools)
  if (!plan.ok) {
    say(plan.refusal.because)
    return 2
  }
  const summary = summarizeImport(plan.value)
  say(describePlan(plan.value, summary))
  const list = options.value['refused-rows']
  if (list !== undefined) {
    await tools.writeFile(list, refusedRowsCsv(plan.value.rows))
    say(`取り込めない行の一覧を ${list} に書きました。`)
  }
  if (!apply) {
    say('ここまでは確かめただけで、何も書き込んでいません。書き込むには --apply を付けてください。')
    return 0
  }
  const refused = summary.municipalities.refused + summary.windows.refused
  if (refused > 0 && !options.value['without-refused']) {
    say(
      `取り込めない行が ${refused}行あるため、何も書き込みませんでした。直すには --mend、除いて取り込むには --without-refused を付けてください。`,
    )
    return 1
  }
  say(describeResult(await tools.asOwner((writer) => applyImport(writer, plan.value, { summary, newId: tools.newId }))))
  return 0
}

function describeCard(card: WindowCard): string {
  const { answersNow: who } = card
  const answer = `${who.name}${who.phone === undefined ? '' : ` ${who.phone}`}（${who.because}）`
  return [
    `■ ${card.name}`,
    ...(card.section === card.name ? [] : [`  担当：${card.section}`]),
    `  電話：${card.phone ?? '登録がありません'}`,
    ...(card.address === undefined ? [] : [`  住所：${card.address.replace(/\s+/gu, ' ')}`]),
    `  受付：${card.hoursText ?? '登録がありません'}`,
    `  いま：${answer}`,
    ...card.areas.filter((area) => area.part !== undefined).map((area) => `  担当区域：${area.name}のうち${area.part}`),
    ...(card.officialUrl === undefined ? [] : [`  公式ページ：${card.officialUrl}`]),
    `  ${card.freshness.because}`,
  ].join('\n')
}

/** The answer of the look-up as an operator reads it. */
export function describeAnswer(answer: WindowAnswer): string {
  const heads = {
    one: '担当の窓口',
    choose: '当てはまる窓口（選ぶのは人です）',
    none: '担当の窓口は見つかりませんでした',
  }
  return [
    `${heads[answer.kind]}：${answer.because}`,
    ...answer.windows.map(describeCard),
    answer.emergency,
    ...answer.attributions,
  ].join('\n')
}

/** `--postal` and `--address`; exit code 0 when it answered, 2 when the question cannot be read. */
export async function windowsFindCommand(args: readonly string[], tools: WindowsCommandTools): Promise<number> {
  const asked = readFindArgs(args)
  if (asked === undefined) {
    tools.say(windowsFindUsage)
    return 2
  }
  const answer = await findWindows(tools.database(), asked, tools.now())
  tools.say(answer.ok ? describeAnswer(answer.value) : answer.refusal.because)
  return answer.ok ? 0 : 2
}

function readFindArgs(args: readonly string[]) {
  const options = { postal: { type: 'string' }, address: { type: 'string' } } as const
  try {
    const { postal, address } = parseArgs({ args: [...args], options, strict: true }).values
    if (postal === undefined && address === undefined) return undefined
    return {
      ...(postal === undefined ? {} : { postalCode: postal }),
      ...(address === undefined ? {} : { address }),
    }
  } catch {
    return undefined
  }
}
