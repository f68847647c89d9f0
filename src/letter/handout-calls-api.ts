import { sql } from 'kysely'
import { err, ok } from '#kernel/result.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { handoutCalls, readHandoutCalls } from './handout-calls-contract.ts'

const notYours = { code: 'forbidden', because: '年度の数字は、市区町村の主管部局の担当の方がご覧になれます。' } as const

/** Which hand-outs led to a call, as counts of a fiscal year; small ones are hidden when they leave the database. */
export function handoutCallsApi(app: App, platform: Platform): void {
  door({ app, platform, planes: ['welfare'] }, readHandoutCalls, async ({ tx, staff, query }) => {
    if (!staff.roles.includes('municipal_officer')) return err(notYours)
    const { rows } = await sql<{ calls: unknown }>`select sec.handout_figures(${query.year}) as calls`.execute(tx.db)
    return ok(handoutCalls.parse(rows[0]?.calls))
  })
}
