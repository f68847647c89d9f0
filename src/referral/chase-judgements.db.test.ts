import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { addTown, addUser, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { escalate, notify } from './notify-job.ts'
import { addJudgement } from './test-judgement-rows.ts'

/** Who waits for a decision or a signature does not wait in silence; who asked is not asked to decide. */
let frame: TestFrame
let town: TestTown
let other: TestUser
let admin: TestUser
const today = todayInJapan(new Date())

beforeAll(async () => {
  frame = await testFrame(() => undefined)
  town = await addTown(frame.admin)
  other = await addUser(frame.admin, { organization: town.company, roles: ['liaison'] })
  admin = await addUser(frame.admin, { organization: town.company, roles: ['utility_admin'] })
})
afterAll(() => frame.database.close())

async function toldOf(objectId: string) {
  const { rows } = await frame.admin.query<{ user_id: string; kind: string }>(
    'select user_id, kind from app.notices where object_id = $1',
    [objectId],
  )
  return rows.map(({ user_id, kind }) => `${kind} ${user_id}`).sort()
}

test('The deciders hear at once, but not who asked; the decision comes back to who asked', async () => {
  const id = await addJudgement(frame.admin, town, { requestedBy: town.liaison, state: 'asked' })
  await notify({ kind: 'judgement-asked', judgementId: id, at: '1' }, frame.platform)
  await notify({ kind: 'judgement-asked', judgementId: id, at: '1' }, frame.platform)
  expect(await toldOf(id)).toEqual([`judgement-asked ${other.id}`])
  await notify({ kind: 'judgement-decided', judgementId: id, at: '2' }, frame.platform)
  expect(await toldOf(id)).toContain(`judgement-decided ${town.liaison.id}`)
})

test('Who is on duty is told of what waits for a decision, and of nothing else', async () => {
  await frame.admin.query(
    `insert into app.decision_duty (organization_id, id, user_id, starts_at, ends_at, planned_by)
     values ($1, gen_random_uuid(), $2, now() - interval '1 hour', now() + interval '1 hour', $3)`,
    [town.company.id, town.clerk.id, town.liaison.id],
  )
  const asked = await addJudgement(frame.admin, town, { requestedBy: town.fieldWorker, state: 'asked' })
  await notify({ kind: 'judgement-asked', judgementId: asked, at: '1' }, frame.platform)
  expect(await toldOf(asked)).toContain(`judgement-asked ${town.clerk.id}`)
  const decided = await addJudgement(frame.admin, town, {
    requestedBy: town.fieldWorker,
    state: 'second-signature-due',
  })
  await notify({ kind: 'second-signature-due', judgementId: decided, at: '1' }, frame.platform)
  expect(await toldOf(decided)).toEqual(
    [`second-signature-due ${town.liaison.id}`, `second-signature-due ${other.id}`].sort(),
  )
})

test('A second signature is asked for on its day, and the day after of the administrators too; once a day each', async () => {
  const due = { requestedBy: town.clerk, state: 'second-signature-due', secondDueOn: today } as const
  const onTheDay = await addJudgement(frame.admin, town, due)
  const late = await addJudgement(frame.admin, town, { ...due, secondDueOn: addDays(today, -1) })
  const early = await addJudgement(frame.admin, town, { ...due, secondDueOn: addDays(today, 1) })
  await escalate({}, frame.platform)
  await escalate({}, frame.platform)
  const liaisons = [town.liaison, other].map(({ id }) => `second-signature-due ${id}`)
  expect(await toldOf(onTheDay)).toEqual([...liaisons].sort())
  expect(await toldOf(late)).toEqual([...liaisons, `second-signature-due ${admin.id}`].sort())
  expect(await toldOf(early)).toEqual([])
})

test('A decision that nobody takes is asked for again after four hours, and after a day of the administrators too', async () => {
  const fresh = await addJudgement(frame.admin, town, { requestedBy: town.clerk, state: 'asked', askedHoursAgo: 3 })
  const waits = await addJudgement(frame.admin, town, { requestedBy: town.clerk, state: 'asked', askedHoursAgo: 5 })
  const late = await addJudgement(frame.admin, town, { requestedBy: town.clerk, state: 'asked', askedHoursAgo: 30 })
  await escalate({}, frame.platform)
  expect(await toldOf(fresh)).toEqual([])
  expect(await toldOf(waits)).toEqual([town.liaison, other].map(({ id }) => `judgement-waits ${id}`).sort())
  expect(await toldOf(late)).toContain(`judgement-waits ${admin.id}`)
})

test('A danger that nobody reviewed on its day climbs to who runs the company’s accounts', async () => {
  const reportOf = async (dueOn: string) => {
    const { rows } = await frame.admin.query<{ report_id: string }>(
      `with r as (select id from app.reports where organization_id = $1 and id not in (select report_id from app.danger_reviews) limit 1)
       insert into app.danger_reviews (organization_id, report_id, due_on, called_119_or_110, session_was_expired, reported_by)
       select $1, r.id, $2, true, false, $3 from r returning report_id`,
      [town.company.id, dueOn, town.liaison.id],
    )
    return rows[0]?.report_id ?? ''
  }
  const [due, late] = [await reportOf(today), await reportOf(addDays(today, -1))]
  await escalate({}, frame.platform)
  expect(await toldOf(due)).toEqual([`review-due ${other.id}`])
  expect(await toldOf(late)).toEqual([`review-due ${other.id}`, `review-due ${admin.id}`].sort())
})
