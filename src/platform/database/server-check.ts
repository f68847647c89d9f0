import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { type AdminConnection, withClient } from './connection.ts'
import { planes, roleOf } from './roles.ts'

type Facts = { version: number; fsync: string; encoding: string; mighty: string[] }

/**
 * Refuses to go on with a server that could lose or leak what it is given: older than 15, fsync off, not UTF-8, or
 * planes that pass by row-level security. Call after `prepareRoles`.
 */
export async function checkServer(admin: AdminConnection): Promise<void> {
  const facts = await withClient(admin, async (client) => {
    const { rows } = await client.query<Facts>(
      `select current_setting('server_version_num')::int as version,
              current_setting('fsync') as fsync,
              current_setting('server_encoding') as encoding,
              array(select rolname::text from pg_roles
                     where rolname = any($1) and (rolsuper or rolbypassrls)) as mighty`,
      [planes.map(roleOf)],
    )
    return rows[0]
  })
  const because = facts === undefined ? undefined : whyUnfit(facts)
  if (because !== undefined) throw new OperatorTrouble(because.code, because.words)
}

/** The code and the sentence of the first fault; undefined for a server that may be used. */
export function whyUnfit(facts: Facts): { code: string; words: string } | undefined {
  if (facts.version < 150_000) {
    const found = Math.floor(facts.version / 10_000)
    return {
      code: 'server-too-old',
      words: `接続先は PostgreSQL ${found} です。PostgreSQL 15 以上を指定してください。`,
    }
  }
  if (facts.fsync !== 'on') {
    return {
      code: 'fsync-off',
      words:
        '接続先の PostgreSQL は fsync が off で、停電のときに記録を失います。fsync = on に直してから始めてください。',
    }
  }
  if (facts.encoding !== 'UTF8') {
    return {
      code: 'encoding',
      words: `接続先のデータベースの文字コードは ${facts.encoding} です。UTF8 で作ったデータベースを指定してください。`,
    }
  }
  if (facts.mighty.length > 0) {
    return {
      code: 'role-too-mighty',
      words: `利用者 ${facts.mighty.join('、')} が行ごとの守りを通り抜けられる設定になっています。alter role … nosuperuser nobypassrls を行ってから始めてください。`,
    }
  }
  return undefined
}
