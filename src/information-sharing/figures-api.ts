import { sql } from 'kysely'
import { err, ok } from '#kernel/result.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { monthFigures, readMonthFigures } from './figures-contract.ts'
import { mayReadFigures } from './sharing-access.ts'

const notYours = { code: 'forbidden', because: '月の数字は、市区町村の主管部局の担当の方がご覧になれます。' } as const

/** Counts of the month; small ones are already hidden when they leave the database. */
export function figuresApi(app: App, platform: Platform): void {
  door({ app, platform, planes: ['welfare'] }, readMonthFigures, async ({ tx, staff }) => {
    if (!mayReadFigures(staff.roles)) return err(notYours)
    const { rows } = await sql<{ figures: unknown }>`select sec.month_figures() as figures`.execute(tx.db)
    return ok(monthFigures.parse(rows[0]?.figures))
  })
}
