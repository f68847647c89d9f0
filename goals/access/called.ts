import { mayWithConsents } from '#consent/consent-access.ts'
import { mayAsAgency, mayAsCompany } from '#referral/referral-access.ts'
import { type Answer, refused } from './ask.ts'
import type { Decision, Probe } from './probes.ts'
import { agencyRelation, companyRelation, type Eye } from './scene.ts'
import type { RowOf, TableName } from './world-model.ts'

/** The definer functions that act on a record by its id: past every policy, so that they must ask the same questions. */
export function callsOf(eye: Eye): Probe[] {
  const { plane } = eye.actor
  const { world } = eye.scene
  if (plane === 'welfare')
    return [
      ...each(eye, 'referrals', {
        call: (one) => `sec.feedback_terms('${one.id}')`,
        may: (one) => mayAsAgency(eye.roles, 'tell', agencyRelation(eye, one)),
      }),
      ...each(eye, 'referrals', {
        call: (one) => `sec.withdraw_consent_for('${one.id}')`,
        may: (one) => mayAsAgency(eye.roles, 'withdraw-consent', agencyRelation(eye, one)),
      }),
    ]
  if (plane !== 'utility') return []
  const authorOf = new Map(world.reports.map((one) => [one.id, one.written_by]))
  const reviewed = (one: RowOf<'danger_reviews'>) => ({ ...one, written_by: authorOf.get(one.report_id) ?? '' })
  return [
    ...each(eye, 'reports', {
      call: (one) => `sec.withdraw_report('${one.id}', '')`,
      may: (one) => mayAsCompany(eye.roles, 'withdraw', companyRelation(eye, one)),
    }),
    ...each(eye, 'danger_reviews', {
      call: (one) => `sec.review_danger('${one.report_id}', '')`,
      may: (one) => mayAsCompany(eye.roles, 'review-danger', companyRelation(eye, reviewed(one))),
    }),
    ...each(eye, 'consents', {
      call: (one) => `sec.withdraw_consent('${one.id}')`,
      may: (one) => one.organization_id === eye.organizationId && mayWithConsents(eye.roles, 'withdraw'),
    }),
  ]
}

type Call<Row> = { call: (row: Row) => string; may: (row: Row) => boolean }

function each<T extends TableName>(eye: Eye, table: T, { call, may }: Call<RowOf<T>>): Probe[] {
  return eye.scene.world[table].map((row) => {
    const sql = `select ${call(row)}`
    const base = { plane: eye.actor.plane, table, verb: 'call' as const, about: call(row), expected: may(row) }
    const judge = (answer: Answer): Decision[] => [judged(base, answer)]
    return { table, verb: 'call', statement: { answers: 'count', sql }, judge }
  })
}

/** TM409 says that the record is there and not in the state for it: whoever hears that was let in. */
function judged(base: Omit<Decision, 'got'>, answer: Answer): Decision {
  if (answer.v === 'ok' || answer.v === 'TM409') return { ...base, got: true }
  if (answer.v === refused || answer.v === 'TM404') return { ...base, got: false, said: answer.m ?? '' }
  return { ...base, got: !base.expected, said: `${answer.v} ${answer.m}` }
}
