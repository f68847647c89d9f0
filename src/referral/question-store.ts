import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/database/session.ts'
import { noticeStages, signs } from './report-form.ts'

const storedQuestion = z.object({
  id: z.string(),
  version: z.number(),
  tenantId: z.string(),
  tenantName: z.string(),
  areaName: z.string(),
  stage: z.enum(noticeStages),
  signs: z.array(z.enum(signs)),
  body: z.string(),
  askedAt: z.string(),
  organizationName: z.string(),
  answer: z
    .object({
      kind: z.enum(['advice', 'consent-wording', 'another-way']),
      text: z.string(),
      /** The agency whose answer it is. */
      agency: z.object({ id: z.string(), name: z.string() }),
      at: z.string(),
    })
    .nullable(),
})
export type StoredQuestion = z.infer<typeof storedQuestion>

const questionJson = sql`jsonb_build_object('id', q.id, 'version', q.version, 'tenantId', q.tenant_id,
  'tenantName', t.name, 'areaName', coalesce(a.full_name, q.area_code), 'stage', q.stage, 'signs', q.signs,
  'body', q.body, 'askedAt', q.asked_at, 'organizationName', o.name, 'answer', case when q.answered_at is not null then
  jsonb_build_object('kind', q.answer_kind, 'text', q.answer, 'agency', jsonb_build_object('id', q.answering_agency_id, 'name', g.name), 'at', q.answered_at) end)`

const questionTables = sql`app.questions q join app.tenants t on t.id = q.tenant_id
  join app.organizations o on o.id = q.organization_id left join app.areas a on a.code = q.area_code
  left join app.organizations g on g.id = q.answering_agency_id`

/** Unanswered first, then newest; row-level security gives a company its own and an agency its municipality's. */
export async function listStoredQuestions(db: Database): Promise<readonly StoredQuestion[]> {
  const { rows } = await sql<{ question: unknown }>`
    select ${questionJson} as question from ${questionTables}
    order by q.answered_at is not null, q.asked_at desc limit 300`.execute(db)
  return rows.map(({ question }) => storedQuestion.parse(question))
}

export async function findStoredQuestion(db: Database, id: string): Promise<StoredQuestion | undefined> {
  const { rows } = await sql<{ question: unknown }>`
    select ${questionJson} as question from ${questionTables} where q.id = ${id}::uuid`.execute(db)
  return rows[0] === undefined ? undefined : storedQuestion.parse(rows[0].question)
}

export type NewQuestion = {
  readonly id: string
  readonly tenantId: string
  readonly areaCode: string
  readonly stage: StoredQuestion['stage']
  readonly signs: readonly string[]
  readonly body: string
}

/** A second time with the same id changes nothing. */
export async function insertQuestion(
  db: Database,
  asked: NewQuestion,
  by: { readonly organizationId: string; readonly userId: string },
): Promise<void> {
  await sql`insert into app.questions (tenant_id, id, organization_id, asked_by, area_code, stage, signs, body)
    values (${asked.tenantId}::uuid, ${asked.id}::uuid, ${by.organizationId}::uuid, ${by.userId}::uuid,
      ${asked.areaCode}, ${asked.stage}, ${asked.signs}::text[], ${asked.body}) on conflict do nothing`.execute(db)
}

type Answerer = { readonly userId: string; readonly agencyId: string }
export type NewAnswer = { readonly kind: string; readonly text: string }

/** Answers false when somebody saved in between, or another agency's answer stands. */
export async function saveAnswer(
  db: Database,
  { id, version, by }: { readonly id: string; readonly version: number; readonly by: Answerer },
  { kind, text }: NewAnswer,
): Promise<boolean> {
  const done = await db
    .updateTable('questions')
    .set({
      answer_kind: kind,
      answer: text,
      answered_by: by.userId,
      answering_agency_id: by.agencyId,
      answered_at: sql`now()`,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
