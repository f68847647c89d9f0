import type { z } from 'zod'
import { ok, type Result } from '#kernel/result.ts'
import { recordListing } from '#platform/database/session.ts'
import { householdKeys, openContactRequest } from '#referral/index.ts'
import { type CaseDesk, loadCase, missing, notYours } from './case-desk.ts'
import {
  type EqualHousehold,
  listEqualHouseholds,
  listHouseholdsByKeys,
  listReferralsById,
} from './case-referral-store.ts'
import { householdTermKeys } from './case-search.ts'
import { equalKinds } from './case-search-terms.ts'
import { openReceived } from './received-report.ts'
import { compareMatches, type HouseholdKeyKind, proposeSameHousehold } from './same-household.ts'
import { mayOpenCases } from './support-case-access.ts'
import type { Household, listCandidates } from './support-case-contract.ts'
import { listCasesByKeys } from './support-case-store.ts'

type Candidates = z.input<typeof listCandidates.response>

/** Reports and cases that may be of the same household as a report, strongest first. */
export async function getCandidates(desk: CaseDesk, referralId: string): Promise<Result<Candidates>> {
  if (!mayOpenCases(desk.staff.roles)) return notYours
  const [self] = await listReferralsById(desk.tx, [referralId])
  if (!self) return missing
  const equal = await listEqualHouseholds(desk.tx, referralId)
  return ok(await candidatesFor(desk, { id: referralId, self: openReceived(desk.platform, self).household, equal }))
}

/** The same for somebody who asked to be called: only name and telephone are known. */
export async function getRequestCandidates(desk: CaseDesk, requestId: string): Promise<Result<Candidates>> {
  const tenantId = desk.staff.tenant?.id
  if (!mayOpenCases(desk.staff.roles) || tenantId === undefined) return notYours
  const asked = await openContactRequest(desk, requestId)
  if (asked === undefined) return missing
  const { name, phone } = asked.wish
  const keys = householdKeys(desk.platform.keys, tenantId, [
    { category: 'identity', name: name ?? '' },
    { category: 'contact', address: '', phone },
  ])
  const equal = await listHouseholdsByKeys(desk.tx, keys)
  return ok(await candidatesFor(desk, { id: requestId, self: { name, phone }, equal }))
}

type Asked = { readonly id: string; readonly self: Household; readonly equal: readonly EqualHousehold[] }

async function candidatesFor(desk: CaseDesk, { id, self, equal }: Asked): Promise<Candidates> {
  const { tx, platform } = desk
  const kindsBy = Map.groupBy(equal, (one) => one.case_id ?? one.id)
  const matchOf = (one: string, known: Iterable<HouseholdKeyKind> = []) =>
    proposeSameHousehold(new Set([...known, ...(kindsBy.get(one)?.flatMap(({ kinds }) => kinds) ?? [])])) ?? weakest
  const unbound = equal.flatMap((one) => (one.case_id === null ? [one.id] : []))
  const referrals = (await listReferralsById(tx, unbound)).map((other) => ({
    ...sideOf(openReceived(platform, other).household),
    id: other.id,
    version: other.version,
    sentAt: other.sent_at,
    reporter: other.reporter.name,
    match: matchOf(other.id),
  }))
  const cases = (await openCasesAlike(desk, self, equal)).map(({ kinds, ...one }) => ({
    ...one,
    match: matchOf(one.id, kinds),
  }))
  const ids = [...referrals, ...cases].map((one) => one.id)
  await recordListing(tx, { action: 'referral.candidates-read', objectId: id, ids })
  return {
    self: sideOf(self),
    cases: cases.toSorted((one, other) => compareMatches(one.match, other.match)),
    referrals: referrals.toSorted((one, other) => compareMatches(one.match, other.match)),
  }
}

const weakest = { strength: 'weak', because: '' } as const

/** Open cases that hold an equal report, or whose own household has the same name, telephone or address. */
async function openCasesAlike(desk: CaseDesk, self: Household, equal: readonly EqualHousehold[]) {
  const { tx, platform, staff } = desk
  const terms = householdTermKeys(platform.keys, staff.tenant?.id ?? '', self)
  const found = terms.length === 0 ? [] : await listCasesByKeys(tx, terms)
  const ids = new Set([...equal.flatMap((one) => one.case_id ?? []), ...found.map(({ id }) => id)])
  const reported = new Set(equal.map((one) => one.case_id))
  const cases = []
  for (const id of ids) {
    const loaded = await loadCase(desk, id, 'join')
    if (!loaded.ok || loaded.value.record.state !== 'open') continue
    const { record, household } = loaded.value
    const kinds = equalKinds(self, household)
    if (kinds.size === 0 && !reported.has(id)) continue
    cases.push({ ...sideOf(household), id, number: record.number, version: record.version, kinds })
  }
  return cases
}

function sideOf({ name, reading, address, phone }: Household) {
  return { name, reading, address, phone }
}
