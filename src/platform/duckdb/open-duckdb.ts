import { availableParallelism } from 'node:os'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { z } from 'zod'

/** What DuckDB may use. Folders are the only places it may read or write; everything else is closed before the first query. */
export type DuckDbRoom = Readonly<{
  /** Where it spills when memory runs out. Must exist, private to the caller. */
  tempFolder: string
  /** Folders (or single files) it may read and write, beside `tempFolder`. */
  folders: readonly string[]
  memoryMb?: number
  threads?: number
  /** Most bytes it may spill; by default DuckDB takes up to 90 % of the free disk. */
  spillMb?: number
}>

export type DuckDbProgress = Readonly<{ percent: number }>

/** One in-memory DuckDB with one connection. Rows come out as JSON has them: dates and big whole numbers are text. */
export type DuckDb = Readonly<{
  connection: DuckDBConnection
  /** What it was opened with: for a step that wants a small one of its own, over the same folders. */
  room: DuckDbRoom
  run(sql: string): Promise<void>
  rows<T>(sql: string, shape: z.ZodType<T>): Promise<readonly T[]>
  /** Row by row in pieces, so that a large answer is never held whole. */
  pieces(sql: string): AsyncIterable<readonly (readonly unknown[])[]>
  /** Percent of the running statement, 0 to 100; undefined while it is not known. */
  progress(): DuckDbProgress | undefined
  /** Ends the running statement; it then throws. */
  interrupt(): void
  close(): void
}>

export const defaultMemoryMb = 640

/** How many of this machine's processors DuckDB works with. */
export function defaultThreads(): number {
  return Math.max(1, availableParallelism())
}

/**
 * Opens DuckDB with bounded memory, no network, no extensions from outside, and no file beyond the given folders.
 * The configuration is locked: a statement cannot open it again.
 */
export async function openDuckDb(room: DuckDbRoom): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(room.threads ?? defaultThreads()),
    memory_limit: `${room.memoryMb ?? defaultMemoryMb}MB`,
    temp_directory: room.tempFolder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    // Pieces of files that are read once, kept for nobody: the larger the file the more of them.
    enable_external_file_cache: 'false',
  })
  const connection = await instance.connect()
  const folders = [room.tempFolder, ...room.folders].map(sqlText).join(', ')
  for (const statement of [
    ...(room.spillMb === undefined ? [] : [`set max_temp_directory_size = '${room.spillMb}MB'`]),
    `set allowed_directories = [${folders}]`,
    `set allowed_paths = [${folders}]`,
    // Read once, not by every statement: of a large file it is some 30 MB each time, scattered over the memory.
    'set parquet_metadata_cache = true',
    'set enable_progress_bar = true',
    'set enable_progress_bar_print = false',
    'set enable_external_access = false',
    'set lock_configuration = true',
  ]) {
    await connection.run(statement)
  }
  return duckDbOf(instance, connection, room)
}

function duckDbOf(instance: DuckDBInstance, connection: DuckDBConnection, room: DuckDbRoom): DuckDb {
  return {
    connection,
    room,
    run: async (sql) => {
      await connection.run(sql)
    },
    rows: async (sql, shape) => {
      const reader = await connection.runAndReadAll(sql)
      return reader.getRowObjectsJson().map((row) => shape.parse(row))
    },
    pieces: async function* (sql) {
      const result = await connection.stream(sql)
      for (;;) {
        const chunk = await result.fetchChunk()
        if (chunk === null || chunk.rowCount === 0) return
        yield chunk.getRows()
      }
    },
    progress: () => {
      const percent = connection.progress.percentage
      return percent >= 0 ? { percent } : undefined
    },
    interrupt: () => connection.interrupt(),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** A text as SQL writes it. Throws on NUL, where DuckDB would take the statement to end. */
export function sqlText(text: string): string {
  return `'${withoutNul(text).replaceAll("'", "''")}'`
}

/** A name as SQL writes it, so that any header word can be a column. */
export function sqlName(name: string): string {
  return `"${withoutNul(name).replaceAll('"', '""')}"`
}

function withoutNul(text: string): string {
  if (text.includes('\0')) throw new RangeError('no statement holds NUL')
  return text
}
