import { accessReviewApi, accessReviewSentences } from '#access-review/index.ts'
import { agreementApi } from '#agreement/index.ts'
import { sharingCountsSentences } from '#arrears-screening/desk/shared-counts-store.ts'
import { consentApi } from '#consent/index.ts'
import {
  auditApi,
  auditWord,
  figuresApi,
  judgementApi,
  ownPage,
  sharingApi,
  sharingSentences,
} from '#information-sharing/index.ts'
import { handoutCallsApi, letterApi, parsePublicCode, stockSentences } from '#letter/index.ts'
import { organizationApi } from '#organization/index.ts'
import { openAccount } from '#platform/auth/account-api.ts'
import { openAuth } from '#platform/auth/auth-api.ts'
import { openEnrolmentDoors } from '#platform/auth/enrolment-api.ts'
import { authSentences } from '#platform/auth/sentences.ts'
import { openStaff } from '#platform/auth/staff-api.ts'
import { draftSentences, openDrafts } from '#platform/drafts/drafts-api.ts'
import type { App } from '#platform/http/frame.ts'
import type { Lane } from '#platform/http/limits/lanes.ts'
import { openApiDoor } from '#platform/http/openapi.ts'
import type { Platform } from '#platform/platform.ts'
import { referralApi, referralSentences } from '#referral/index.ts'
import { retentionApi, retentionSentences } from '#retention/index.ts'
import { caseSentences, supportCaseApi } from '#support-case/index.ts'
import {
  conferenceSentences,
  cooperationApi,
  cooperationSentences,
  supportConferenceApi,
} from '#support-conference/index.ts'
import { discardDraft, readDraft, saveDraft } from '#ui/draft-contract.ts'
import { findDemoAccounts } from './demo-accounts.ts'
import { openScreeningDesk } from './screening-desk.ts'

/** Every door of every feature, in the order of the loop. Nothing is decided here. */
export async function openDoors(app: App, platform: Platform): Promise<void> {
  for (const open of doors) await open(app, platform)
}

const doors: readonly ((app: App, platform: Platform) => void | Promise<void>)[] = [
  async (app, platform) => openAuth(app, platform, await findDemoAccounts()),
  openEnrolmentDoors,
  openAccount,
  openStaff,
  (app, platform) => openDrafts(app, platform, { readDraft, saveDraft, discardDraft }),
  organizationApi,
  agreementApi,
  openScreeningDesk,
  letterApi,
  handoutCallsApi,
  consentApi,
  sharingApi,
  judgementApi,
  auditApi,
  figuresApi,
  referralApi,
  supportCaseApi,
  supportConferenceApi,
  cooperationApi,
  (app, platform) => accessReviewApi(app, platform, auditWord),
  retentionApi,
  (app, platform) => ownPage(app, platform, parsePublicCode),
  openApiDoor,
]

/** Japanese sentences for the codes that the database's own functions raise; each feature brings its own. */
export const gateSentences: Readonly<Record<string, string>> = {
  ...sharingSentences,
  ...referralSentences,
  ...caseSentences,
  ...authSentences,
  ...draftSentences,
  ...stockSentences,
  ...sharingCountsSentences,
  ...accessReviewSentences,
  ...retentionSentences,
  ...conferenceSentences,
  ...cooperationSentences,
}

/** Doors that are never shed, limited or asked for a living session. */
export const lifeline: readonly string[] = ['/danger', '/api/danger']

/**
 * Doors that are more than a look or a change. Reports keep capacity and a budget of their own; what can wait, waits for
 * them.
 */
export const lanes: Readonly<Record<string, Lane>> = {
  'POST /api/reports/submit': 'submit',
  'POST /api/reports': 'submit',
  'POST /api/login': 'sign-in',
  'POST /api/step-up': 'sign-in',
  'POST /api/enrolment/open': 'sign-in',
  'POST /api/enrolment/complete': 'sign-in',
  'POST /api/account/password': 'sign-in',
  'GET /api/session': 'sign-in',
  'GET /api/case-search': 'search',
  'POST /api/case-looks': 'search',
  'GET /api/windows/find': 'search',
  'GET /api/sharings.csv': 'export',
}
