import { z } from 'zod'
import { ok } from '#kernel/result.ts'
import { type Answer, type Desk, missing } from './conference-desk.ts'
import { receiptFrom } from './cooperation.ts'
import { mayCooperate } from './cooperation-access.ts'
import type * as contract from './cooperation-contract.ts'
import { openForRecipient, sealAnswer } from './cooperation-seal.ts'
import { askCooperation, asReceived, receivedList } from './cooperation-store.ts'

/** What was asked of the speaker's company; about whom is told when one is opened. */
export async function getReceived(desk: Desk): Answer<typeof contract.listReceivedRequests.response> {
  if (!mayCooperate(desk.staff.roles, 'receive')) return missing
  return ok({ requests: await askCooperation(desk.tx, 'received_requests', { shape: receivedList }) })
}

/** Opens one that still waits; opening is written down before it is answered. */
export async function openReceived(desk: Desk, id: string): Answer<typeof contract.openReceivedRequest.response> {
  if (!mayCooperate(desk.staff.roles, 'receive')) return missing
  const found = await askCooperation(desk.tx, 'received_request', { id, shape: asReceived })
  const { tenant, body, agency, agencyId, phone, categories, dueOn } = found
  return ok({ id, tenant, body, agency, agencyId, phone, categories, dueOn, ...openForRecipient(desk.platform, found) })
}

/** Says no, or that there is nothing to say; words are welcome and not needed. */
export async function declineReceived(
  desk: Desk,
  id: string,
  { state, text }: z.output<typeof contract.declineReceivedRequest.body>,
): Answer<typeof contract.declineReceivedRequest.response> {
  if (!mayCooperate(desk.staff.roles, 'receive')) return missing
  const found = await askCooperation(desk.tx, 'received_request', { id, shape: asReceived })
  const by = `${desk.staff.organization.name} ${desk.staff.displayName}`
  const sealed = sealAnswer(desk.platform, found, { text, by })
  const receipt = receiptFrom(desk.platform.randomBytes(8))
  const document = { id, state, sealed, receipt }
  await askCooperation(desk.tx, 'decline_received_request', { document, shape: z.unknown() })
  return ok({ receipt })
}
