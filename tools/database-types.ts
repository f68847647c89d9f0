import { Kysely, PostgresDialect } from 'kysely'
import { generate, PostgresDialect as Reader } from 'kysely-codegen'
import type pg from 'pg'

/** TypeScript of the tables in schema `app`, as their columns come out of the driver: dates and bigints as strings. */
export async function writeDatabaseTypes(pool: pg.Pool): Promise<string> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return generate({
    db,
    dialect: new Reader({ dateParser: 'string', numericParser: 'string' }),
    defaultSchemas: ['app'],
    includePattern: 'app.*',
    outFile: null,
  })
}
