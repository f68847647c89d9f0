import { sql } from 'kysely'
import { z } from 'zod'
import { calendarDate } from '#kernel/calendar-date.ts'
import type { Database } from '#platform/database/session.ts'
import type { OwnStatementSource } from '../statement/statement.ts'
import { complaintRoutes, recallOfStatement } from '../statement/statement-store.ts'
import { told } from './own-page-store.ts'

const OwnStatement = z.object({
  tenantName: z.string(),
  company: z.string(),
  told: z.array(told),
  recalls: z.array(recallOfStatement),
  firstLooks: z.array(
    z.object({
      organization: z.string(),
      at: z
        .string()
        .nullable()
        .transform((at) => at ?? undefined),
    }),
  ),
  companyLooks: z.array(z.object({ on: z.string().transform((text) => calendarDate(text)), times: z.int() })),
  complaints: complaintRoutes,
}) satisfies z.ZodType<OwnStatementSource>

/** What the page says about who was told and who opened it; the look itself is logged. */
export async function getOwnStatement(db: Database): Promise<OwnStatementSource> {
  const { rows } = await sql<{ found: unknown }>`select sec.own_statement() as found`.execute(db)
  return OwnStatement.parse(rows[0]?.found)
}
