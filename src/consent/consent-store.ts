import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/database/session.ts'
import { dataCategory, feedbackLevel } from './consent-contract.ts'
import type { ConsentTerms } from './consent-document.ts'

const Terms = z.object({ categories: z.array(dataCategory), ceiling: feedbackLevel })

/** What may pass from a company to a municipality's agencies today: the agreement in force, else the smallest categories. */
export async function getConsentTerms(
  db: Database,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
): Promise<ConsentTerms> {
  const { rows } =
    await sql<unknown>`select * from sec.agreement_terms(${tenantId}::uuid, ${organizationId}::uuid)`.execute(db)
  const { categories, ceiling } = Terms.parse(rows[0])
  return { recipientTenantId: tenantId, allowed: categories, ceiling }
}

/** The municipality's name; undefined when it does not work with this installation. */
export async function findMunicipalityName(db: Database, tenantId: string): Promise<string | undefined> {
  const row = await db.selectFrom('tenants').select('name').where('id', '=', tenantId).executeTakeFirst()
  return row?.name
}

/** Answers false when it was withdrawn before. */
export async function withdrawStoredConsent(db: Database, consentId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select sec.withdraw_consent(${consentId}::uuid) as done`.execute(db)
  return rows[0]?.done ?? false
}
