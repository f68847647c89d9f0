import { join } from 'node:path'
import { z } from 'zod'
import { type DuckDb, openDuckDb } from '#platform/duckdb/open-duckdb.ts'
import { makePrivateFolder, removeFolder } from '#platform/files/private-files.ts'
import { Refused } from '#platform/http/problem.ts'
import type { Month } from './kept-months.ts'
import { type TrialVersion, trialSql } from './trial-statement.ts'

/** Counts of one day in one municipality, in the order of the versions; `differs` is between the first and each other. */
export type TrialCell = {
  readonly asOf: string
  readonly municipality: string
  readonly reached: readonly number[]
  readonly suppressed: readonly number[]
  readonly newly: readonly number[]
  readonly noLonger: readonly number[]
}
export type TrialQuestion = {
  /** Whose question it is: a newer one of the same owner ends the one before. */
  readonly owner: string
  readonly months: readonly Month[]
  readonly versions: readonly TrialVersion[]
  readonly signal: AbortSignal
}
export type TrialCounter = ReturnType<typeof openTrialCounter>

const restMs = 60_000
const superseded = {
  code: 'superseded',
  because: 'あとから送られた条件を数えるため、この計算は途中でやめました。',
} as const

type CounterRoom = { readonly folder: string; readonly memoryMb: number }

/** One DuckDB for the trials of everybody, opened at the first question and closed after a minute of rest. */
export function openTrialCounter(room: CounterRoom) {
  const engine = restingEngine(room)
  let last: Promise<unknown> = Promise.resolve()
  const newest = new Map<string, AbortController>()

  async function answer({ months, versions }: TrialQuestion, signal: AbortSignal): Promise<readonly TrialCell[]> {
    if (signal.aborted) throw new Refused(superseded)
    if (months.length === 0) return []
    const duckdb = await engine.warm()
    const stop = () => duckdb.interrupt()
    signal.addEventListener('abort', stop)
    try {
      const rows = await duckdb.rows(`${trialSql(months, versions)}\norder by as_of, municipality`, row)
      return rows.map((one) => cellOf(one, versions.length))
    } catch (cause) {
      if (signal.aborted) throw new Refused(superseded)
      throw cause
    } finally {
      signal.removeEventListener('abort', stop)
      engine.rest()
    }
  }

  return {
    /** One question after the other. Throws `superseded` where it was ended. */
    count: async (question: TrialQuestion): Promise<readonly TrialCell[]> => {
      newest.get(question.owner)?.abort()
      const own = new AbortController()
      newest.set(question.owner, own)
      const signal = AbortSignal.any([own.signal, question.signal])
      const turn = last.then(() => answer(question, signal))
      last = turn.catch(() => undefined)
      try {
        return await turn
      } finally {
        if (newest.get(question.owner) === own) newest.delete(question.owner)
      }
    },
    close: async () => {
      for (const one of newest.values()) one.abort()
      await last
      await engine.cool()
    },
  }
}

/** DuckDB, open between `warm` and a minute after `rest`. */
function restingEngine({ folder, memoryMb }: CounterRoom) {
  let open: Promise<DuckDb> | undefined
  let closing: NodeJS.Timeout | undefined

  async function start(): Promise<DuckDb> {
    const tempFolder = join(folder, 'spill')
    await makePrivateFolder(folder)
    // What a killed process spilled lies there for ever otherwise.
    await removeFolder(tempFolder)
    await makePrivateFolder(tempFolder)
    return openDuckDb({ tempFolder, folders: [folder], memoryMb })
  }

  async function cool(): Promise<void> {
    const engine = open
    open = undefined
    clearTimeout(closing)
    await engine?.then((duckdb) => duckdb.close()).catch(() => undefined)
  }

  return {
    warm: (): Promise<DuckDb> => {
      clearTimeout(closing)
      // One that could not be opened (a full disk) is tried again by the next question.
      open ??= start().catch((cause: unknown) => {
        open = undefined
        throw cause
      })
      return open
    },
    rest: () => {
      closing = setTimeout(() => void cool(), restMs).unref()
    },
    cool,
  }
}

const row = z.looseObject({ as_of: z.string(), municipality: z.string() })

function cellOf(found: z.infer<typeof row>, versions: number): TrialCell {
  const numbers = (letter: string, from: number) =>
    Array.from({ length: versions - from }, (_, at) => Number(found[`${letter}${at + from}`]))
  return {
    asOf: found.as_of,
    municipality: found.municipality,
    reached: numbers('r', 0),
    suppressed: numbers('s', 0),
    newly: numbers('n', 1),
    noLonger: numbers('l', 1),
  }
}
