import { z } from 'zod'
import type { Part } from './match-accounts.ts'
import { usualPartRows } from './run-order.ts'

/** The name of the relation of good rows. */
export const accountsRelation = 'accounts_read'

/** What is remembered of a finished reading. */
export const readShape = z.strictObject({
  read: z.number(),
  rejected: z.number(),
  /** Rows that went into the account of an earlier one: bills of the same contract. */
  merged: z.number(),
  /** Cells that could not be read and were left empty. */
  remarked: z.number(),
  /** Sentences about a file as a whole. */
  remarks: z.array(z.string()),
  /** How the relation is made again over what was staged: statements in their order. */
  again: z.array(z.string()),
  sources: z.array(z.strictObject({ file: z.string(), from: z.number(), to: z.number() })),
})
/** What was read, in the order of the files. */
export type AccountsRead = z.infer<typeof readShape>

/** The pieces between two checkpoints, in the order of the files. */
export function partsOf({ sources }: AccountsRead, partRows = usualPartRows): readonly Part[] {
  return sources.flatMap(({ file, from, to }) => {
    const starts = Array.from({ length: Math.ceil((to - from) / partRows) }, (_, at) => from + at * partRows)
    return starts.map((start) => ({ file, from: start, to: Math.min(start + partRows, to) }))
  })
}
