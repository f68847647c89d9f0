import { createHash } from 'node:crypto'
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

/**
 * A pool whose connections prepare each statement once under a name of its own. Planning a policy-laden statement costs
 * more than running it; named statements are planned once per connection.
 */
export function preparedPool(pool: pg.Pool): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect()
      const known = wrapped.get(client) ?? wrap(client)
      wrapped.set(client, known)
      return known
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

/** Nobody waits for `begin` alone: it leaves with the first statement and fails with it. */
const begun = { command: 'SELECT', rowCount: 0, rows: [] } as const satisfies PostgresQueryResult<never>

function wrap(client: pg.PoolClient): PostgresPoolClient {
  let beginning: Promise<unknown> | undefined
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('cursors are not used')
    if (text === 'begin') {
      beginning = client.query(text)
      beginning.catch(() => undefined)
      return Promise.resolve(begun)
    }
    const name = values.length === 0 ? undefined : nameOf(text)
    const answer = client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })
    if (beginning === undefined) return answer
    const both = Promise.all([answer, beginning])
    beginning = undefined
    return both.then(([answered]) => answered)
  }
  return { query, release: (destroy) => client.release(destroy) }
}

/** More texts than this are not fixed texts of the code; they stay unnamed, so that no connection fills up. */
const mostNames = 600
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= mostNames) return undefined
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24)
  names.set(text, name)
  return name
}
