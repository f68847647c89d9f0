import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { listConditionsOfCompany, takePack } from '#agreement/index.ts'
import type { DeskNeighbours, Printed, PrintOrder } from '#arrears-screening/desk/desk.ts'
import { usualDesk } from '#arrears-screening/desk/desk.ts'
import { deskApi } from '#arrears-screening/desk/desk-api.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { isListedReason, LISTED_NEXT, LISTED_REASONS } from '#letter/bulk/bulk-letters.ts'
import { LETTER_FILES } from '#letter/bulk/letter-files.ts'
import { printLettersCommand } from '#letter/bulk/letters-cli.ts'
import { removeFolder } from '#platform/files/private-files.ts'
import type { App } from '#platform/http/frame.ts'
import { openTypesetters } from '#platform/pdf/typesetters.ts'
import type { Platform } from '#platform/platform.ts'
import { letterFolder } from './cli/letters-command.ts'
import { tomoshibiVersion } from './cli/version.ts'

/** Screening on the server, with the agreements and the letters that it may not know itself. */
export async function openScreeningDesk(app: App, platform: Platform): Promise<void> {
  const { uploads } = platform
  const neighbours: DeskNeighbours = {
    listAgreements: ({ tx, now }) => listConditionsOfCompany(tx, now),
    takePack: (speaker) => takePack({ ...speaker, origin: platform.origin }),
    print: (order) => print(order, platform),
  }
  const folder = uploads?.folder ?? (await mkdtemp(join(tmpdir(), 'tomoshibi-desk-')))
  if (uploads === undefined) app.addHook('onClose', () => removeFolder(folder))
  await deskApi(app, platform, {
    neighbours,
    settings: {
      ...usualDesk,
      folder,
      fileBytes: uploads?.largest ?? usualDesk.fileBytes,
      version: await tomoshibiVersion(),
    },
  })
}

const listedReasons = Object.keys(LISTED_REASONS).filter(isListedReason)
const manifestShape = z.object({
  letters: z.number(),
  listed: z.partialRecord(z.enum(listedReasons), z.number()),
  batches: z.array(z.object({ file: z.string() })),
})

/** The letters of `cli letters`, over the files of a work. */
async function print(order: PrintOrder, platform: Platform): Promise<Result<Printed>> {
  const { people, pack, out, phone, section, hours, stage, channel, signal, onProgress } = order
  const said = { ...(section === '' ? {} : { section }), ...(hours === '' ? {} : { hours }), ...(stage && { stage }) }
  const done = await printLettersCommand(
    { people, pack, out, phone, channel, origin: platform.origin, ...said },
    {
      readInput: (path) => readFile(path),
      openFolder: letterFolder,
      openTypesetters,
      randomBytes,
      now: platform.now,
      say: () => undefined,
      ...{ signal, onProgress },
    },
  )
  if (!done.ok) return done.refusal.code === 'usage' ? refuse('letters_not_possible', notPossible) : done
  const manifest = manifestShape.parse(JSON.parse(await readFile(join(out, LETTER_FILES.manifest), 'utf8')))
  const { letters, windows, notPrinted, registration, manifest: list } = LETTER_FILES
  return ok({
    letters: manifest.letters,
    listed: listedReasons.flatMap((reason) => {
      const people = manifest.listed[reason]
      const words = { words: LISTED_REASONS[reason], next: LISTED_NEXT[reason] }
      return people === undefined ? [] : [{ reason, people, ...words, printed: reason === 'stale' }]
    }),
    files: [...manifest.batches.map(({ file }) => file), letters, windows, notPrinted, registration, list],
  })
}

const notPossible = 'お手紙を作れませんでした。会社の電話番号や部署の書き方を確かめてください。'
