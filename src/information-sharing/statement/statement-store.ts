import { sql } from 'kysely'
import { z } from 'zod'
import { type CalendarDate, calendarDate } from '#kernel/calendar-date.ts'
import type { Database } from '#platform/database/session.ts'
import { told } from '../own-page/own-page-store.ts'
import { recallOutcomes, recallThings, retentionGrounds } from '../recall/recall.ts'
import { complaintRoutesOf } from './complaint-desks.ts'
import type { StatementSource } from './statement.ts'
import { statementRequest } from './statement-contract.ts'

const day = z.string().transform((text): CalendarDate => calendarDate(text))
const absent = <T>(value: T | null | undefined): T | undefined => value ?? undefined
const storedRoute = z.object({
  kind: z.enum(['company', 'municipality', 'commission']),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  hours: z.string().nullable(),
  version: z.int(),
})
export const recallOfStatement = z.object({
  recipient: z.string(),
  dueOn: day.nullable().transform(absent),
  settledAt: z.string().nullable().transform(absent),
  lines: z
    .array(
      z.object({
        round: z.int(),
        thing: z.enum(recallThings),
        outcome: z.enum(recallOutcomes),
        ground: z.enum(retentionGrounds).nullable().transform(absent),
        cited: z.string().nullable().transform(absent),
      }),
    )
    .default([]),
})
export const complaintRoutes = z.array(storedRoute).transform(complaintRoutesOf)

const Issued = z.object({
  language: z.enum(['ja', 'ja-easy']),
  formal: z.boolean(),
  askedOn: day,
  tenantName: z.string(),
  agency: z.string(),
  told: z.array(told),
  recalls: z.array(recallOfStatement),
  looks: z.array(
    z.object({
      at: z.string(),
      action: z.string(),
      organization: z.string().nullable().transform(absent),
      teams: z.array(z.string()),
      roles: z
        .array(z.string())
        .nullable()
        .transform((roles) => roles ?? []),
      name: z.string().nullable().transform(absent),
    }),
  ),
  complaints: complaintRoutes,
}) satisfies z.ZodType<StatementSource>
export type IssuedStatement = z.output<typeof Issued>

/** What the letter says; the issue is logged, and refused where it must not be. */
export async function takeStatement(db: Database, requestId: string): Promise<IssuedStatement> {
  const { rows } = await sql<{ found: unknown }>`select sec.issue_statement(${requestId}::uuid) as found`.execute(db)
  return Issued.parse(rows[0]?.found)
}

export async function listRequests(db: Database) {
  const { rows } = await sql<{ found: unknown }>`select sec.list_statement_requests() as found`.execute(db)
  return z.array(statementRequest).parse(rows[0]?.found)
}

const Matter = z.object({
  id: z.string(),
  company: z.string(),
  sentAt: z.date(),
  caseId: z.string().nullable(),
  caseNumber: z.string().nullable(),
})

/** The reports behind a case, or one report by itself; row-level security decides what there is. */
export async function findMatter(
  db: Database,
  by: { readonly case?: string | undefined; readonly referral?: string | undefined },
) {
  const { rows } = await sql<unknown>`
    select f.id, o.name as company, f.sent_at as "sentAt", f.case_id as "caseId", c.number as "caseNumber"
      from app.referrals f join app.organizations o on o.id = f.reporter_id
        left join app.cases c on c.tenant_id = f.tenant_id and c.id = f.case_id
     where f.case_id = ${by.case ?? null}::uuid or f.id = ${by.referral ?? null}::uuid
     order by f.sent_at`.execute(db)
  const found = rows.map((row) => Matter.parse(row))
  const [first] = found
  if (first === undefined) return undefined
  return {
    caseId: first.caseId,
    caseNumber: first.caseNumber,
    referrals: found.map(({ id, company, sentAt }) => ({ id, company, sentAt: sentAt.toISOString() })),
  }
}

/** The desks that the speaker keeps, with their versions. */
export async function listDesks(db: Database) {
  const { rows } = await sql<{ found: unknown }>`select sec.own_complaint_desks() as found`.execute(db)
  const stored = z.array(storedRoute).parse(rows[0]?.found)
  return complaintRoutesOf(stored).map(({ kind, name, phone, hours }, at) => ({
    kind,
    name,
    ...(phone === undefined ? {} : { phone }),
    ...(hours === undefined ? {} : { hours }),
    version: stored[at]?.version ?? 0,
  }))
}
