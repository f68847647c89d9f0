import { z } from 'zod'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Result } from '#kernel/result.ts'
import { CannotOpen, openJson } from '#platform/crypto/key-ring.ts'
import { recordListing } from '#platform/database/session.ts'
import type { Platform } from '#platform/platform.ts'
import type { ReviewOutcome } from './access-review.ts'
import { mayReviewAccess } from './access-review-access.ts'
import {
  type CaseLook,
  type listCaseLooks,
  listUnusualLooks,
  type namePrivacyOfficer,
  type readPrivacyDuties,
  type UnusualLookView,
} from './access-review-contract.ts'
import {
  judgeLook,
  judgeUnusual,
  listStoredLooks,
  listStoredUnusual,
  nameOfficer,
  readCounts,
  readDuties,
  type StoredLook,
  type StoredUnusual,
} from './access-review-store.ts'
import { notYours, type ReviewDesk, reasonPlace } from './open-look.ts'
import { sentencesOf } from './unusual-sentences.ts'

type Judgement = { readonly id: string; readonly outcome: ReviewOutcome }
type Judged = Pick<StoredLook, 'outcome' | 'reviewedBy' | 'reviewedAt'>

const judgedOf = ({ outcome, reviewedBy, reviewedAt }: Judged) => ({
  outcome: outcome ?? undefined,
  reviewedBy: reviewedBy ?? undefined,
  reviewedAt: reviewedAt ?? undefined,
})

/** One's own looks and those that one judges; that they were read is written down first. */
export async function readLooks(desk: ReviewDesk): Promise<Result<z.input<typeof listCaseLooks.response>>> {
  const { tx, staff, platform } = desk
  const tenantId = staff.tenant?.id
  if (tenantId === undefined || !mayReviewAccess(staff.roles, 'own')) return notYours
  const stored = await listStoredLooks(tx)
  await recordListing(tx, { action: 'look.listed', ids: stored.map(({ id }) => id) })
  const today = todayInJapan(platform.now())
  return ok({ looks: stored.map((look) => presentLook(look, { tenantId, today, platform })) })
}

type Light = { readonly tenantId: string; readonly today: string; readonly platform: Platform }

function presentLook(look: StoredLook, { tenantId, today, platform }: Light): CaseLook {
  const { sealed, wrappedKey, number, caseId, outcome, reviewedBy, reviewedAt, ...rest } = look
  return {
    ...rest,
    number: number ?? undefined,
    caseId: caseId ?? undefined,
    reason: reasonOf(platform, tenantId, look),
    overdue: rest.dueOn < today && (outcome === null || outcome === 'asked'),
    ...judgedOf({ outcome, reviewedBy, reviewedAt }),
  }
}

function reasonOf({ keys }: Platform, tenantId: string, { id, sealed, wrappedKey }: StoredLook): string | undefined {
  if (sealed === null || wrappedKey === null) return undefined
  try {
    const key = keys.unwrap(tenantId, Buffer.from(wrappedKey, 'base64'))
    return z.string().parse(openJson(key, reasonPlace(tenantId, id), Buffer.from(sealed, 'base64')))
  } catch (cause) {
    if (cause instanceof CannotOpen) return undefined
    throw cause
  }
}

export async function reviewLook(desk: ReviewDesk, judgement: Judgement) {
  if (!mayReviewAccess(desk.staff.roles, 'judge')) return notYours
  await judgeLook(desk.tx, judgement)
  return readLooks(desk)
}

/** What `deed` of an administrator is called; handed in, since the words of the log are another feature's. */
export type DeedWord = (action: string) => string

/** The weekly lists and the counts without names. */
export async function readUnusual(
  desk: ReviewDesk,
  deedWord: DeedWord,
): Promise<Result<z.input<typeof listUnusualLooks.response>>> {
  const { tx, staff, platform } = desk
  if (!mayReviewAccess(staff.roles, 'judge')) return notYours
  const stored = await listStoredUnusual(tx)
  await recordListing(tx, { action: 'look.listed', ids: stored.map(({ id }) => id) })
  const weeks = [...Map.groupBy(stored, ({ weekOn }) => weekOn)].map(([weekOn, lines]) => ({
    weekOn,
    lines: lines.map((line) => presentUnusual(line, platform, deedWord)),
  }))
  return ok({ weeks, counts: listUnusualLooks.response.shape.counts.parse(await readCounts(tx)) })
}

function presentUnusual(line: StoredUnusual, { keys }: Platform, deedWord: DeedWord): UnusualLookView {
  const { caseId, deed, usual, weekOn, ...rest } = line
  const mark = caseId === null ? undefined : Buffer.from(keys.mark('looked-case', caseId)).toString('hex').slice(0, 8)
  const word = line.kind === 'administration' && deed !== null ? deedWord(deed) : undefined
  return {
    ...rest,
    ...(mark === undefined ? {} : { caseMark: mark.toUpperCase() }),
    sentences: [...sentencesOf({ ...line, deed: word })],
    ...judgedOf(line),
  }
}

export async function reviewUnusual(desk: ReviewDesk, judgement: Judgement, deedWord: DeedWord) {
  if (!mayReviewAccess(desk.staff.roles, 'judge')) return notYours
  await judgeUnusual(desk.tx, judgement)
  return readUnusual(desk, deedWord)
}

/** Who has the duty of a privacy officer, and who could have it. */
export async function readPrivacyOfficers({
  tx,
  staff,
}: ReviewDesk): Promise<Result<z.input<typeof readPrivacyDuties.response>>> {
  const duties = mayReviewAccess(staff.roles, 'duties') ? await readDuties(tx) : undefined
  if (duties === undefined) return notYours
  const houses = duties.houses.map(({ organizationId, ...house }) => ({
    ...house,
    organizationId: organizationId ?? undefined,
  }))
  return ok({ ...duties, houses })
}

export async function changePrivacyOfficer(desk: ReviewDesk, duty: z.output<typeof namePrivacyOfficer.body>) {
  if (!mayReviewAccess(desk.staff.roles, 'name')) return notYours
  await nameOfficer(desk.tx, { id: desk.platform.newId(), ...duty })
  return readPrivacyOfficers(desk)
}
