import { v7 as newId } from 'uuid'
import type { TestPool } from '#platform/database/test-database.ts'
import type { TestTown, TestUser } from '#platform/database/test-world.ts'

type Row = {
  readonly requestedBy: TestUser
  readonly state: 'asked' | 'second-signature-due'
  readonly secondDueOn?: string
  readonly askedHoursAgo?: number
}

/** A judgement of the company as it stands in the database, with a report of its own; answers its id. */
export async function addJudgement(
  admin: TestPool,
  { company, tenant, agency, clerk }: TestTown,
  { requestedBy, state, secondDueOn, askedHoursAgo = 0 }: Row,
): Promise<string> {
  const [id, reportId, subjectId] = [newId(), newId(), newId()]
  await admin.query('insert into app.subjects (scope_id, id) values ($1, $2)', [company.id, subjectId])
  await admin.query(
    `insert into app.reports (organization_id, id, tenant_id, subject_id, kind, urgency, sealed, written_by)
     values ($1, $2, $3, $4, 'signs', 'within-3-days', '\\x00', $5)`,
    [company.id, reportId, tenant.id, subjectId, clerk.id],
  )
  await admin.query(
    `insert into app.judgements (provider_id, id, scope_id, subject_id, tenant_id, report_organization_id, report_id,
       recipient_id, purpose, ground, state, requested_by, asked_at, second_due_on)
     values ($1, $2, $1, $3, $4, $1, $5, $6, 'consultation', 'life-body-property', $7, $8, now() - make_interval(hours => $9), $10)`,
    [
      company.id,
      id,
      subjectId,
      tenant.id,
      reportId,
      agency.id,
      state,
      requestedBy.id,
      askedHoursAgo,
      secondDueOn ?? null,
    ],
  )
  return id
}
