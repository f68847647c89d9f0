import { sql } from 'kysely'
import { z } from 'zod'
import { dataCategory, feedbackLevel } from '#consent/consent-contract.ts'
import { calendarDate } from '#kernel/calendar-date.ts'
import type { SessionTx } from '#platform/database/session.ts'
import type { Agreement } from './agreement.ts'
import { type AgreementTermsInput, agreementKind, agreementState } from './agreement-contract.ts'

export type StoredAgreement = Agreement & {
  readonly id: string
  readonly version: number
  readonly edition: number
  readonly replaces: string | null
  readonly names: ReadonlyMap<string, string>
}

const Row = z.object({
  id: z.string(),
  title: z.string(),
  kind: agreementKind,
  state: agreementState,
  valid_from: z.string().nullable(),
  valid_until: z.string().nullable(),
  categories: z.array(dataCategory),
  feedback_ceiling: feedbackLevel,
  version: z.number(),
  edition: z.number(),
  replaces: z.string().nullable(),
  parties: z.array(z.object({ id: z.string(), name: z.string(), agreedOn: z.string().nullable() })),
})

/** Agreements that the speaker may see; row-level security decides which. */
export async function listStoredAgreements({ db }: SessionTx, id?: string): Promise<readonly StoredAgreement[]> {
  const { rows } = await sql<unknown>`
    select a.id, a.title, a.kind, a.state, a.valid_from, a.valid_until, a.categories, a.feedback_ceiling, a.version,
      a.edition, a.replaces,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.organization_id, 'name', o.name, 'agreedOn', p.agreed_on) order by o.name)
        from app.agreement_parties p join app.organizations o on o.id = p.organization_id
        where p.tenant_id = a.tenant_id and p.agreement_id = a.id), '[]') as parties
    from app.agreements a where ${id ?? null}::uuid is null or a.id = ${id ?? null}::uuid
    order by a.state = 'in-force' desc, a.created_at desc`.execute(db)
  return rows.map((row) => stored(Row.parse(row)))
}

function stored(row: z.infer<typeof Row>): StoredAgreement {
  const day = (text: string | null) => (text === null ? undefined : calendarDate(text))
  return {
    id: row.id,
    version: row.version,
    edition: row.edition,
    replaces: row.replaces,
    title: row.title,
    kind: row.kind,
    state: row.state,
    validFrom: day(row.valid_from),
    validUntil: day(row.valid_until),
    categories: row.categories,
    feedbackCeiling: row.feedback_ceiling,
    parties: row.parties.map(({ id, agreedOn }) => ({ organizationId: id, agreedOn: day(agreedOn) })),
    names: new Map(row.parties.map(({ id, name }) => [id, name])),
  }
}

export async function insertAgreement(
  { db }: SessionTx,
  { tenantId, id, replaces }: { tenantId: string; id: string; replaces: StoredAgreement | undefined },
  terms: AgreementTermsInput,
): Promise<void> {
  await db
    .insertInto('agreements')
    .values({
      tenant_id: tenantId,
      id,
      title: terms.title,
      kind: terms.kind,
      state: 'drafted',
      valid_from: terms.validFrom,
      valid_until: terms.validUntil,
      categories: terms.categories,
      feedback_ceiling: terms.feedbackCeiling,
      edition: (replaces?.edition ?? 0) + 1,
      replaces: replaces?.id ?? null,
    })
    .execute()
  await replaceParties({ db }, { tenantId, id }, terms.parties)
  // The next version begins with the conditions of the one that it follows.
  if (replaces !== undefined) await copyScreeningTerms({ db }, { tenantId, from: replaces.id, to: id })
}

async function copyScreeningTerms(
  { db }: Pick<SessionTx, 'db'>,
  { tenantId, from, to }: { tenantId: string; from: string; to: string },
): Promise<void> {
  await sql`
    update app.agreements a set condition = b.condition, suppression = b.suppression, facts_allowed = b.facts_allowed
    from app.agreements b
    where a.tenant_id = ${tenantId}::uuid and a.id = ${to}::uuid and b.tenant_id = a.tenant_id and b.id = ${from}::uuid`.execute(
    db,
  )
}

/** Answers false when somebody saved in between. */
export async function updateTerms(
  { db }: SessionTx,
  at: { tenantId: string; id: string; version: number },
  terms: AgreementTermsInput,
): Promise<boolean> {
  const done = await db
    .updateTable('agreements')
    .set({
      title: terms.title,
      valid_from: terms.validFrom,
      valid_until: terms.validUntil,
      categories: terms.categories,
      feedback_ceiling: terms.feedbackCeiling,
      version: at.version + 1,
    })
    .where('tenant_id', '=', at.tenantId)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return false
  await replaceParties({ db }, at, terms.parties)
  return true
}

export async function updateState(
  { db }: SessionTx,
  at: { tenantId: string; id: string; version: number },
  state: string,
): Promise<boolean> {
  const done = await db
    .updateTable('agreements')
    .set({ state, version: at.version + 1 })
    .where('tenant_id', '=', at.tenantId)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

async function replaceParties(
  { db }: Pick<SessionTx, 'db'>,
  { tenantId, id }: { tenantId: string; id: string },
  parties: AgreementTermsInput['parties'],
): Promise<void> {
  await db.deleteFrom('agreement_parties').where('tenant_id', '=', tenantId).where('agreement_id', '=', id).execute()
  if (parties.length === 0) return
  await db
    .insertInto('agreement_parties')
    .values(
      parties.map(({ organizationId, agreedOn }) => ({
        tenant_id: tenantId,
        agreement_id: id,
        organization_id: organizationId,
        agreed_on: agreedOn,
      })),
    )
    .execute()
}
