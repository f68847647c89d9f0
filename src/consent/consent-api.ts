import { todayInJapan } from '#kernel/calendar-date.ts'
import { err, ok } from '#kernel/result.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { doorstepScope } from './consent.ts'
import { mayWithConsents } from './consent-access.ts'
import { consentQuestion, withdrawConsent } from './consent-contract.ts'
import { findMunicipalityName, getConsentTerms, withdrawStoredConsent } from './consent-store.ts'
import { consentLanguages, consentWording, oralScript, withdrawalWords } from './consent-wording.ts'

const notYours = { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' } as const

/** The question of consent with the names filled in, and withdrawal when the person tells the company. */
export function consentApi(app: App, platform: Platform): void {
  const company = { app, platform, planes: ['utility'] } as const

  door(company, consentQuestion, async ({ tx, staff, query }) => {
    if (!mayWithConsents(staff.roles, 'ask')) return err(notYours)
    const { tenantId } = query
    const municipalityName = await findMunicipalityName(tx.db, tenantId)
    if (municipalityName === undefined) return err(notFound)
    const terms = await getConsentTerms(tx.db, { tenantId, organizationId: staff.organization.id })
    const scope = doorstepScope(terms, todayInJapan(platform.now()))
    const names = { companyName: staff.organization.name, municipalityName }
    return ok({
      tenantId,
      municipalityName,
      categories: [...scope.categories],
      feedbackLevel: scope.feedbackLevel,
      until: scope.until,
      wordings: consentLanguages.map((language) => {
        const wording = consentWording(scope, names, language)
        return { ...wording, sentences: [...wording.sentences] }
      }),
      oralScript: [...oralScript(consentWording(scope, names, 'ja'))],
    })
  })

  door(company, withdrawConsent, async ({ tx, staff, params }) => {
    if (!mayWithConsents(staff.roles, 'withdraw')) return err(notYours)
    return ok({ withdrawn: await withdrawStoredConsent(tx.db, params.id), stays: [...withdrawalWords.ja.stays] })
  })
}
