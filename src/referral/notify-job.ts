import { z } from 'zod'
import { todayInJapan } from '#kernel/calendar-date.ts'
import type { Database } from '#platform/database/session.ts'
import type { Task } from '#platform/jobs/start-jobs.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import { canonicalJson } from './canonical-json.ts'
import { aboutJudgement, chaseJudgements } from './chase-judgements.ts'
import { clockSettingsOf } from './clock-settings.ts'
import { ESCALATION_STEPS, type EscalationStep, escalationTimes, stepsDue } from './clocks.ts'
import {
  deliver,
  deliverCounted,
  findAgencyOfRequest,
  findBurst,
  findMailAddress,
  findWatchedReferral,
  listAudience,
  listAudienceOfRequest,
  listAuthors,
  listOnDutyNow,
  listPeopleOfCase,
  listReviewsDue,
  listUnread,
  listUsersOf,
  listUsersOfTenant,
  markEscalated,
  type Notice,
  type ReviewDue,
  TOLD_ONE_BY_ONE,
  type WatchedReferral,
} from './notice-store.ts'
import { mailOf, noticeKinds } from './notice-words.ts'

const id = z.uuid().optional()
/** What the database's functions enqueue: ids and a kind, never content. */
const event = z.looseObject({
  kind: z.enum(noticeKinds),
  tenantId: id,
  referralId: id,
  organizationId: id,
  reportId: id,
  requestId: id,
  consentId: id,
  questionId: id,
  judgementId: id,
  userId: id,
})
type Event = z.infer<typeof event>
type Reached = { readonly users: readonly string[]; readonly objectId: string | null }

const caseWorkers = ['consultation_worker', 'lead_worker'] as const

/** Tells whoever an event concerns, in the app and by mail; the same event again tells nobody twice. */
export const notify: Task = async (payload, { databases, now }) => {
  const what = event.parse(payload)
  await databases.worker.transaction().execute(async (db) => {
    const reached = await whomToTell(db, what, now())
    const burst = what.kind === 'danger' ? await findBurst(db, what.referralId ?? '') : undefined
    if (burst !== undefined) {
      const users = reached.flatMap((one) => one.users)
      return deliverCounted(db, burst, { users, kind: 'danger' })
    }
    const notices = reached.flatMap(({ users, objectId }) =>
      [...new Set(users)].map((userId): Notice => ({ userId, kind: what.kind, objectId })),
    )
    await deliver(db, canonicalJson(payload), notices)
  })
}

async function whomToTell(db: Database, what: Event, at: Date): Promise<readonly Reached[]> {
  const { referralId, organizationId, requestId, questionId, judgementId, tenantId, userId } = what
  if (judgementId !== undefined) return aboutJudgement(db, { judgementId, kind: what.kind, at })
  if (referralId !== undefined) return aboutReferral(db, referralId, at)
  if (requestId !== undefined) {
    return [{ users: await callersOf(db, requestId), objectId: requestId }]
  }
  if (questionId !== undefined) {
    const users = userId === undefined ? await listUsersOfTenant(db, tenantId ?? '', caseWorkers) : [userId]
    return [{ users, objectId: questionId }]
  }
  return organizationId === undefined ? [] : aboutReport(db, what, organizationId)
}

/** Everybody of the agency; of a request that must stay quiet its audience alone. */
async function callersOf(db: Database, requestId: string): Promise<readonly string[]> {
  const request = await findAgencyOfRequest(db, requestId)
  if (request === undefined) return []
  return request.protected ? listAudienceOfRequest(db, requestId) : listUsersOf(db, request.id, caseWorkers)
}

/** The people of its case; before that whoever it was given to, else everybody of the agency, and who is on duty. */
async function aboutReferral(db: Database, referralId: string, at: Date): Promise<readonly Reached[]> {
  const referral = await findWatchedReferral(db, referralId)
  if (referral === undefined) return []
  const { caseId } = referral
  // A protected case exists for its own people alone: also its news reach nobody else, not even the lead worker.
  if (referral.protected) return [{ users: await listAudience(db, referralId), objectId: referralId }]
  if (caseId !== null) return [{ users: await listPeopleOfCase(db, caseId), objectId: referralId }]
  const onDuty = await listOnDutyNow(db, referral.agencyId, at)
  const users = [...onDuty, ...(await workersOf(db, referral))]
  return [{ users, objectId: referralId }]
}

async function workersOf(db: Database, { assignedTo, agencyId }: WatchedReferral): Promise<readonly string[]> {
  return assignedTo !== null ? [assignedTo] : listUsersOf(db, agencyId, caseWorkers)
}

/** What comes back goes to who wrote and who sent it; what was passed on goes to the liaisons. */
async function aboutReport(db: Database, what: Event, organizationId: string): Promise<readonly Reached[]> {
  const { reportId, consentId, kind } = what
  const liaisons = await listUsersOf(db, organizationId, ['liaison'])
  if (kind === 'report-passed-on') return [{ users: liaisons, objectId: reportId ?? null }]
  const by = { organizationId, ...(reportId ? { reportId } : {}), ...(consentId ? { consentId } : {}) }
  return (await listAuthors(db, by)).map(({ writtenBy, sentBy, reportId: objectId }) => ({
    users: [writtenBy, ...(sentBy === null ? [] : [sentBy]), ...(kind === 'consent-withdrawn' ? liaisons : [])],
    objectId,
  }))
}

/** `to`: an address that was just taken out of an account and still hears of it. */
const mailJob = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  kind: z.enum(noticeKinds),
  to: z.email().optional(),
  count: z.int().default(1),
})

/** Mails one notice to whoever keeps an address; it holds one sentence and no name. */
export function mailNotice(mailer: Mailer): Task {
  return async (payload, { databases, origin }) => {
    const job = mailJob.parse(payload)
    const to = job.to ?? (await findMailAddress(databases.worker, job.userId))
    if (to !== undefined) await mailer.send({ id: job.id, to, ...mailOf(job, origin) })
  }
}

/** Every few minutes: unread past due climbs from worker to lead to municipality, danger first; reviews that are due. */
export const escalate: Task = async (_payload, { databases, now }) => {
  const at = now()
  for (const referral of await listUnread(databases.worker)) {
    await databases.worker.transaction().execute((db) => climb(db, referral, at))
  }
  await databases.worker.transaction().execute(async (db) => {
    const today = todayInJapan(at)
    for (const reviews of Object.values(Object.groupBy(await listReviewsDue(db, today), (one) => one.reportedBy))) {
      await remindOfReviews(db, reviews ?? [], today)
    }
    await chaseJudgements(db, at)
  })
}

/** The reviews of one person's dangers: one by one while they are few. */
async function remindOfReviews(db: Database, reviews: readonly ReviewDue[], today: string): Promise<void> {
  const [first] = reviews
  if (first === undefined) return
  const { organizationId, reportedBy } = first
  // What nobody looked at on its day climbs to who runs the company's accounts: somebody may have to become a liaison.
  const told = async (overdue: boolean) => {
    const users = await listUsersOf(db, organizationId, overdue ? ['liaison', 'utility_admin'] : ['liaison'])
    return users.filter((userId) => userId !== reportedBy)
  }
  if (reviews.length > TOLD_ONE_BY_ONE) {
    const burst = { name: `review ${today} ${reportedBy}`, count: reviews.length }
    const users = await told(reviews.some(({ overdue }) => overdue))
    return deliverCounted(db, burst, { users, kind: 'review-due' })
  }
  for (const { reportId, overdue } of reviews) {
    const users = await told(overdue)
    const notices = users.map((userId): Notice => ({ userId, kind: 'review-due', objectId: reportId }))
    await deliver(db, `review ${today}`, notices)
  }
}

async function climb(db: Database, referral: WatchedReferral, at: Date): Promise<void> {
  const times = escalationTimes(
    { urgency: referral.urgency, sentAt: referral.sentAt.getTime(), dueAt: referral.dueAt.getTime() },
    clockSettingsOf(referral.settings),
  )
  const due = stepsDue(times, at.getTime())
  if (due <= referral.escalated || !(await markEscalated(db, referral, due))) return
  const burst = await findBurst(db, referral.id)
  for (const step of ESCALATION_STEPS.slice(referral.escalated, due)) {
    const users = await peopleOf(db, step, referral)
    if (burst !== undefined) {
      await deliverCounted(db, { ...burst, name: `${step} ${burst.name}` }, { users, kind: 'escalation' })
      continue
    }
    const notices = users.map((userId): Notice => ({ userId, kind: 'escalation', objectId: referral.id }))
    await deliver(db, `escalation ${step}`, notices)
  }
}

function peopleOf(db: Database, step: EscalationStep, referral: WatchedReferral): Promise<readonly string[]> {
  // By the second step the leads are of its audience: a protected report is not lost either.
  if (referral.protected && step !== 'municipality') return listAudience(db, referral.id)
  switch (step) {
    case 'worker':
      return workersOf(db, referral)
    case 'lead':
      return listUsersOf(db, referral.agencyId, ['lead_worker'])
    case 'municipality':
      return listUsersOfTenant(db, referral.tenantId, ['municipal_officer'])
    default: {
      const never: never = step
      return never
    }
  }
}
