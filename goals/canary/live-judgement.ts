import { v7 as newId } from 'uuid'
import { addDays } from '#kernel/calendar-date.ts'
import { type Pair, readersOf, reportOf, today } from './live.ts'
import type { Stage } from './stage.ts'

const hour = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString()

/** A sharing without consent as a company writes it, asks for it and decides on it: the words stay in that company. */
export async function liveJudgement(stage: Stage, pair: Pair, label: string): Promise<void> {
  const { company, agency } = pair
  const told = { pair, story: `${label} judgement`, writer: company.clerk, agencyReaders: [] }
  const reportId = newId()
  const draft = { id: reportId, version: 0, report: reportOf(stage, told), passOn: true }
  await stage.say(company.clerk, 'POST /api/reports', draft)
  const word = (field: string) => stage.marks.word(`judgement ${label}: ${field}`, readersOf(company, company.clerk))
  const content = {
    ground: 'life-body-property',
    recipientId: agency.organization.id,
    interest: 'life',
    facts: word('facts'),
    factsObservedAt: ago(2),
    attempts: [{ at: ago(3), way: 'visit', result: 'no-answer', note: word('attempt') }],
    hardness: 'no-answer',
    whyHard: word('why hard'),
    necessity: word('necessity'),
    categories: ['identity', 'contact', 'observation'],
    route: 'through-liaison',
    validUntil: addDays(today, 20),
    askAgainOn: addDays(today, 5),
    notToldUntil: addDays(today, 9),
    notTold: word('not told'),
  }
  const id = newId()
  const about = { kind: 'report', id: reportId }
  await stage.say(company.clerk, `PUT /api/judgements/${id}`, { version: 0, about, purpose: 'consultation', content })
  await stage.say(company.clerk, `POST /api/judgements/${id}/ask`, { version: 1 })
  const reason = word('decision')
  await stage.say(company.liaison, `POST /api/judgements/${id}/decide`, { version: 2, verdict: 'refuse', reason })
  const duty = { userId: company.clerk.user.id, from: ago(1), until: ago(-1) }
  await stage.say(company.liaison, 'POST /api/decision-duty', duty)
}
