import type { DataCategory } from '#consent/consent.ts'
import { calendarDate } from '#kernel/calendar-date.ts'
import type { Database } from '#platform/database/session.ts'
import type { JudgementGround } from './grounds.ts'
import { findStoredJudgement, findSurroundings } from './judgement-store.ts'
import { judgementOf } from './judgement-words.ts'
import { basisOf } from './read-judgements.ts'
import type { SharingFacts } from './sharing-facts.ts'

/** A recorded judgement as a sender needs it: the ground, what may pass on it and how long, and what the gate looks at. */
export type JudgementBasis = {
  readonly judgementId: string
  readonly ground: JudgementGround
  readonly categories: readonly DataCategory[]
  readonly until: string | undefined
  readonly facts: Pick<SharingFacts, 'judgement' | 'refusedAt' | 'againstItem' | 'againstRequest'>
}

/** The company's own record for a report to one recipient; undefined when the speaker sees none of that id. */
export async function findJudgementBasis(
  db: Database,
  judgementId: string,
  sharing: { readonly reportId: string; readonly recipientId: string },
): Promise<JudgementBasis | undefined> {
  const stored = await findStoredJudgement(db, 'utility', judgementId)
  const around = stored && (await findSurroundings(db, judgementId))
  if (stored === undefined || around === undefined) return undefined
  return {
    judgementId,
    ground: stored.ground,
    categories: stored.categories,
    until: stored.validUntil === null ? undefined : calendarDate(stored.validUntil),
    facts: { judgement: judgementOf(stored, sharing), ...basisOf(around) },
  }
}
