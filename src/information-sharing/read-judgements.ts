import type { z } from 'zod'
import { calendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { recordAudit, type SessionTx, type Staff } from '#platform/database/session.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { GROUNDS } from './grounds.ts'
import { decideSharing, GATE_RULES, statutesFor } from './information-sharing.ts'
import { missingParts } from './judgement.ts'
import { allowedCommands, mayJudge } from './judgement-access.ts'
import type { getJudgement, JudgementRow, listGateRules, listJudgements } from './judgement-contract.ts'
import { guideOf } from './judgement-guide.ts'
import { judgementStateOn } from './judgement-states.ts'
import {
  findStoredJudgement,
  findSurroundings,
  isOnDuty,
  listStoredJudgements,
  type StoredJudgement,
  type Surroundings,
} from './judgement-store.ts'
import { decisionOf, judgementOf, openContent, openSentence, openWordsKey, recordOf } from './judgement-words.ts'
import type { SharingFacts } from './sharing-facts.ts'
import { citeStatute, statuteNumbersOf } from './statute-confirmation.ts'

/** What a use case of judgements works with. */
export type JudgementDesk = { readonly tx: SessionTx; readonly staff: Staff; readonly platform: Platform }

const notYours = { code: 'forbidden', because: '判断の記録は、お願いする方と判断する方がご覧になれます。' } as const
const mayRead = ({ staff }: JudgementDesk) => mayJudge(staff.roles, 'request') || mayJudge(staff.roles, 'decide')

/** The records that the speaker may see, with the buttons that they may press. */
export async function readJudgements(
  desk: JudgementDesk,
  { show, ...filter }: z.output<typeof listJudgements.query>,
): Promise<Result<z.input<typeof listJudgements.response>>> {
  if (!mayRead(desk)) return err(notYours)
  const { tx, staff } = desk
  const onDuty = await isOnDuty(tx.db, staff.plane, staff.userId)
  const rows = (await listStoredJudgements(tx.db, staff.plane, filter)).map((stored) => rowOf(desk, stored, onDuty))
  const waits = rows.filter(({ allowed }) => allowed.some((command) => command === 'permit' || command === 'sign'))
  const mine = rows.filter(({ requestedBy }) => requestedBy.id === staff.userId)
  return ok({
    judgements: show === 'all' ? rows : show === 'waiting' ? waits : mine,
    waiting: waits.length,
    mayCreate: mayJudge(staff.roles, 'request'),
  })
}

/** One record, opened; the look is a line in the log. */
export async function readJudgement(
  desk: JudgementDesk,
  id: string,
): Promise<Result<z.input<typeof getJudgement.response>>> {
  if (!mayRead(desk)) return err(notYours)
  const { tx, staff } = desk
  const stored = await findStoredJudgement(tx.db, staff.plane, id)
  const around = stored && (await findSurroundings(tx.db, id))
  if (stored === undefined || around === undefined) return err(notFound)
  await recordAudit(tx, { action: 'judgement.read', subjectId: stored.subjectId, objectId: id })
  return ok(await showJudgement(desk, stored, around))
}

/** The view of a record: what it says, what is asked next, and what the gate says now. */
export async function showJudgement(
  desk: JudgementDesk,
  stored: StoredJudgement,
  around: Surroundings,
): Promise<z.input<typeof getJudgement.response>> {
  const { tx, staff, platform } = desk
  const record = recordOf(stored)
  const { providerKind, wrappedKey, refusedAt } = around
  const place = { scopeId: stored.scopeId, judgementId: stored.id }
  const key = wrappedKey === null ? undefined : openWordsKey(platform.keys, { ...place, wrappedKey })
  const content = openContent(stored, key)
  const sentence = (kind: 'decision' | 'second') => {
    const sealed = stored.signatures.find((one) => one.kind === kind)?.reason ?? null
    return key === undefined ? undefined : openSentence(key, kind, sealed)
  }
  const missing = missingParts(record, providerKind)
  const cited = citing(stored)
  const decision = decideSharing(factsOf(desk, stored, around))
  return {
    ...rowOf(desk, stored, await isOnDuty(tx.db, staff.plane, staff.userId)),
    ...(content === undefined ? {} : { content }),
    ...present({ decisionReason: sentence('decision'), secondReason: sentence('second'), next: missing[0] }),
    ...(refusedAt === null ? {} : { refusedOn: refusedAt }),
    guide: guideOf(record, providerKind).map(({ statutes, ...step }) => ({
      ...step,
      statutes: statutesFor({ statutes }, providerKind).map(cited),
    })),
    missing: [...missing],
    gate: {
      verdict: decision.verdict,
      because: decision.because.map(({ code, title, statutes }) => ({ code, title, statutes: statutes.map(cited) })),
    },
  }
}

/** What the gate would be told, if the record's own sharing were asked for now by somebody who confirmed it. */
function factsOf({ platform }: JudgementDesk, stored: StoredJudgement, around: Surroundings): SharingFacts {
  return {
    provider: { legalKind: around.providerKind },
    recipient: { tenantId: stored.tenantId, legalKind: around.recipientKind },
    purpose: stored.purpose,
    categories: stored.categories,
    ground: stored.ground,
    agreement: undefined,
    consent: undefined,
    judgement: judgementOf(stored, { reportId: stored.reportId, recipientId: stored.recipient.id }),
    ...basisOf(around),
    steppedUp: true,
    today: todayInJapan(platform.now()),
  }
}

/** What speaks around a record, as the pure gate takes it. */
export function basisOf({ refusedAt, againstItem, againstRequest }: Surroundings) {
  return present({ refusedAt, againstItem, againstRequest })
}

function rowOf({ staff, platform }: JudgementDesk, stored: StoredJudgement, onDuty: boolean): JudgementRow {
  const decided = decisionOf(stored)
  const second = stored.signatures.find(({ kind }) => kind === 'second')
  const validUntil = stored.validUntil === null ? undefined : calendarDate(stored.validUntil)
  const state = judgementStateOn({ state: stored.state, validUntil }, todayInJapan(platform.now()))
  const hands = { state, requestedBy: stored.requestedBy.id, decidedBy: decided?.by.id }
  const about = { kind: 'referral', id: stored.referralId } as const
  return {
    id: stored.id,
    version: stored.version,
    state,
    about: about.id === null ? { kind: 'report', id: stored.reportId } : { ...about, id: about.id },
    ground: stored.ground,
    groundText: GROUNDS[stored.ground],
    purpose: stored.purpose === 'conference' ? 'consultation' : stored.purpose,
    recipient: stored.recipient,
    requestedBy: stored.requestedBy,
    onDuty: decided?.onDuty ?? false,
    updatedAt: stored.updatedAt,
    ...present({
      askedAt: stored.askedAt,
      decidedBy: decided?.by,
      decidedAt: decided?.at,
      secondDueOn: stored.secondDueOn,
      signedBy: second?.by,
      validUntil,
    }),
    allowed: [...allowedCommands(hands, { userId: staff.userId, roles: staff.roles, onDuty })],
  }
}

const citing = ({ settings }: StoredJudgement) => {
  const numbers = statuteNumbersOf(settings)
  return (cited: Parameters<typeof citeStatute>[0]) => citeStatute(cited, numbers)
}

/** The catalogue for the legal kind of the speaker's own house. */
export function readGateRules({ staff }: JudgementDesk): Result<z.input<typeof listGateRules.response>> {
  const { legalKind } = staff.organization
  const kind = legalKind === 'municipal-body' || legalKind === 'commissioned-body' ? legalKind : 'private-business'
  const rules = GATE_RULES.map(({ code, kind: ruleKind, title, appliesWhen, because, ...rule }) => ({
    code,
    kind: ruleKind,
    title,
    appliesWhen,
    because,
    statutes: statutesFor(rule, kind).map((cited) => citeStatute(cited)),
  }))
  return ok({ rules })
}

/** Only what is there: absent and null are left out. */
function present<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> }
function present(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))
}
