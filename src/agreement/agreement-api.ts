import { ok } from '#kernel/result.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { mayWithAgreements } from './agreement-access.ts'
import { draftAgreement, editAgreement, listAgreements, listParties, moveAgreement } from './agreement-contract.ts'
import { listStoredAgreements } from './agreement-store.ts'
import { draftNewAgreement, moveAgreementOn, present, rewriteAgreement } from './change-agreement.ts'
import { openScreeningTerms } from './screening-terms-api.ts'

/** Agreements: read by both sides, written by the municipality's officer. */
export function agreementApi(app: App, platform: Platform): void {
  const everybody = { app, platform, planes: ['welfare', 'utility', 'auditor'] } as const
  const municipality = { app, platform, planes: ['welfare'] } as const

  door(everybody, listAgreements, async ({ tx, staff }) => {
    const agreements = await listStoredAgreements(tx)
    return ok({
      agreements: agreements.map((one) => present(one, staff)),
      mayDraft: mayWithAgreements(staff.roles, 'write'),
    })
  })
  door(municipality, draftAgreement, ({ tx, staff, body }) => {
    const { replaces, ...terms } = body
    return draftNewAgreement({ tx, staff }, { id: platform.newId(), replaces: replaces ?? null }, terms)
  })
  door(municipality, editAgreement, ({ tx, staff, params, body }) => {
    const { version, ...terms } = body
    return rewriteAgreement({ tx, staff }, { id: params.id, version }, terms)
  })
  door(municipality, moveAgreement, ({ tx, staff, params, body }) =>
    moveAgreementOn({ tx, staff, now: platform.now() }, { id: params.id, version: body.version }, params.command),
  )
  door(municipality, listParties, async ({ tx }) => {
    const organizations = await tx.db
      .selectFrom('organizations')
      .select(['id', 'name', 'kind'])
      .orderBy('name')
      .execute()
    return ok({ organizations })
  })
  openScreeningTerms(app, platform)
}
