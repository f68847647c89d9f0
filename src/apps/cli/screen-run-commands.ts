import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readAccountMapping, readScreeningPack } from '#arrears-screening/read-screening-file.ts'
import type { RunCounts } from '#arrears-screening/run/manifest.ts'
import { OUTPUT_ENCODINGS, type OutputEncoding } from '#arrears-screening/run/run-order.ts'
import { type RunSummary, runScreening } from '#arrears-screening/run/run-screening.ts'
import { SUPPRESSION_REASONS, suppressionReasons } from '#arrears-screening/run/suppression.ts'
import { verifyRun } from '#arrears-screening/run/verify-run.ts'
import { calendarDate } from '#kernel/calendar-date.ts'
import { parseCalendarDate } from '#kernel/date-text.ts'
import type { Refusal } from '#kernel/result.ts'
import { errorCodeOf, OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { findSigningKey, openSigningKey } from '#platform/crypto/signing-key-file.ts'
import { type Command, counted, needed, readFlags, type Tools, usageTrouble } from './command.ts'
import { progressTeller } from './run-progress.ts'
import { tomoshibiVersion } from './version.ts'

const text = { type: 'string' } as const
const runUsage =
  'cli screen run FILE... --mapping mapping.json --pack pack.json --run-date 2026-04-01 --out フォルダー [--memory 512MB] [--encoding utf-8|cp932] [--threads 2] [--part-rows 2000000]'

/** The folder of the company's key and of its log of all runs. */
const companyFolder = ({ dataFolder }: Tools['config']) => join(dataFolder, 'screening')

const screenRunCommand: Command = {
  name: 'screen run',
  summary:
    '会社のファイルを条件に当てはめ、ご案内する方の一覧と、少ない数を伏せた件数の表を作ります（外へは何も送りません）',
  usage: runUsage,
  run: async (args, { config, say, signal }) => {
    const { values, positionals } = readFlags(runUsage, () =>
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          mapping: text,
          pack: text,
          'run-date': text,
          out: text,
          memory: text,
          encoding: text,
          threads: text,
          'part-rows': text,
        },
      }),
    )
    if (positionals.length === 0) throw usageTrouble('調べるファイルを指定してください。', runUsage)
    const runDate = readRunDate(needed(values['run-date'], '--run-date', runUsage))
    const out = resolve(needed(values.out, '--out', runUsage))
    const encoding = readEncoding(values.encoding)
    const memoryMb = readMemory(values.memory)
    const threads = readCount(values.threads, '--threads', 99)
    const partRows = readCount(values['part-rows'], '--part-rows', 100_000_000)
    const mapping = await readGiven(needed(values.mapping, '--mapping', runUsage), readAccountMapping)
    const pack = await readGiven(needed(values.pack, '--pack', runUsage), readScreeningPack)
    const folder = companyFolder(config)
    const progress = progressTeller(process.stderr, () => performance.now())
    const done = await runScreening({
      sources: positionals.map((path) => resolve(path)),
      ...{ mapping, pack, runDate, out, encoding, signal },
      ...(memoryMb === undefined ? {} : { memoryMb }),
      ...(threads === undefined ? {} : { threads }),
      ...(partRows === undefined ? {} : { partRows }),
      key: await openSigningKey(folder),
      companyLog: join(folder, 'run-log.jsonl'),
      version: await tomoshibiVersion(),
      now: () => new Date(),
      onPlan: (sentence) => process.stderr.write(`${sentence}\n`),
      onProgress: progress.tell,
    }).catch(toldTrouble)
    progress.end()
    if (!done.ok) throw notDone(done.refusal)
    for (const line of summaryLines(done.value, out)) say(line)
    return 0
  },
}

const verifyUsage = "cli screen verify フォルダー [--fingerprint '1f2e 3d4c …']"

const screenVerifyCommand: Command = {
  name: 'screen verify',
  summary: 'screen run の結果が、署名したときのままであることを確かめます（0：異常なし、2：異常あり）',
  usage: verifyUsage,
  run: async (args, { config, say }) => {
    const { positionals, values } = readFlags(verifyUsage, () =>
      parseArgs({ args: [...args], allowPositionals: true, options: { fingerprint: text } }),
    )
    const [folder, ...more] = positionals
    if (folder === undefined || more.length > 0) throw usageTrouble('フォルダーを一つ指定してください。', verifyUsage)
    // What was taken from the web app is signed there: the screen shows the fingerprint to be compared.
    const own = values.fingerprint?.trim() ?? (await findSigningKey(companyFolder(config)))?.fingerprint
    const verdict = await verifyRun(resolve(folder), own)
    if (!verdict.ok) {
      if (verdict.refusal.code === 'run_not_found' || verdict.refusal.code === 'own_key_missing')
        throw notDone(verdict.refusal)
      say(verdict.refusal.because)
      return 2
    }
    const { manifest, files } = verdict.value
    say(`署名したときのままです：${files}個のファイル、基準日 ${manifest.runDate}、${reconciled(manifest.counts)}`)
    say(`鍵の指紋：${manifest.key.fingerprint}`)
    return 0
  },
}

/** What a company does with its own files. Neither opens the database or the network. */
export const screenRunCommands: readonly Command[] = [screenRunCommand, screenVerifyCommand]

function summaryLines({ counts, resumed, remarks }: RunSummary, out: string): readonly string[] {
  const reasons = suppressionReasons.flatMap((reason) => {
    const people = counts.suppressed.find((each) => each.reason === reason)?.people ?? 0
    return people === 0 ? [] : [`    ${counted(people)}件 ${SUPPRESSION_REASONS[reason]}`]
  })
  return [
    ...remarks,
    resumed ? '途中まで済んでいたところから続け、終わりました。' : '終わりました。',
    `  ${reconciled(counts)}`,
    ...(counts.merged === 0
      ? []
      : [
          `  使った行 ${counted(counts.read - counts.rejected)}件、契約 ${counted(counts.read - counts.rejected - counts.merged)}件`,
        ]),
    `  当てはまらない方のうち、協定のない市区町村 ${counted(counts.unmatched.noAgreement)}件、条件に届かない ${counted(counts.unmatched.conditionsNotMet)}件`,
    ...(reasons.length === 0 ? [] : ['  ご案内を控える方の内訳', ...reasons]),
    ...(counts.remarked === 0
      ? []
      : [`  空欄として読んだところ ${counted(counts.remarked)}か所（行は使いました。一覧は remarks.csv）`]),
    `  結果は ${out} にあります。会社の外へ出してよいのは counts.csv だけです。`,
  ]
}

function reconciled({ read, matched, unmatched, suppressed, rejected, merged }: RunCounts): string {
  const left = suppressed.reduce((sum, { people }) => sum + people, 0)
  const none = unmatched.noAgreement + unmatched.conditionsNotMet
  return `読んだ ${counted(read)}件 ＝ ご案内する ${counted(matched)}件 ＋ 当てはまらない ${counted(none)}件 ＋ 控える ${counted(left)}件 ＋ 読めない ${counted(rejected)}件${merged === 0 ? '' : ` ＋ 契約にまとめた請求の行 ${counted(merged)}件`}`
}

async function readGiven<Value>(
  path: string,
  read: (text: string) => { ok: true; value: Value } | { ok: false; refusal: Refusal },
): Promise<{ text: string; value: Value }> {
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    const missing = errorCodeOf(cause) === 'ENOENT'
    const because = missing ? 'が見つかりません。名前と場所を確かめてください。' : 'を読めませんでした。'
    throw new OperatorTrouble('file-unreadable', `${path} ${because}`, { exitCode: missing ? 66 : 74, cause })
  })
  const value = read(content.replace(/^\uFEFF/, ''))
  if (value.ok) return { text: content, value: value.value }
  throw new OperatorTrouble('file-not-used', `${path} を使えませんでした。${value.refusal.because}`, { exitCode: 65 })
}

function readRunDate(word: string) {
  const read = parseCalendarDate(word)
  if (!read.ok) throw usageTrouble(`--run-date の${read.refusal.because}`, runUsage)
  const date = calendarDate(read.value)
  if (date < '2000-01-01' || date > '2099-12-31')
    throw usageTrouble('--run-date は2000年から2099年までの日です。', runUsage)
  return date
}

function readEncoding(word = 'utf-8'): OutputEncoding {
  const wanted = word
    .toLowerCase()
    .replace(/^(?:shift[-_]?jis|sjis|windows-31j)$/, 'cp932')
    .replace(/^utf8$/, 'utf-8')
  const isKnown = (name: string): name is OutputEncoding => Object.hasOwn(OUTPUT_ENCODINGS, name)
  if (isKnown(wanted)) return wanted
  throw usageTrouble(`--encoding の「${word}」では書けません。utf-8 か cp932 を指定してください。`, runUsage)
}

const leastMemoryMb = 256

function readMemory(word: string | undefined): number | undefined {
  if (word === undefined) return undefined
  const [, number, unit] = /^(\d{1,6})\s*(MB|GB|M|G)$/i.exec(word.trim()) ?? []
  const megabytes = Number(number) * (/^g/i.test(unit ?? '') ? 1024 : 1)
  if (megabytes >= leastMemoryMb) return megabytes
  throw usageTrouble(`--memory は ${leastMemoryMb}MB 以上を「512MB」「2GB」のように指定してください。`, runUsage)
}

function readCount(word: string | undefined, flag: string, most: number): number | undefined {
  if (word === undefined) return undefined
  const count = /^\d{1,9}$/.test(word) ? Number(word) : 0
  if (count >= 1 && count <= most) return count
  throw usageTrouble(`${flag} は1から${counted(most)}までの数です。`, runUsage)
}

const exitCodes: Readonly<Record<string, number>> = {
  interrupted: 130,
  out_finished: 73,
  out_not_empty: 73,
  out_other_run: 73,
  out_in_use: 75,
  file_not_found: 66,
  run_not_found: 66,
  own_key_missing: 66,
  log_broken: 74,
}

function notDone({ code, because }: Refusal): OperatorTrouble {
  return new OperatorTrouble(code, because, { exitCode: exitCodes[code] ?? 65 })
}

/** What a full disk, a closed folder or too little memory looks like from inside, in words. */
function toldTrouble(cause: unknown): never {
  const words = cause instanceof Error ? cause.message : ''
  if (errorCodeOf(cause) === 'ENOSPC' || /No space left|max_temp_directory_size/i.test(words)) {
    const because = 'ディスクの空きが足りません。空けてから同じ指定でもう一度行うと、続きから始めます。'
    throw new OperatorTrouble('disk-full', because, { exitCode: 74, cause })
  }
  if (errorCodeOf(cause) === 'EACCES' || errorCodeOf(cause) === 'EPERM' || errorCodeOf(cause) === 'EROFS') {
    throw new OperatorTrouble('not-writable', '--out のフォルダーに書き込めません。場所と権限を確かめてください。', {
      exitCode: 73,
      cause,
    })
  }
  if (/Out of Memory/i.test(words)) {
    throw new OperatorTrouble(
      'memory-short',
      '使ってよいメモリーが足りません。--memory を大きくして、もう一度行ってください。',
      { exitCode: 75, cause },
    )
  }
  throw cause
}
