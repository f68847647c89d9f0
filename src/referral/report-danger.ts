import { sql } from 'kysely'
import { z } from 'zod'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { findWindows } from '#organization/index.ts'
import type { WindowCard } from '#organization/organization-contract.ts'
import { callGate, type Database } from '#platform/database/session.ts'
import type { Platform } from '#platform/platform.ts'
import { reviewDueOn } from './clocks.ts'
import { bodyHash, signReceipt } from './receipt.ts'
import { RECEIPT_BYTES, receiptNumber } from './receipt-number.ts'
import type { Called } from './report-parts.ts'
import type { Receipt, SnapshotPart } from './report-shapes-contract.ts'
import { base64, custodyOf, householdKeys, sealOwn, sealParts } from './seal-report.ts'
import { dispatched } from './submit-report.ts'

export type Danger = { readonly place: string; readonly what: string; readonly called: Called }
export type Call = { name: string; phone?: string; because: string }
export type DangerAnswer = { receipt?: Receipt; call: Call[]; reviewDueOn?: string }

const speaker = z
  .object({
    organizationId: z.string(),
    userId: z.string(),
    usualAgencyId: z.string().nullable(),
    agencies: z.array(
      z.object({
        id: z.string(),
        tenantId: z.string(),
        name: z.string(),
        phone: z.string().nullable(),
        duty: z.object({ name: z.string(), phone: z.string() }).nullable(),
      }),
    ),
  })
  .nullable()
type Agency = NonNullable<z.infer<typeof speaker>>['agencies'][number]

/**
 * Immediate danger: no agreement, consent, step-up or living session is asked for (APPI Art. 27(1)(ii), 69(2)(iv)). An
 * expired session that nobody signed out still says who is speaking; without one, whom to telephone is answered.
 */
export async function reportDanger(
  platform: Platform,
  { tokenHash, danger, key }: { tokenHash: string | undefined; danger: Danger; key: string },
): Promise<DangerAnswer> {
  return platform.databases.utility.transaction().execute(async (db) => {
    if (tokenHash !== undefined) await sql`select set_config('app.session', ${tokenHash}, true)`.execute(db)
    const windows = await windowsAt(db, danger.place, platform.now())
    const who = await findSpeaker(db, windows)
    const agency = who === null ? undefined : chooseAgency(who, windows)
    if (who === null || agency === undefined) return { call: callList(danger, windows, undefined) }
    const dueOn = reviewDueOn(todayInJapan(platform.now()))
    const document = dangerDocument(platform, { danger, key, organizationId: who.organizationId, agency, dueOn })
    const answer = await callGate(db, 'report_danger', { document, shape: dispatched })
    return {
      receipt: signReceipt(platform.keys, answer),
      call: callList(danger, windows, agency),
      reviewDueOn: dueOn,
    }
  })
}

/** An address that cannot be read finds nothing; it never stops a report. */
async function windowsAt(db: Database, place: string, now: Date): Promise<readonly WindowCard[]> {
  const found = await findWindows(db, { address: place }, now)
  return found.ok ? found.value.windows : []
}

async function findSpeaker(db: Database, windows: readonly WindowCard[]) {
  const ids = windows.flatMap((card) => card.organizationId ?? [])
  const { rows } = await sql<{ who: unknown }>`select sec.danger_speaker(${ids}::uuid[]) as who`.execute(db)
  return speaker.parse(rows[0]?.who ?? null)
}

/** The agency of the place; else the one where this person or company reported last, or has an agreement with. */
function chooseAgency(who: NonNullable<z.infer<typeof speaker>>, windows: readonly WindowCard[]): Agency | undefined {
  const ofPlace = windows.map((card) => who.agencies.find(({ id }) => id === card.organizationId))
  return ofPlace.find((agency) => agency !== undefined) ?? who.agencies.find(({ id }) => id === who.usualAgencyId)
}

type Facts = { danger: Danger; key: string; organizationId: string; agency: Agency; dueOn: string }

function dangerDocument(platform: Platform, { danger, key, organizationId, agency, dueOn }: Facts) {
  const { keys } = platform
  const custody = custodyOf(platform, organizationId, undefined)
  const id = platform.newId()
  const parts: SnapshotPart[] = [
    { category: 'contact', address: danger.place },
    { category: 'observation', signs: [], note: danger.what, called: danger.called },
  ]
  return {
    key,
    bodyHash: bodyHash('danger', danger),
    called: danger.called !== 'not-yet',
    reviewDueOn: dueOn,
    receiptNumber: receiptNumber(platform.randomBytes(RECEIPT_BYTES)),
    report: {
      id,
      version: 0,
      subjectId: custody.subjectId,
      wrappedKey: base64(custody.wrappedKey),
      tenantId: agency.tenantId,
      kind: 'danger',
      urgency: 'immediate',
      sealed: sealOwn(custody, id, { danger }),
    },
    referral: { id: platform.newId(), agencyId: agency.id, dueAt: platform.now().toISOString() },
    sharing: { id: platform.newId(), parts: sealParts(keys, { tenantId: agency.tenantId, reportId: id }, parts) },
    householdKeys: householdKeys(keys, agency.tenantId, parts),
  }
}

/** Whom to telephone, 119 and 110 first. */
export function callList(
  { called }: Pick<Danger, 'called'>,
  windows: readonly WindowCard[],
  agency: Agency | undefined,
): Call[] {
  const first = called === 'not-yet' ? 'まだなら、いますぐ電話してください。' : 'もう一度かけることもできます。'
  const call: Call[] = [
    { name: '119（救急・消防）', phone: '119', because: first },
    { name: '110（警察）', phone: '110', because: first },
  ]
  if (agency?.duty) call.push({ ...agency.duty, because: `${agency.name}の当番です。` })
  for (const { answersNow } of windows.filter((card) => agency === undefined || card.organizationId === agency.id)) {
    const { name, phone, because } = answersNow
    if (phone !== undefined && !call.some((one) => one.phone === phone)) call.push({ name, phone, because })
  }
  if (agency?.phone && !call.some((one) => one.phone === agency.phone)) {
    call.push({ name: agency.name, phone: agency.phone, because: '連絡が届いた相談窓口です。' })
  }
  return call
}
