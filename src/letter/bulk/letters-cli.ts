import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type CalendarDate, calendarDate, isCalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { openTravellingDirectory } from '#organization/index.ts'
import type { Typesetters } from '#platform/pdf/typesetters.ts'
import { LETTER_STAGES, WORDING_VERSION } from '../letter.ts'
import { type BulkJob, LARGEST_BATCH } from './bulk-letters.ts'
import type { LetterFiles } from './letter-files.ts'
import { type LetterPack, letterPackShape } from './letter-pack-contract.ts'
import { readAs, readChoices, readPeople } from './people-file.ts'
import { planLetters } from './plan-letters.ts'
import { claimFolder, printLetters } from './print-letters.ts'

export const lettersUsage =
  'npm run cli -- letters --people people.csv --pack pack.json --out フォルダー [--origin https://ともしびのアドレス] [--phone 会社の電話] [--section 部署] [--hours 受付時間] [--stage general|unpaid-notice|reminder|stop-notice|pledge] [--channel enclosed|post] [--batch 100] [--date 2026-04-01] [--choices windows-to-check.csv]'

/** What the command is given by whoever owns files, processors and chance. */
export type LettersDesk = Readonly<{
  readInput: (path: string) => Promise<Uint8Array>
  openFolder: (path: string) => Promise<LetterFiles>
  openTypesetters: () => Typesetters
  randomBytes: (count: number) => Uint8Array
  now: () => Date
  say: (words: string) => void
  onProgress: (done: number, total: number) => void
  signal: AbortSignal
}>

const options = {
  people: { type: 'string' },
  pack: { type: 'string' },
  out: { type: 'string' },
  origin: { type: 'string' },
  phone: { type: 'string' },
  section: { type: 'string' },
  hours: { type: 'string' },
  stage: { type: 'string' },
  channel: { type: 'string' },
  batch: { type: 'string' },
  date: { type: 'string' },
  choices: { type: 'string' },
} as const
type Flags = Partial<Record<keyof typeof options, string>>

/** Reads the flags; throws Node's own error for an unknown one. */
export function lettersFlags(args: readonly string[]): Flags {
  return parseArgs({ args: [...args], options }).values
}

/** `cli letters`: prints what a screening run found. Needs no connection and no database. */
export async function printLettersCommand(flags: Flags, desk: LettersDesk): Promise<Result<number>> {
  const asked = readFlagsOf(flags)
  if (!asked.ok) return asked
  const [peopleBytes, packBytes] = [await desk.readInput(asked.value.people), await desk.readInput(asked.value.pack)]
  const choiceBytes = flags.choices === undefined ? undefined : await desk.readInput(flags.choices)
  const people = readPeople(peopleBytes)
  const pack = readPack(packBytes)
  const choices = choiceBytes === undefined ? undefined : readChoices(choiceBytes)
  if (!people.ok) return people
  if (!pack.ok) return pack
  if (choices?.ok === false) return choices
  desk.say(`people.csv：${readAs(peopleBytes)}`)
  if (choiceBytes !== undefined) desk.say(`窓口を選んだ一覧：${readAs(choiceBytes)}`)
  const files = await desk.openFolder(asked.value.out)
  const inputs = {
    people: sha256(peopleBytes),
    pack: sha256(packBytes),
    ...(choiceBytes === undefined ? {} : { choices: sha256(choiceBytes) }),
  }
  const job = jobOf({ asked: asked.value, flags, pack: pack.value })
  if (!job.ok) return job
  const fingerprint = sha256(
    JSON.stringify([inputs, { ...flags, people: '', pack: '', out: '', choices: '' }, WORDING_VERSION]),
  )
  const claimed = await claimFolder(files, fingerprint, asked.value.date ?? todayInJapan(desk.now()))
  if (!claimed.ok) return claimed
  const issuedOn = calendarDate(claimed.value)
  const directory = openTravellingDirectory(pack.value.windows)
  const plan = planLetters({
    people: people.value,
    directory,
    today: issuedOn,
    ...(asked.value.stage === undefined ? {} : { stage: asked.value.stage }),
    ...(choices === undefined ? {} : { choices: choices.value }),
  })
  const typesetters = desk.openTypesetters()
  try {
    const run = { job: { ...job.value, issuedOn }, plan, windows: directory.windows, inputs, read: people.value.length }
    const manifest = await printLetters(run, { ...desk, files, typesetters })
    tell(manifest, asked.value.out, desk.say)
    return ok(0)
  } finally {
    await typesetters.close()
  }
}

type Asked = Readonly<{
  people: string
  pack: string
  out: string
  origin: string | undefined
  phone: string | undefined
  batchSize: number
  channel: BulkJob['channel']
  stage: (typeof LETTER_STAGES)[number] | undefined
  date: CalendarDate | undefined
}>

function readFlagsOf(flags: Flags): Result<Asked> {
  const { people = '', pack = '', out = '', origin, phone } = flags
  const missing = Object.entries({ people, pack, out }).find(([, value]) => value.trim() === '')
  if (missing !== undefined) return refuse('usage', `--${missing[0]} の指定が要ります。`)
  if (origin !== undefined && !/^https?:\/\/[^/]+$/.test(origin)) {
    return refuse('usage', '--origin は https://tomoshibi.example.jp のように、最後に / を付けずに書きます。')
  }
  const batchSize = Number(flags.batch ?? 100)
  if (!isBatchSize(batchSize)) return refuse('usage', `--batch は1から${LARGEST_BATCH}までの数です。`)
  const stage = LETTER_STAGES.find((one) => one === flags.stage)
  if (flags.stage !== undefined && stage === undefined) {
    return refuse('usage', `--stage は ${LETTER_STAGES.join('、')} のどれかです。`)
  }
  const channel = flags.channel ?? 'enclosed'
  if (channel !== 'enclosed' && channel !== 'post') return refuse('usage', '--channel は enclosed か post です。')
  const { date } = flags
  if (date !== undefined && !isCalendarDate(date)) return refuse('usage', '--date は 2026-04-01 のように書きます。')
  return ok({ people, pack, out, batchSize, channel, origin, phone, stage, date })
}

const isBatchSize = (size: number) => Number.isInteger(size) && size >= 1 && size <= LARGEST_BATCH

function readPack(bytes: Uint8Array): Result<LetterPack> {
  try {
    const read = letterPackShape.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (read.success) return ok(read.data)
    const [issue] = read.error.issues
    return refuse(
      'pack-shape',
      `条件ファイルの ${issue?.path.join('.') ?? ''} を読み取れません。条件ファイルをもう一度受け取ってください。`,
    )
  } catch {
    return refuse('pack-broken', '条件ファイルを読み取れません。途中で切れていないか確かめてください。')
  }
}

type JobParts = Readonly<{ asked: Asked; flags: Flags; pack: LetterPack }>

/** What was said on the command line goes before what the pack says; a letter without address or telephone is not printed. */
function jobOf({ asked, flags, pack }: JobParts): Result<Omit<BulkJob, 'issuedOn'>> {
  const { organizationId, name } = pack.company
  const origin = asked.origin ?? pack.origin
  const phone = asked.phone?.trim() || pack.company.phone
  if (origin === undefined) {
    return refuse('usage', '条件ファイルに、ともしびのアドレスが入っていません。--origin で指定してください。')
  }
  if (phone === undefined) {
    return refuse('usage', '条件ファイルに、会社の電話番号が入っていません。--phone で指定してください。')
  }
  const sender = {
    companyName: name,
    phone,
    ...(flags.section === undefined ? {} : { sectionName: flags.section }),
    ...(flags.hours === undefined ? {} : { hoursText: flags.hours }),
  }
  const { batchSize, channel } = asked
  return ok({ company: { organizationId, name }, sender, origin, batchSize, channel })
}

function tell(manifest: Awaited<ReturnType<typeof printLetters>>, out: string, say: LettersDesk['say']): void {
  const counted = (count: number) => count.toLocaleString('ja-JP')
  say(
    `読んだ方 ${counted(manifest.read)}人、印刷したお手紙 ${counted(manifest.letters)}通（${counted(manifest.batches.length)}個のファイル）。`,
  )
  const apart = manifest.batches
    .filter(({ confirmFirst }) => confirmFirst)
    .reduce((sum, { letters }) => sum + letters, 0)
  if (apart > 0) {
    say(`うち ${counted(apart)}通は、窓口の記載を確かめてから送るよう別のファイルに分けました（confirm-first）。`)
  }
  for (const [reason, count] of Object.entries(manifest.listed))
    if (reason !== 'stale') say(`  ${reason}：${counted(count)}人`)
  say(`一覧とファイルは ${out} にあります。社外へ出してよいのは registration.json だけです。`)
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
