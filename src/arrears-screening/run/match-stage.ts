import { join } from 'node:path'
import { z } from 'zod'
import type { DuckDb } from '#platform/duckdb/open-duckdb.ts'
import { createWholeFile } from '#platform/files/private-files.ts'
import { type AccountsRead, accountsRelation, partsOf } from './accounts-read.ts'
import type { CompiledPack } from './compile-pack.ts'
import { type CountCell, Tally } from './counts-file.ts'
import { countCovered, hitsOf, layPackDown, type Part } from './match-accounts.ts'
import { outputRow } from './output-rows.ts'
import type { RunOrder } from './run-order.ts'
import { type SuppressionReason, suppressionReasons } from './suppression.ts'
import { findStep, keepStep } from './work-state.ts'

const partShape = z.strictObject({
  people: z.number(),
  reasons: z.record(z.string(), z.number()),
  cells: z.array(
    z.strictObject({
      municipality: z.string(),
      agreementId: z.string(),
      version: z.number(),
      clause: z.string(),
      stage: z.string(),
      people: z.number(),
    }),
  ),
})
type PartKept = z.infer<typeof partShape>

/** What all parts together found; `parts` are the names of their files without ending. */
export type Matched = {
  readonly parts: readonly string[]
  readonly people: number
  readonly covered: number
  readonly suppressed: readonly { readonly reason: SuppressionReason; readonly people: number }[]
  readonly cells: readonly CountCell[]
}

type Matching = {
  readonly duckdb: DuckDb
  readonly pack: CompiledPack
  readonly order: RunOrder
  readonly folder: string
  /** Heard after each part that was matched now, not after those of an earlier attempt. */
  readonly onPart: (name: string) => Promise<void>
}

/** Matches part by part; each leaves its files and a record, so that a run that was stopped goes on with the next. */
export async function matchStage(matching: Matching, accounts: AccountsRead): Promise<Matched> {
  const { duckdb, pack, order, folder } = matching
  await layPackDown(duckdb.connection, pack)
  const parts = partsOf(accounts, order.partRows)
  const kept: PartKept[] = []
  for (const [at, part] of parts.entries()) {
    const name = `part-${String(at + 1).padStart(5, '0')}`
    const before = await findStep(folder, name, partShape)
    kept.push(before?.kept ?? (await matchPart(matching, part, name)))
    const done = parts.slice(0, at + 1).reduce((sum, { from, to }) => sum + to - from, 0)
    order.onProgress?.({ step: 'matching', unit: 'rows', done, total: accounts.read })
  }
  return {
    ...together(kept),
    parts: parts.map((_, at) => `part-${String(at + 1).padStart(5, '0')}`),
    covered: await countCovered(duckdb.connection, accountsRelation),
  }
}

async function matchPart(
  { duckdb, pack, order, folder, onPart }: Matching,
  part: Part,
  name: string,
): Promise<PartKept> {
  const files = {
    people: await createWholeFile(join(folder, `${name}.people.csv`)),
    suppressed: await createWholeFile(join(folder, `${name}.suppressed.csv`)),
  }
  const tally = new Tally()
  const reasons: Record<string, number> = {}
  let people = 0
  for await (const hits of hitsOf(duckdb.connection, pack, { relation: accountsRelation, part })) {
    for (const hit of hits) {
      const { file, line, counted } = outputRow(pack, hit, order.runDate)
      await files[file].write(line)
      if (hit.reason === null) {
        people += 1
        tally.add(counted)
      } else reasons[hit.reason] = (reasons[hit.reason] ?? 0) + 1
    }
  }
  const kept = { people, reasons, cells: [...tally.cells()] }
  const marks = {
    [`${name}.people.csv`]: await files.people.finish(),
    [`${name}.suppressed.csv`]: await files.suppressed.finish(),
  }
  await keepStep(folder, name, { files: marks, kept })
  await onPart(name)
  return kept
}

function together(parts: readonly PartKept[]): Pick<Matched, 'people' | 'suppressed' | 'cells'> {
  const tally = new Tally()
  for (const { cells } of parts) for (const cell of cells) tally.add(cell, cell.people)
  const suppressed = suppressionReasons.map((reason) => ({
    reason,
    people: parts.reduce((sum, { reasons }) => sum + (reasons[reason] ?? 0), 0),
  }))
  return { people: parts.reduce((sum, { people }) => sum + people, 0), suppressed, cells: tally.cells() }
}
