import type { z } from 'zod'
import { ok, type Result } from '#kernel/result.ts'
import { recordAudit, recordListing } from '#platform/database/session.ts'
import {
  type Answer,
  actorOf,
  type CaseDesk,
  daysUntilDay,
  factsOf,
  loadCase,
  missing,
  notYours,
  type OpenedCase,
  openHousehold,
  todayAt,
} from './case-desk.ts'
import { proposeWord, wordsLeft } from './case-feedback.ts'
import { countLoad, listPeople } from './case-people-store.ts'
import { getFeedbackLevel, listReferralsOfCase, listSharings, type ReferralRecord } from './case-referral-store.ts'
import { termKeysOf } from './case-search.ts'
import { holdsTerm } from './case-search-terms.ts'
import { readSafeContact } from './safe-contact-store.ts'
import { listCaseCommands } from './support-case.ts'
import { mayOpenCases, maySeeCase, mayWithCase } from './support-case-access.ts'
import type {
  CaseReferral,
  CaseRow,
  caseView,
  Household,
  listCaseLoad,
  listCases,
  searchCases,
} from './support-case-contract.ts'
import { type CaseRecord, listCaseRecords, listCasesByKeys } from './support-case-store.ts'

type View = z.input<typeof caseView>

/** One case with everything on its page; the look is written down first. */
export async function getCaseView(desk: CaseDesk, id: string): Promise<Result<View>> {
  const opened = await loadCase(desk, id, 'read')
  if (!opened.ok) return opened
  await recordAudit(desk.tx, {
    action: 'case.read',
    subjectId: opened.value.record.subject_id,
    objectId: id,
    detail: lookingUntil(desk, opened.value.record) === undefined ? {} : { looking: true },
  })
  return ok(await presentCase(desk, opened.value))
}

/** The page of a case that was just changed. Undefined when the one who changed it no longer sees it. */
export async function findCaseView(desk: CaseDesk, id: string): Promise<View | undefined> {
  const opened = await loadCase(desk, id, 'read')
  return opened.ok ? presentCase(desk, opened.value) : undefined
}

/** As `findCaseView`, as an answer. */
export async function answerCase(desk: CaseDesk, id: string): Promise<Result<View>> {
  const view = await findCaseView(desk, id)
  return view ? ok(view) : missing
}

async function presentCase(desk: CaseDesk, opened: OpenedCase): Promise<View> {
  const { record, household, entries, progress } = opened
  const actor = await actorOf(desk)
  const referrals = await listReferralsOfCase(desk.tx, record.id)
  const sharings = await listSharings(desk.tx, record.id)
  const corrections = new Map(entries.map(({ id, corrects }) => [corrects, id]))
  const shown: CaseReferral[] = []
  const looking = lookingUntil(desk, record) !== undefined
  for (const referral of referrals) shown.push(await presentReferral(desk, opened, { referral, looking }))
  return {
    ...presentRow(desk, record, household),
    household,
    timeLine: [...entries]
      .sort((one, other) => one.at.localeCompare(other.at) || one.written_at.localeCompare(other.written_at))
      .map(({ id, at, by, written_at, corrects, content }) => ({
        id,
        at,
        by,
        writtenAt: written_at,
        corrects: corrects ?? undefined,
        correctedBy: corrections.get(id),
        content,
      })),
    referrals: shown,
    sharings: sharings.map(({ until, word, ...rest }) => ({
      ...rest,
      until: until ?? undefined,
      word: word ?? undefined,
    })),
    conclusionCode: record.conclusion_code ?? undefined,
    people: record.people.map(({ id, user, team, since }) => ({
      id,
      since,
      user: user ?? undefined,
      team: team ?? undefined,
    })),
    ...(await choicesOf(desk)),
    lookingUntil: lookingUntil(desk, record),
    planned: progress.planned,
    immediateDanger: record.urgency === 'immediate',
    safeContact: record.mine ? await readSafeContact(desk.tx, opened) : undefined,
    allowed: listCaseCommands(record.state).filter((command) => mayWithCase(actor, command, factsOf(record, desk))),
  }
}

/** Until when the case is open to somebody who is not on it and no lead; undefined for everybody else. */
function lookingUntil({ staff }: CaseDesk, { mine, looking_until: until }: CaseRecord): string | undefined {
  return mine || until === null || staff.roles.includes('lead_worker') ? undefined : new Date(until).toISOString()
}

async function choicesOf({ tx, staff }: CaseDesk) {
  const { colleagues, teams } = await listPeople(tx, staff.organization.id)
  return { colleagues: [...colleagues], teams: [...teams] }
}

async function presentReferral(
  { tx }: CaseDesk,
  { progress }: OpenedCase,
  { referral, looking }: { readonly referral: ReferralRecord; readonly looking: boolean },
): Promise<CaseReferral> {
  // Whoever only looks tells nobody anything.
  const level = looking ? 'none' : await getFeedbackLevel(tx, referral.id)
  const live = referral.state === 'accepted' || referral.state === 'acknowledged'
  const left = live
    ? wordsLeft(
        level,
        referral.told.map(({ word }) => word),
      )
    : []
  return {
    id: referral.id,
    version: referral.version,
    state: referral.state,
    kind: referral.kind,
    urgency: referral.urgency,
    reporter: referral.reporter,
    sentAt: referral.sent_at,
    stopOn: referral.stop_on ?? undefined,
    stoppedOn: referral.stopped_on ?? undefined,
    ground: referral.ground ?? 'receipt',
    until: referral.until ?? undefined,
    recalled: referral.parts.length === 0,
    level,
    told: [...referral.told],
    mayTell: [...left],
    proposed: proposeWord(left, progress),
  }
}

function presentRow(desk: CaseDesk, record: CaseRecord, { name, reading, address }: Household): CaseRow {
  return {
    id: record.id,
    number: record.number,
    version: record.version,
    state: record.state,
    name: name || undefined,
    reading: reading || undefined,
    address: address || undefined,
    urgency: record.urgency,
    stopOn: record.stop_on ?? undefined,
    daysLeft: daysUntilDay(record.stop_on, todayAt(desk)),
    protected: record.protected,
    nextStep: record.next_step,
    followUpOn: record.follow_up_on ?? undefined,
    openedAt: record.opened_at,
    concludedAt: record.concluded_at ?? undefined,
    members: record.people.flatMap(({ user, team }) => user ?? team ?? []),
    mine: record.mine,
    lastAttempt: record.last_attempt ?? undefined,
  }
}

/** Rows for a list; the looks are written down first, as ids. */
async function presentRows(desk: CaseDesk, records: readonly CaseRecord[]): Promise<CaseRow[]> {
  const actor = await actorOf(desk)
  const seen = records.filter((record) => maySeeCase(actor, factsOf(record, desk)))
  if (seen.length > 0) {
    await recordListing(desk.tx, { action: 'case.listed', ids: seen.map(({ id }) => id) })
  }
  return seen.map((record) => presentRow(desk, record, openHousehold(desk.platform, record)))
}

export async function getCaseList(
  desk: CaseDesk,
  show: 'open' | 'mine' | 'concluded',
): Answer<typeof listCases.response> {
  if (!mayOpenCases(desk.staff.roles)) return notYours
  return ok({ cases: await presentRows(desk, await listCaseRecords(desk.tx, show)) })
}

const MOST_FOUND = 50

export async function findCasesByTerm(desk: CaseDesk, term: string): Answer<typeof searchCases.response> {
  const { tx, staff, platform } = desk
  if (!mayOpenCases(staff.roles) || staff.tenant === null) return notYours
  const forms = termKeysOf(platform.keys, staff.tenant.id, term)
  if (forms.length === 0) return ok({ cases: [], more: false })
  const records = await listCasesByKeys(tx, forms)
  const holding = records.filter((record) => holdsTerm(openHousehold(platform, record), term))
  const cases = await presentRows(desk, holding.slice(0, MOST_FOUND))
  return ok({ cases, more: holding.length > MOST_FOUND })
}

export async function getCaseLoad(desk: CaseDesk): Answer<typeof listCaseLoad.response> {
  if (!desk.staff.roles.includes('lead_worker')) return notYours
  const { people, teams, withoutPeople } = await countLoad(desk.tx, desk.staff.organization.id, todayAt(desk))
  return ok({
    people: people.map(({ stop_soon, ...rest }) => ({ ...rest, stopSoon: stop_soon })),
    teams: teams.map(({ id, name, open }) => ({ id, name, open })),
    withoutPeople,
  })
}
