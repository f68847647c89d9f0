import { mayUseDesk } from '#arrears-screening/desk/desk-access.ts'
import { mayWithConsents } from '#consent/consent-access.ts'
import { mayWithLetters } from '#letter/letter-access.ts'
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
    ...leafletCallsOf(eye),
  ]
}

/** Stock, hand-outs, print runs and shared counts have functions alone: whoever asks without the role, or for another's, is refused. */
function leafletCallsOf(eye: Eye): Probe[] {
  const { world } = eye.scene
  const [tenant] = world.tenants
  const own = (one: { organization_id: string }) => one.organization_id === eye.organizationId
  const keepsStock = mayWithLetters(eye.roles, 'stock')
  const rules = ['drafted', 'agreed', 'in-force']
  const isRuling = (id: string) => world.agreements.some((one) => one.id === id && rules.includes(one.state))
  const day = eye.scene.today
  const handout = `"id": "${tenant?.id}", "tenantId": "${tenant?.id}", "handedOn": "${day}", "stage": "general", "channel": "phone", "language": "ja"`
  const calls: readonly [string, boolean][] = [
    ['sec.leaflet_stock()', keepsStock],
    [`sec.handout_ledger('${day}', '${day}')`, keepsStock],
    [`sec.register_letters('{"letters": []}')`, keepsStock],
    [`sec.record_handout('{${handout}, "wordingVersion": "1", "count": 1}')`, mayWithLetters(eye.roles, 'count')],
    [`sec.keep_leaflet_place('{"id": "${tenant?.id}", "name": "新", "kind": "branch", "reorderAt": 1}')`, keepsStock],
  ]
  return [
    ...calls.map(([call, may]) => callProbe(eye, { table: 'leaflet_places', call, may })),
    ...each(eye, 'leaflet_places', {
      call: ({ id }) =>
        `sec.move_leaflets('{"id": "${id}", "kind": "counted", "placeId": "${id}", "count": 7, "movedOn": "${day}"}')`,
      may: (one) => own(one) && keepsStock,
    }),
    ...each(eye, 'agreement_parties', {
      call: ({ agreement_id: id }) =>
        `sec.share_screening_counts('{"id": "${id}", "agreementId": "${id}", "source": "run", "condition": {}, "suppression": {}, "basis": [], "seen": -1, "cells": [{"month": "2026-05", "municipality": "990019", "people": 10}]}')`,
      may: ({ agreement_id: id }) =>
        mayUseDesk(eye.roles) &&
        isRuling(id) &&
        world.agreement_parties.some((one) => one.agreement_id === id && own(one)),
    }),
  ]
}

type Call<Row> = { call: (row: Row) => string; may: (row: Row) => boolean }

function each<T extends TableName>(eye: Eye, table: T, { call, may }: Call<RowOf<T>>): Probe[] {
  return eye.scene.world[table].map((row) => callProbe(eye, { table, call: call(row), may: may(row) }))
}

function callProbe(eye: Eye, { table, call, may }: { table: TableName; call: string; may: boolean }): Probe {
  const base = { plane: eye.actor.plane, table, verb: 'call' as const, about: call, expected: may }
  const judge = (answer: Answer): Decision[] => [judged(base, answer)]
  return { table, verb: 'call', statement: { answers: 'count', sql: `select ${call}` }, judge }
}

/** TM409 says that the record is there and not in the state for it: whoever hears that was let in. */
function judged(base: Omit<Decision, 'got'>, answer: Answer): Decision {
  if (answer.v === 'ok' || answer.v === 'TM409') return { ...base, got: true }
  if (answer.v === refused || answer.v === 'TM404') return { ...base, got: false, said: answer.m ?? '' }
  return { ...base, got: !base.expected, said: `${answer.v} ${answer.m}` }
}
