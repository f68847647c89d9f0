import { z } from 'zod'
import { nextBusinessDay } from '#kernel/business-day.ts'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { err, ok, type Result, refuse } from '#kernel/result.ts'
import { callGate } from '#platform/database/session.ts'
import { notFound, versionConflict } from '#platform/http/problem.ts'
import { latestValidUntil, saysSomething } from './judgement.ts'
import { mayJudge } from './judgement-access.ts'
import type {
  askJudgement,
  decideJudgementRoute,
  JudgementContent,
  saveJudgement,
  signJudgement,
} from './judgement-contract.ts'
import { judgementStates } from './judgement-states.ts'
import {
  askStoredJudgement,
  findStoredJudgement,
  findSubjectOfReport,
  findSurroundings,
  type StoredJudgement,
} from './judgement-store.ts'
import { openWordsKey, sealAttempts, sealSentence, sealWords } from './judgement-words.ts'
import { type JudgementDesk, showJudgement } from './read-judgements.ts'

type Saving = z.output<typeof saveJudgement.body> & { readonly id: string }
const notYours = { code: 'forbidden', because: '判断をお願いするのは、連絡を書く方の役割です。' } as const

/** Writes the draft whole; what is missing comes back with it. */
export async function writeJudgement(
  desk: JudgementDesk,
  saving: Saving,
): Promise<Result<z.input<typeof saveJudgement.response>>> {
  const { tx, staff } = desk
  if (!mayJudge(staff.roles, 'request')) return err(notYours)
  const checked = checkDays(desk, saving.content)
  if (!checked.ok) return checked
  const existing = await findStoredJudgement(tx.db, staff.plane, saving.id)
  if (existing === undefined && saving.version !== 0) return err(notFound)
  if (existing !== undefined && existing.version !== saving.version) throw await conflict(desk, existing)
  const custody = await custodyOf(desk, saving, existing)
  if (custody === undefined) return err(notFound)
  const { content, about, purpose, id, version } = saving
  const { attempts, facts, whyHard, necessity, noUnjustHarm, notTold, arrearsReason, ...codes } = content
  const { key, ...subject } = custody
  const document = { ...codes, ...subject, id, version, about, purpose, ...sealed(key, content) }
  await callGate(tx.db, 'save_judgement', { document, shape: z.number() })
  const stored = await findStoredJudgement(tx.db, staff.plane, id)
  const around = await findSurroundings(tx.db, id)
  if (stored === undefined || around === undefined) return err(notFound)
  return ok(await showJudgement(desk, stored, around))
}

const sealed = (key: Parameters<typeof sealWords>[0], content: JudgementContent) => ({
  words: sealWords(key, content),
  attempts: sealAttempts(key, content.attempts),
})

/** Nothing is dated ahead that should have been seen, and nothing promised for a day that is past. */
function checkDays({ platform }: JudgementDesk, content: JudgementContent): Result<true> {
  const now = platform.now()
  const today = todayInJapan(now)
  const { factsObservedAt, attempts, validUntil, askAgainOn, tellOn, notToldUntil } = content
  const seen = [factsObservedAt, ...attempts.map(({ at }) => at)]
  if (seen.some((at) => at !== undefined && Date.parse(at) > now.getTime() + 300_000)) {
    return refuse('seen_in_future', '見聞きした日時、伺った日時が、これから先になっています。')
  }
  if (validUntil !== undefined && validUntil > latestValidUntil(today)) {
    return refuse('valid_until_too_far', '判断の期限は、長くて180日先までです。')
  }
  const promised = [validUntil, askAgainOn, tellOn, notToldUntil]
  if (promised.some((day) => day !== undefined && day < today)) {
    return refuse('day_in_past', '期限、伺い直す日、知らせる日、見直す日は、きょうから先の日にしてください。')
  }
  return ok(true)
}

/** The words go into the custody of the report's subject; an agency's into one of the municipality's own. */
async function custodyOf(
  { tx, staff, platform }: JudgementDesk,
  saving: Saving,
  existing: StoredJudgement | undefined,
) {
  const { id: judgementId } = saving
  const open = (scopeId: string, wrappedKey: string, subjectId: string) => ({
    key: openWordsKey(platform.keys, { scopeId, judgementId, wrappedKey }),
    subjectId,
    wrappedKey,
  })
  if (existing !== undefined) {
    const wrappedKey = (await findSurroundings(tx.db, existing.id))?.wrappedKey
    return wrappedKey == null ? undefined : open(existing.scopeId, wrappedKey, existing.subjectId)
  }
  if (staff.plane === 'utility') {
    const kept = await findSubjectOfReport(tx.db, saving.about.id)
    return kept?.wrappedKey == null ? undefined : open(staff.organization.id, kept.wrappedKey, kept.subjectId)
  }
  if (staff.tenant === null) return undefined
  const fresh = platform.keys.newSubjectKey(staff.tenant.id)
  return open(staff.tenant.id, Buffer.from(fresh.wrapped).toString('base64'), platform.newId())
}

async function conflict(desk: JudgementDesk, stored: StoredJudgement) {
  const around = await findSurroundings(desk.tx.db, stored.id)
  return versionConflict(around === undefined ? undefined : await showJudgement(desk, stored, around))
}

type Asking = { readonly id: string; readonly version: number; readonly command: 'ask' | 'take-back' }

/** Asks the deciders, or takes the asking back. The database says what is missing. */
export async function askForJudgement(
  desk: JudgementDesk,
  asking: Asking,
): Promise<Result<z.input<typeof askJudgement.response>>> {
  if (!mayJudge(desk.staff.roles, 'request')) return err(notYours)
  const found = await current(desk, asking)
  if (!found.ok) return found
  return ok({ id: asking.id, version: asking.version + 1, state: await askStoredJudgement(desk.tx.db, asking) })
}

const state = z.enum(judgementStates)
const noReason = {
  code: 'refusal_without_reason',
  because: '渡さない・取り消すときは、理由を書いてください。',
} as const

/** Permits or refuses, as somebody else than who asked. The second signature is due on the next business day. */
export async function decideOnJudgement(
  desk: JudgementDesk,
  { id, version, verdict, reason }: z.output<typeof decideJudgementRoute.body> & { readonly id: string },
): Promise<Result<z.input<typeof decideJudgementRoute.response>>> {
  const { tx, platform } = desk
  if (verdict === 'refuse' && !saysSomething(reason)) return err(noReason)
  const found = await current(desk, { id, version })
  if (!found.ok) return found
  const today = todayInJapan(platform.now())
  const next = nextBusinessDay(today)
  const secondDueOn = next.ok ? next.value : addDays(today, 1)
  const document = {
    id,
    version,
    verdict,
    secondDueOn,
    ...sealedReason(desk, found.value, { field: 'decision', reason }),
  }
  const now = await callGate(tx.db, 'decide_judgement', { document, shape: state })
  const due = now === 'second-signature-due' ? { secondDueOn } : {}
  return ok({ id, version: version + 1, state: now, ...due })
}

/** The second signature, by a third person. */
export async function signOnJudgement(
  desk: JudgementDesk,
  { id, version, verdict, reason }: z.output<typeof signJudgement.body> & { readonly id: string },
): Promise<Result<z.input<typeof signJudgement.response>>> {
  if (verdict === 'overturn' && !saysSomething(reason)) return err(noReason)
  const found = await current(desk, { id, version })
  if (!found.ok) return found
  const document = { id, version, verdict, ...sealedReason(desk, found.value, { field: 'second', reason }) }
  return ok({
    id,
    version: version + 1,
    state: await callGate(desk.tx.db, 'sign_judgement', { document, shape: state }),
  })
}

type Current = { readonly stored: StoredJudgement; readonly wrappedKey: string | null }

/** The record in the version that was read; a stale one shows what stands. */
async function current(
  desk: JudgementDesk,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Result<Current>> {
  const stored = await findStoredJudgement(desk.tx.db, desk.staff.plane, id)
  const around = stored && (await findSurroundings(desk.tx.db, id))
  if (stored === undefined || around === undefined) return err(notFound)
  if (stored.version !== version) throw await conflict(desk, stored)
  return ok({ stored, wrappedKey: around.wrappedKey })
}

function sealedReason(
  { platform }: JudgementDesk,
  { stored, wrappedKey }: Current,
  { field, reason }: { readonly field: 'decision' | 'second'; readonly reason: string | undefined },
) {
  if (reason === undefined || reason.trim() === '' || wrappedKey === null) return {}
  const key = openWordsKey(platform.keys, { scopeId: stored.scopeId, judgementId: stored.id, wrappedKey })
  return { reason: sealSentence(key, field, reason) }
}
