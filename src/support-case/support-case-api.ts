import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { beginAgain, putPersonOnCase, releaseFromCase, rewriteHousehold } from './change-case.ts'
import { endCase } from './conclude-case.ts'
import { joinRequest, listRequestCandidates, openCaseFromRequest } from './contact-request-contract.ts'
import { getCandidates, getRequestCandidates } from './household-candidates.ts'
import { joinReferralToCase, openNewCase } from './open-case.ts'
import { setProtection } from './protect-case.ts'
import { writeSafeContact } from './safe-contact.ts'
import {
  addEntry,
  addPerson,
  concludeCase,
  editHousehold,
  getCase,
  joinReferral,
  keepSafeContact,
  listCandidates,
  listCaseLoad,
  listCases,
  openCase,
  protectCase,
  releasePerson,
  reopenCase,
  searchCases,
} from './support-case-contract.ts'
import { joinRequestToCase, openFromRequest } from './take-request.ts'
import { findCasesByTerm, getCaseList, getCaseLoad, getCaseView } from './view-case.ts'
import { writeEntry } from './write-entry.ts'

/** Cases of the agency: who is not assigned sees none (leads see all but the protected). */
export function supportCaseApi(app: App, platform: Platform): void {
  const agency = { app, platform, planes: ['welfare'] } as const

  door(agency, listCases, ({ tx, staff, query }) => getCaseList({ tx, staff, platform }, query.show))
  door(agency, searchCases, ({ tx, staff, query }) => findCasesByTerm({ tx, staff, platform }, query.q))
  door(agency, listCaseLoad, ({ tx, staff }) => getCaseLoad({ tx, staff, platform }))
  door(agency, listCandidates, ({ tx, staff, params }) => getCandidates({ tx, staff, platform }, params.id))
  door(agency, getCase, ({ tx, staff, params }) => getCaseView({ tx, staff, platform }, params.id))

  door(agency, openCase, ({ tx, staff, body }) => openNewCase({ tx, staff, platform }, body))
  door(agency, joinReferral, ({ tx, staff, params, body }) =>
    joinReferralToCase({ tx, staff, platform }, params.id, body),
  )
  door(agency, listRequestCandidates, ({ tx, staff, params }) =>
    getRequestCandidates({ tx, staff, platform }, params.id),
  )
  door(agency, openCaseFromRequest, ({ tx, staff, params, body }) =>
    openFromRequest({ tx, staff, platform }, params.id, body),
  )
  door(agency, joinRequest, ({ tx, staff, params, body }) =>
    joinRequestToCase({ tx, staff, platform }, params.id, body),
  )
  door(agency, addEntry, ({ tx, staff, params, body }) => writeEntry({ tx, staff, platform }, params.id, body))
  door(agency, editHousehold, ({ tx, staff, params, body }) =>
    rewriteHousehold({ tx, staff, platform }, params.id, body),
  )
  door(agency, addPerson, ({ tx, staff, params, body }) => putPersonOnCase({ tx, staff, platform }, params.id, body))
  door(agency, releasePerson, ({ tx, staff, params }) =>
    releaseFromCase({ tx, staff, platform }, params.id, params.personId),
  )
  door(agency, protectCase, ({ tx, staff, params, body }) => setProtection({ tx, staff, platform }, params.id, body))
  door(agency, keepSafeContact, ({ tx, staff, params, body }) =>
    writeSafeContact({ tx, staff, platform }, params.id, body),
  )
  door(agency, concludeCase, ({ tx, staff, params, body }) => endCase({ tx, staff, platform }, params.id, body))
  door(agency, reopenCase, ({ tx, staff, params, body }) => beginAgain({ tx, staff, platform }, params.id, body))
}
