import { z } from 'zod'
import { fileColumns } from '../account-file/account-columns.ts'
import { accountMappingShape } from '../account-file/account-mapping-contract.ts'

const count = z.int().min(0)
const moment = z.iso.datetime()
const day = z.string()

/** A file of the company: `received` grows while its parts arrive; it is `whole` when all of them are there. */
export const workFileView = z.object({
  id: z.string(),
  name: z.string(),
  bytes: count,
  received: count,
  whole: z.boolean(),
  sha256: z.string().nullable(),
  /** The day the file is of; null where neither its name nor a person said so. */
  asOf: day.nullable(),
  /** The day was guessed from the file's name and not yet confirmed. */
  asOfGuessed: z.boolean(),
  /** False once the file was removed, as soon as the run is finished. */
  kept: z.boolean(),
})
export type WorkFileView = z.infer<typeof workFileView>

export const taskKinds = ['read', 'run', 'letters'] as const
/**
 * What the server does with the work, one at a time over all companies. `waiting` says how many are before it;
 * `stopped` and `failed` say why and can be started again, which goes on where it stopped.
 */
export const workTaskView = z.object({
  kind: z.enum(taskKinds),
  state: z.enum(['waiting', 'running', 'stopped', 'failed', 'done']),
  /** Tasks before it in the queue. */
  ahead: count,
  step: z.enum(['measuring', 'reading', 'matching', 'writing', 'printing']).nullable(),
  unit: z.enum(['rows', 'bytes', 'percent', 'letters']).nullable(),
  done: z.number(),
  /** 0 where it is not known yet. */
  total: z.number(),
  secondsLeft: count.nullable(),
  /** A Japanese sentence for `stopped` and `failed`. */
  because: z.string().nullable(),
})
export type WorkTaskView = z.infer<typeof workTaskView>

/** read = good + rejected. Cells quoted in a reason are masked; rejects.csv of the run has them whole. */
export const readingView = z.object({
  read: count,
  good: count,
  rejected: count,
  perFile: z.array(z.object({ fileId: z.string(), read: count, good: count, rejected: count })),
  /** The first bad cells, by file and line. */
  firstRejects: z.array(z.object({ file: z.string(), line: count, column: z.string(), reason: z.string() })),
  remarks: z.array(z.string()),
})
export type ReadingView = z.infer<typeof readingView>

export const outputNames = [
  'people.csv',
  'people.parquet',
  'suppressed.csv',
  'rejects.csv',
  'remarks.csv',
  'counts.csv',
  'manifest.json',
  'run-log.jsonl',
] as const

const download = z.object({
  name: z.string(),
  bytes: count,
  /** About people: it asks for a step-up, and the log names who took it. */
  personal: z.boolean(),
})

/** read = matched + unmatched (two kinds) + suppressed (by reason) + rejected + merged. */
export const runView = z.object({
  runDate: day,
  finishedAt: moment,
  counts: z.object({
    read: count,
    matched: count,
    unmatched: z.object({ noAgreement: count, conditionsNotMet: count }),
    suppressed: z.array(z.object({ reason: z.string(), sentence: z.string(), people: count })),
    rejected: count,
    /** Rows of bills that went into the account of an earlier row. */
    merged: count.default(0),
  }),
  /** Exact, for the company's eyes: people to guide by municipality. */
  byMunicipality: z.array(z.object({ agreementId: z.string(), municipality: z.string(), people: count })),
  outputs: z.array(download),
  /** Of the company's key; `cli screen verify` compares it. */
  keyFingerprint: z.string(),
  remarks: z.array(z.string()),
})
export type RunView = z.infer<typeof runView>

export const lettersView = z.object({
  letters: count,
  /** People without a letter, or (`printed`) with one apart from the others; reason and next step in the letters' own words. */
  listed: z.array(
    z.object({
      reason: z.string(),
      people: count,
      words: z.string().default(''),
      next: z.string().default(''),
      printed: z.boolean().default(false),
    }),
  ),
  files: z.array(download),
})
export type LettersView = z.infer<typeof lettersView>

export const workCommands = ['upload', 'map', 'run', 'stop', 'letters', 'keep', 'close'] as const
export const workView = z.object({
  id: z.string(),
  createdAt: moment,
  /** Everything of the work is removed at this moment, or when it is closed. */
  removedAt: moment,
  files: z.array(workFileView),
  mapping: accountMappingShape.nullable(),
  reading: readingView.nullable(),
  task: workTaskView.nullable(),
  /** What the run begun last was asked for: asked for again, it goes on where it stopped. */
  begun: z.object({ runDate: day, fileIds: z.array(z.string()) }).nullable(),
  run: runView.nullable(),
  letters: lettersView.nullable(),
  /** When files and accounts of people were taken off the disk; null while they are there. */
  sourcesRemovedAt: moment.nullable(),
  allowed: z.array(z.enum(workCommands)),
})
export type WorkView = z.infer<typeof workView>

/** A first look at a file; every cell of the preview is masked. */
export const inspectionView = z.object({
  fileId: z.string(),
  /** CSV is looked into; Parquet and XLSX are named only. */
  format: z.enum(['csv', 'parquet', 'xlsx']),
  encoding: z.object({ name: z.string(), sure: z.boolean(), because: z.string() }).nullable(),
  delimiter: z.enum([',', '\t', ';']).nullable(),
  headerLine: count.nullable(),
  header: z.array(z.string()),
  preview: z.array(z.array(z.string())),
  /**
   * Columns that hold few different words (at most 20 in the sample, each at most 20 characters, and none of them proposed
   * as name, address, postal code or number of a contract), so that a person can say what each means. Not masked.
   */
  words: z.array(z.object({ header: z.string(), words: z.array(z.string()) })),
  rows: z.object({ about: count, exact: z.boolean() }).nullable(),
  proposal: z.object({
    columns: z.array(
      z.object({
        column: z.enum(fileColumns),
        label: z.string(),
        header: z.string(),
        because: z.array(z.string()),
        /** What a person has to look at before it can be trusted. */
        open: z.array(z.string()),
      }),
    ),
    missing: z.array(z.object({ column: z.enum(fileColumns), label: z.string() })),
    unused: z.array(z.string()),
  }),
  /** Ready to be sent back; null while a needed column is missing. */
  mapping: accountMappingShape.nullable(),
  /** The same, also where a needed column is missing: begin editing with it. */
  draft: z.unknown(),
  remarks: z.array(z.string()),
})
export type InspectionView = z.infer<typeof inspectionView>
