import { Socket } from 'node:net'
import pg from 'pg'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'

/** How to reach a database as the one who may create roles and migrate: the private server's or the operator's own. */
export type AdminConnection = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password?: string
  readonly ssl?: boolean | { readonly rejectUnauthorized: boolean }
}

/** Reads `postgres://user:password@host:port/database?sslmode=…` (also `?host=/socket/folder`). */
export function connectionFromUrl(text: string): AdminConnection {
  const url = URL.parse(text)
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.username === '') {
    throw new OperatorTrouble(
      'database-url',
      '環境変数 TOMOSHIBI_DATABASE_URL を読めません。postgres://利用者:合言葉@ホスト:5432/データベース名 の形で書いてください。',
    )
  }
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname)
  return {
    host: host === '' ? 'localhost' : host,
    port: Number(url.port === '' ? '5432' : url.port),
    user: decodeURIComponent(url.username),
    database: decodeURIComponent(url.pathname.slice(1)) || 'tomoshibi',
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...encryption(url.searchParams.get('sslmode')),
  }
}

function encryption(mode: string | null): Pick<AdminConnection, 'ssl'> {
  if (mode === null || mode === 'disable') return {}
  return { ssl: { rejectUnauthorized: mode === 'verify-ca' || mode === 'verify-full' } }
}

/**
 * Values as PostgreSQL wrote them: int8, numeric and date stay strings (a `date` turned into a Date slips a day
 * west or east of UTC; a count above 2^53 would round).
 */
const asWritten = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC, pg.types.builtins.DATE])
export const plainTypes: pg.CustomTypesConfig = {
  getTypeParser: (id, format) =>
    asWritten.has(id) ? (value: string | Buffer) => String(value) : pg.types.getTypeParser(id, format),
}

type Written = (error?: Error | null) => void

/** What is asked in one breath leaves in one packet: a call of the system costs more than most questions do. */
class GatheringSocket extends Socket {
  #gathering = false

  override write(chunk: Uint8Array | string, written?: Written): boolean
  override write(chunk: Uint8Array | string, encoding?: BufferEncoding, written?: Written): boolean
  override write(chunk: Uint8Array | string, second?: BufferEncoding | Written, written?: Written): boolean {
    if (!this.#gathering) {
      this.#gathering = true
      this.cork()
      process.nextTick(() => {
        this.#gathering = false
        this.uncork()
      })
    }
    return typeof second === 'function' ? super.write(chunk, second) : super.write(chunk, second, written)
  }
}

/** A pool that survives a restart of the server: a lost idle connection is replaced by the next query. */
export function openPool(connection: AdminConnection, max = 12): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    types: plainTypes,
    connectionTimeoutMillis: 5_000,
    allowExitOnIdle: true,
    pipeline: true,
    stream: () => new GatheringSocket(),
  })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** One connection for one task, closed afterwards whatever happens. `role` is entered at once. */
export async function withClient<T>(
  { role, ...connection }: AdminConnection & { readonly role?: string },
  task: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...connection, types: plainTypes, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    if (role !== undefined) await client.query(`set role ${client.escapeIdentifier(role)}`)
    return await task(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
