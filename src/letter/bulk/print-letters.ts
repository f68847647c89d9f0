import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { ContactWindow } from '#organization/index.ts'
import type { Typesetters } from '#platform/pdf/typesetters.ts'
import { WORDING_VERSION } from '../letter.ts'
import { type BulkJob, batchesOf, type LetterBatch, type NumberedLetter, sequenceOf } from './bulk-letters.ts'
import { drawNumbers, readDrawn } from './draw-numbers.ts'
import { batchPrinter } from './letter-batch-pdf.ts'
import { LETTER_FILES, type LetterFiles } from './letter-files.ts'
import { countsOf, listsOf, registrationOf } from './letters-manifest.ts'
import type { Plan } from './plan-letters.ts'

export type PrintRun = Readonly<{
  job: BulkJob
  plan: Plan
  windows: ReadonlyMap<string, ContactWindow>
  /** SHA-256 of the inputs; a folder belongs to one run. */
  inputs: Readonly<Record<string, string>>
  read: number
}>

export type PrintDesk = Readonly<{
  files: LetterFiles
  typesetters: Pick<Typesetters, 'count' | 'typeset'>
  randomBytes: (count: number) => Uint8Array
  onProgress: (done: number, total: number) => void
  signal: AbortSignal
}>

const Run = z.object({ fingerprint: z.string(), issuedOn: z.string() })
const Printed = z.object({ file: z.string(), sha256: z.string() })
type PrintedBatch = z.infer<typeof Printed>

/** Says the day an earlier start of this run was dated with; refuses a folder that belongs to other inputs. */
export async function claimFolder(files: LetterFiles, fingerprint: string, today: string): Promise<Result<string>> {
  const before = await files.read(LETTER_FILES.run)
  if (before === undefined) {
    await files.write(LETTER_FILES.run, JSON.stringify({ fingerprint, issuedOn: today }))
    return ok(today)
  }
  const run = Run.parse(JSON.parse(new TextDecoder().decode(before)))
  if (run.fingerprint === fingerprint) return ok(run.issuedOn)
  return refuse(
    'other-run',
    'このフォルダーには、別の名簿や設定で作ったお手紙があります。--out を空のフォルダーにしてください。',
  )
}

/**
 * Prints every planned letter into batches and writes the lists, the registration and the manifest. Stopped in the middle
 * and started again it keeps the numbers it drew and the batches it finished. Answers the manifest.
 */
export async function printLetters(run: PrintRun, desk: PrintDesk) {
  const { files } = desk
  const drawn = drawNumbers(run.plan.letters, readDrawn(await files.read(LETTER_FILES.codes)), desk.randomBytes)
  await files.write(LETTER_FILES.codes, drawn.map((one) => `${JSON.stringify(one)}\n`).join(''))
  const numbers = new Map(drawn.map((one) => [one.contractId, one]))
  const numbered = run.plan.letters.flatMap((letter) => {
    const own = numbers.get(letter.contractId)
    return own === undefined ? [] : [{ ...letter, ...own }]
  })
  const batches = batchesOf(numbered, run.job.batchSize)
  const printed = await printBatches(batches, run, desk)
  const lists = listsOf(run.plan.listed, batches)
  const registration = registrationOf(run.job, batches)
  for (const [name, text] of Object.entries({ ...lists, [LETTER_FILES.registration]: registration })) {
    await files.write(name, text)
  }
  const manifest = manifestOf({ run, batches, printed, texts: { ...lists, [LETTER_FILES.registration]: registration } })
  await files.write(LETTER_FILES.manifest, `${JSON.stringify(manifest, undefined, 2)}\n`)
  return manifest
}

async function printBatches(batches: readonly LetterBatch[], run: PrintRun, desk: PrintDesk) {
  const { files, typesetters, signal } = desk
  const printer = batchPrinter(run.job, run.windows)
  const total = batches.reduce((sum, { letters }) => sum + letters.length, 0)
  const before = await finishedBefore(files)
  const done = new Map<string, PrintedBatch>()
  const waiting = [...batches]
  let letters = 0
  async function work(): Promise<void> {
    for (let batch = waiting.shift(); batch !== undefined && !signal.aborted; batch = waiting.shift()) {
      const file = `${batch.name}.pdf`
      const known = before.get(file)
      const kept = known === undefined ? undefined : await files.read(file)
      if (known !== undefined && kept !== undefined && sha256(kept) === known.sha256) done.set(file, known)
      else {
        const pdf = await typesetters.typeset(printer.typesettingOf(batch))
        const one = { file, sha256: sha256(pdf) }
        await files.write(file, pdf)
        await files.append(LETTER_FILES.printed, JSON.stringify(one))
        done.set(file, one)
      }
      letters += batch.letters.length
      desk.onProgress(letters, total)
    }
  }
  await Promise.all(Array.from({ length: typesetters.count }, () => work()))
  signal.throwIfAborted()
  return batches.flatMap(({ name }) => done.get(`${name}.pdf`) ?? [])
}

async function finishedBefore(files: LetterFiles): Promise<ReadonlyMap<string, PrintedBatch>> {
  const lines = new TextDecoder().decode(await files.read(LETTER_FILES.printed)).split('\n')
  // The last line may have been cut when the machine stopped; its batch is printed again.
  const whole = lines.flatMap((line) => {
    try {
      return [Printed.parse(JSON.parse(line))]
    } catch {
      return []
    }
  })
  return new Map(whole.map((one) => [one.file, one]))
}

type Done = Readonly<{
  run: PrintRun
  batches: readonly LetterBatch[]
  printed: readonly PrintedBatch[]
  texts: Readonly<Record<string, string>>
}>

function manifestOf({ run, batches, printed, texts }: Done) {
  const reasons = Object.groupBy(run.plan.listed, ({ reason }) => reason)
  return {
    format: 'tomoshibi-letters/1',
    company: run.job.company,
    issuedOn: run.job.issuedOn,
    wordingVersion: WORDING_VERSION,
    inputs: run.inputs,
    read: run.read,
    letters: batches.reduce((sum, { letters }) => sum + letters.length, 0),
    listed: Object.fromEntries(Object.entries(reasons).map(([reason, all]) => [reason, all.length])),
    counts: countsOf(batches),
    batches: batches.map((batch, index) => ({
      ...printed[index],
      letters: batch.letters.length,
      stage: batch.stage,
      language: batch.language,
      confirmFirst: batch.confirmFirst,
      ...ends(batch),
    })),
    files: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, sha256(text)])),
  }
}

function ends({ batch, letters }: LetterBatch) {
  const mark = (letter: NumberedLetter | undefined) => (letter === undefined ? '' : sequenceOf(batch, letter.sheet))
  return { firstSheet: mark(letters.at(0)), lastSheet: mark(letters.at(-1)) }
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
