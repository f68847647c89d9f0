import { z } from 'zod'
import { ok } from '#kernel/result.ts'
import { SECRECY_TEXTS } from './by-laws.ts'
import type {
  addConferenceMember,
  bodyView,
  changeByLaws,
  changeConferenceMember,
  createConferenceBody,
  endConferenceMembership,
  listConferenceBodies,
  recordSecrecy,
} from './conference-body-contract.ts'
import { type Answer, type Desk, may, missing } from './conference-desk.ts'
import { askDatabase, type BodyRecord, bodyDetail, bodyRecord } from './conference-store.ts'

type View = typeof bodyView
const id = z.string()

const rowOf = ({ own: _own, byLaws: _byLaws, ...row }: BodyRecord) => row

/** Bodies of one's municipality, and of the prefecture whose conference a town sits in. */
export async function getBodies(desk: Desk): Answer<typeof listConferenceBodies.response> {
  if (!may(desk, 'read')) return missing
  const bodies = await askDatabase(desk.tx, 'conference_bodies', { shape: z.array(bodyRecord) })
  return ok({ bodies: bodies.map(rowOf), allowed: may(desk, 'create-body') ? ['create' as const] : [] })
}

/** By-laws and roster of one body of the own municipality. */
export async function getBody(desk: Desk, body: string): Answer<View> {
  if (!may(desk, 'read')) return missing
  const found = await askDatabase(desk.tx, 'conference_body', { id: body, shape: bodyDetail })
  const { editions, organizations, roster, byLaws } = found
  return ok({
    ...rowOf(found),
    byLaws,
    editions,
    organizations,
    roster,
    secrecyText: [...SECRECY_TEXTS[byLaws.secrecyVersion]],
    allowed: [
      ...(may(desk, 'change-by-laws') ? (['change-by-laws'] as const) : []),
      ...(may(desk, 'keep-roster') ? (['add-member', 'change-member'] as const) : []),
      ...(may(desk, 'plan') ? (['plan-sitting'] as const) : []),
    ],
  })
}

export async function createBody(desk: Desk, document: z.output<typeof createConferenceBody.body>): Answer<View> {
  if (!may(desk, 'create-body')) return missing
  return getBody(desk, await askDatabase(desk.tx, 'create_conference_body', { document, shape: id }))
}

export async function writeByLaws(desk: Desk, body: string, given: z.output<typeof changeByLaws.body>): Answer<View> {
  if (!may(desk, 'change-by-laws')) return missing
  return getBody(desk, await askDatabase(desk.tx, 'change_by_laws', { document: { id: body, ...given }, shape: id }))
}

export async function addMember(
  desk: Desk,
  bodyId: string,
  given: z.output<typeof addConferenceMember.body>,
): Answer<View> {
  if (!may(desk, 'keep-roster')) return missing
  const document = { bodyId, newOrganizationId: desk.platform.newId(), ...given }
  return getBody(desk, await askDatabase(desk.tx, 'add_conference_member', { document, shape: id }))
}

export async function changeMember(
  desk: Desk,
  member: string,
  given: z.output<typeof changeConferenceMember.body>,
): Answer<View> {
  if (!may(desk, 'keep-roster')) return missing
  const document = { id: member, ...given }
  return getBody(desk, await askDatabase(desk.tx, 'change_conference_member', { document, shape: id }))
}

/** Takes somebody off the roster; what lay open closes at once, and the duty of secrecy goes on. */
export async function endMembership(
  desk: Desk,
  member: string,
  given: z.output<typeof endConferenceMembership.body>,
): Answer<View> {
  if (!may(desk, 'keep-roster')) return missing
  const document = { id: member, ...given }
  return getBody(desk, await askDatabase(desk.tx, 'end_conference_membership', { document, shape: id }))
}

export async function keepSecrecy(
  desk: Desk,
  member: string,
  given: z.output<typeof recordSecrecy.body>,
): Answer<View> {
  if (!may(desk, 'keep-roster')) return missing
  const document = { id: member, ...given }
  return getBody(desk, await askDatabase(desk.tx, 'record_secrecy', { document, shape: id }))
}
