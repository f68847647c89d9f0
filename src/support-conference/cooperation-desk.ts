import { z } from 'zod'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type CaseDesk, loadCase } from '#support-case/index.ts'
import { type Answer, type Desk, missing } from './conference-desk.ts'
import { CODE_LENGTH, linkCodeFrom, linkNumberFrom, mayStep, receiptFrom } from './cooperation.ts'
import { mayCooperate } from './cooperation-access.ts'
import type * as contract from './cooperation-contract.ts'
import type { CooperationView } from './cooperation-contract.ts'
import { linkAddress, printCooperationLetter } from './cooperation-letter.ts'
import { openAnswer, openWords, sealAnswer, sealForRecipient, sealWords } from './cooperation-seal.ts'
import { askCooperation, type RequestRecord, requestList, requestRecord } from './cooperation-store.ts'

/** Requests that the speaker may see, the nearest day first. */
export async function getRequests(desk: Desk): Answer<typeof contract.listCooperationRequests.response> {
  if (!mayCooperate(desk.staff.roles, 'read')) return missing
  const found = await askCooperation(desk.tx, 'cooperation_requests', { shape: requestList })
  return ok({ ...found, allowed: mayCooperate(desk.staff.roles, 'draft') ? ['draft'] : [] })
}

/** Writes a request about a case that the speaker may open; nobody hears of it yet. */
export async function draftRequest(
  desk: Desk,
  given: z.output<typeof contract.draftCooperation.body>,
): Answer<typeof contract.draftCooperation.response> {
  if (!mayCooperate(desk.staff.roles, 'draft')) return missing
  const caseDesk: CaseDesk = desk
  const loaded = await loadCase(caseDesk, given.caseId, 'note')
  if (!loaded.ok) return missing
  const { record, key, household } = loaded.value
  const { id, bodyId, itemId, caseId, recipient, categories, basis, question, dueOn } = given
  const why = basis.kind === 'consent' ? { whyHard: '', necessity: '' } : basis
  const sealed = sealWords(
    key,
    { tenantId: record.tenant_id, id },
    {
      ...{ name: household.name ?? 'お名前はわかっていません', question },
      ...{ whyHard: why.whyHard, necessity: why.necessity },
      ...(given.withAddress && household.address !== undefined ? { address: household.address } : {}),
    },
  )
  const document = {
    ...{ id, bodyId, itemId, caseId, categories, basis: basis.kind, dueOn, sealed },
    ...('id' in recipient ? { recipientId: recipient.id } : { recipientName: recipient.name }),
    newOrganizationId: desk.platform.newId(),
    ...(basis.kind === 'consent' ? {} : { interest: basis.interest }),
  }
  return ok({ id: await askCooperation(desk.tx, 'draft_cooperation_request', { document, shape: z.string() }) })
}

/** One request, opened; opening it is written down. */
export async function getRequest(desk: Desk, id: string): Promise<Result<CooperationView>> {
  if (!mayCooperate(desk.staff.roles, 'read')) return missing
  return ok(present(desk, await load(desk, id)))
}

const load = ({ tx }: Desk, id: string) => askCooperation(tx, 'cooperation_request', { id, shape: requestRecord })

function present(desk: Desk, record: RequestRecord): CooperationView {
  const { tenantId: _tenant, mayOpenCase, caseId, recipientId: _recipient, subjectKey: _key, ...shown } = record
  const { sealed: _sealed, protected: _protected, agency: _agency, ...plain } = shown
  return {
    ...plain,
    caseId: mayOpenCase ? caseId : undefined,
    words: openWords(desk.platform, record),
    answer: openAnswer(desk.platform, record),
    allowed: allowedFor(desk, record),
  }
}

function allowedFor({ staff }: Desk, record: RequestRecord): CooperationView['allowed'] {
  const decides = mayCooperate(staff.roles, 'send')
  const open = !record.protected
  const may = {
    send: decides && open && !record.ownDraft,
    reissue: decides && open && record.way === 'letter',
    withdraw: decides || record.ownDraft,
    record: decides && open,
  }
  return (['send', 'reissue', 'withdraw', 'record'] as const).filter((one) => may[one] && mayStep(record.state, one))
}

/** Sends it: a line of the ledger, and for somebody without an account a letter and a number. */
export async function sendRequest(
  desk: Desk,
  id: string,
  version: number,
): Answer<typeof contract.sendCooperation.response> {
  if (!mayCooperate(desk.staff.roles, 'send')) return missing
  const record = await load(desk, id)
  const sharingId = desk.platform.newId()
  const parts = sealForRecipient(desk.platform, { ...record, sharingId }, openWords(desk.platform, record))
  return issue(desk, record, { command: 'send', version, sharingId, parts })
}

/** A new letter with a new number; the older ones open nothing any more. */
export async function reissueLetter(
  desk: Desk,
  id: string,
  version: number,
): Answer<typeof contract.reissueCooperation.response> {
  if (!mayCooperate(desk.staff.roles, 'send')) return missing
  return issue(desk, await load(desk, id), { command: 'reissue', version })
}

type Issue = { readonly command: 'send' | 'reissue'; readonly version: number } & Readonly<Record<string, unknown>>

async function issue(
  desk: Desk,
  record: RequestRecord,
  given: Issue,
): Answer<typeof contract.sendCooperation.response> {
  const { platform } = desk
  const code = linkCodeFrom(platform.randomBytes(CODE_LENGTH))
  const number = linkNumberFrom(platform.randomBytes(6))
  const marks = record.way === 'letter' ? linkMarks(desk, { code, number }) : {}
  await move(desk, { ...given, id: record.id, ...marks })
  const after = await load(desk, record.id)
  const request = present(desk, after)
  if (record.way === 'screen') return ok({ request })
  const printed = await printCooperationLetter(desk, after, code)
  if (!printed.ok) return printed
  const pdf = Buffer.from(printed.value).toString('base64')
  const fileName = `kyouryoku-${todayInJapan(platform.now())}.pdf`
  return ok({ request, letter: { pdf, fileName, number, address: linkAddress(platform, code) } })
}

const move = ({ tx }: Desk, document: unknown) =>
  askCooperation(tx, 'move_cooperation', { document, shape: z.string() })

/** What the database keeps of a code and its number: keyed hashes, the number's bound to its code. */
export function linkMarks({ platform }: Pick<Desk, 'platform'>, { code, number }: { code: string; number: string }) {
  const hex = (purpose: string, text: string) => Buffer.from(platform.keys.mark(purpose, text)).toString('hex')
  return { codeHash: hex('cooperation-code', code), pinHash: hex('cooperation-number', `${code} ${number}`) }
}

/** Takes a request back; whoever received it cannot open it any more. */
export async function withdrawRequest(desk: Desk, id: string, version: number): Promise<Result<CooperationView>> {
  if (!mayCooperate(desk.staff.roles, 'read')) return missing
  await move(desk, { id, version, command: 'withdraw' })
  return getRequest(desk, id)
}

/** Writes down an answer that came by telephone, post or at the counter. */
export async function recordAnswer(
  desk: Desk,
  id: string,
  { version, state, text, by }: z.output<typeof contract.recordCooperation.body>,
): Promise<Result<CooperationView>> {
  if (!mayCooperate(desk.staff.roles, 'record')) return missing
  const record = await load(desk, id)
  if (record.subjectKey === undefined) return refuse('erased', 'この方の記録は、保存の期間が過ぎて消されています。')
  const sealed = sealAnswer(desk.platform, record, { text, by })
  const receipt = receiptFrom(desk.platform.randomBytes(8))
  await move(desk, { id, version, command: 'record', state, sealed, receipt, sharingId: desk.platform.newId() })
  return getRequest(desk, id)
}
