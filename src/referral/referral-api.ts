import { ok } from '#kernel/result.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import {
  acknowledgeReferral,
  assignReferral,
  chooseFeedback,
  concludeReferral,
  declineReferral,
  redirectReferral,
  tellReporter,
  withdrawConsentForPerson,
} from './change-referral.ts'
import { addDuty, readContactRequests, readDuty, removeDuty, takeContactRequest } from './contact-requests.ts'
import * as news from './notice-contract.ts'
import { readNotices, tickOff } from './notices.ts'
import { protectReferral, releaseReferral } from './protect-report.ts'
import * as ask from './question-contract.ts'
import { findWhoItIs } from './question-guard.ts'
import { answerQuestion, askQuestion, readQuestions, readReceivedQuestions } from './questions.ts'
import { readReferral, readReferrals } from './read-referrals.ts'
import * as route from './referral-contract.ts'
import { reportApi } from './report-api.ts'

/** Every door of this feature, on both sides. */
export function referralApi(app: App, platform: Platform): void {
  reportApi(app, platform)
  inboxDoors(app, platform)
  changeDoors(app, platform)
  dayDoors(app, platform)
  questionDoors(app, platform)
  noticeDoors(app, platform)
}

function noticeDoors(app: App, platform: Platform): void {
  const everybody = { app, platform, planes: ['utility', 'welfare', 'auditor'] } as const
  door(everybody, news.listNotices, ({ tx, staff }) => readNotices({ tx, staff, platform }))
  door(everybody, news.readNotice, ({ tx, staff, params }) => tickOff({ tx, staff, platform }, params))
  door(everybody, news.readAllNotices, ({ tx, staff }) => tickOff({ tx, staff, platform }, 'all'))
}

function inboxDoors(app: App, platform: Platform): void {
  const agency = { app, platform, planes: ['welfare'] } as const
  door(agency, route.listReferrals, ({ tx, staff, query }) => readReferrals({ tx, staff, platform }, query.show))
  door(agency, route.getReferral, ({ tx, staff, params }) => readReferral({ tx, staff, platform }, params.id))
}

function changeDoors(app: App, platform: Platform): void {
  const agency = { app, platform, planes: ['welfare'] } as const
  door(agency, route.acknowledgeReferral, ({ tx, staff, params, body }) =>
    acknowledgeReferral({ tx, staff, platform }, { ...params, ...body }),
  )
  door(agency, route.assignReferral, ({ tx, staff, params, body: { version, userId } }) =>
    assignReferral({ tx, staff, platform }, { ...params, version }, userId),
  )
  door(agency, route.declineReferral, ({ tx, staff, params, body: { version, code } }) =>
    declineReferral({ tx, staff, platform }, { ...params, version }, code),
  )
  door(agency, route.redirectReferral, ({ tx, staff, params, body: { version, ...to } }) =>
    redirectReferral({ tx, staff, platform }, { ...params, version }, to),
  )
  door(agency, route.concludeReferral, ({ tx, staff, params, body: { version, code } }) =>
    concludeReferral({ tx, staff, platform }, { ...params, version }, code),
  )
  door(agency, route.chooseFeedback, ({ tx, staff, params, body: { version, level } }) =>
    chooseFeedback({ tx, staff, platform }, { ...params, version }, level),
  )
  door(agency, route.protectReferral, ({ tx, staff, params, body: { version, ...wanted } }) => {
    const at = { ...params, version }
    return wanted.protected
      ? protectReferral({ tx, staff, platform }, at)
      : releaseReferral({ tx, staff, platform }, at)
  })
  door(agency, route.tellReporter, ({ tx, staff, params, body }) =>
    tellReporter({ tx, staff, platform }, params.id, body),
  )
  door(agency, route.withdrawConsentForPerson, ({ tx, staff, params }) =>
    withdrawConsentForPerson({ tx, staff, platform }, params.id),
  )
}

function dayDoors(app: App, platform: Platform): void {
  const agency = { app, platform, planes: ['welfare'] } as const
  door(agency, route.listContactRequests, ({ tx, staff }) => readContactRequests({ tx, staff, platform }))
  door(agency, route.takeContactRequest, ({ tx, staff, params, body }) =>
    takeContactRequest({ tx, staff, platform }, { ...params, ...body }),
  )
  door(agency, route.listDuty, ({ tx, staff }) => readDuty({ tx, staff, platform }))
  door(agency, route.addDuty, ({ tx, staff, body }) => addDuty({ tx, staff, platform }, body))
  door(agency, route.removeDuty, ({ tx, staff, params }) => removeDuty({ tx, staff, platform }, params.id))
}

function questionDoors(app: App, platform: Platform): void {
  const company = { app, platform, planes: ['utility'] } as const
  const agency = { app, platform, planes: ['welfare'] } as const
  door(company, ask.listQuestions, ({ tx, staff }) => readQuestions({ tx, staff, platform }))
  door(company, ask.askQuestion, ({ tx, staff, body }) => askQuestion({ tx, staff, platform }, body))
  door({ app, platform, planes: ['utility', 'welfare'] }, ask.checkQuestion, async ({ body }) =>
    ok({ findings: findWhoItIs(body.body).map((finding) => ({ ...finding })) }),
  )
  door(agency, ask.listReceivedQuestions, ({ tx, staff }) => readReceivedQuestions({ tx, staff, platform }))
  door(agency, ask.answerQuestion, ({ tx, staff, params, body: { version, kind, text } }) =>
    answerQuestion({ tx, staff, platform }, { ...params, version }, { kind, text }),
  )
}
