import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { z } from 'zod'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { codeDigest, codeMark } from '#platform/crypto/guidance-code.ts'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { callGate, type Databases, inSession } from '#platform/database/session.ts'
import type { TestSession, TestTown } from '#platform/database/test-world.ts'

/** What tests of the gate share: a report about somebody, sent as the database's own functions demand it. */
export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
export const today = () => todayInJapan(new Date())
const receiptNumber = () => randomBytes(6).toString('hex').toUpperCase()
const bodyHash = () => randomBytes(32).toString('hex')

export type Person = { subjectId: string; reportId: string; wrappedKey: string; consentId: string }

export function somebody(keys: KeyRing, organizationId: string): Person {
  const wrappedKey = base64(keys.newSubjectKey(organizationId).wrapped)
  return { subjectId: newId(), reportId: newId(), wrappedKey, consentId: newId() }
}

/** A consent as `sec.write_consent` takes it: given today for the town of the test, unless `change` says otherwise. */
export function consentOf(town: TestTown, person: Person, change: Record<string, unknown> = {}) {
  return {
    id: person.consentId,
    subjectId: person.subjectId,
    wrappedKey: person.wrappedKey,
    outcome: 'given',
    recipientTenantId: town.tenant.id,
    categories: ['identity', 'contact', 'supply', 'observation', 'arrears'],
    purposes: ['consultation', 'feedback'],
    feedbackLevel: 'supported',
    until: addDays(today(), 180),
    method: 'oral-script',
    capacity: 'self',
    language: 'ja',
    wordingVersion: 'test',
    sealed: base64(Buffer.from('sealed')),
    evidence: null,
    obtainedAt: new Date().toISOString(),
    ...change,
  }
}

export type Sending = {
  town: TestTown
  person: Person
  categories?: readonly string[]
  consent?: unknown
  consentId?: string | null
  agencyId?: string
  guidance?: { number: string; pinHash: string }
}

/** The document of `sec.submit_report`; `consentId` null sends without naming any consent. */
export function submission(sending: Sending) {
  const { town, person, categories = ['identity', 'contact'], consent, consentId = person.consentId } = sending
  return {
    key: randomUUID(),
    bodyHash: bodyHash(),
    report: {
      id: person.reportId,
      version: 0,
      tenantId: town.tenant.id,
      subjectId: person.subjectId,
      wrappedKey: person.wrappedKey,
      kind: 'arrears',
      urgency: 'within-3-days',
      consentId,
      sealed: base64(Buffer.from('sealed')),
    },
    consent: consent ?? null,
    sharing: {
      id: newId(),
      until: addDays(today(), 180),
      parts: categories.map((category) => ({ category, sealed: base64(Buffer.from(category)), wrappedKey: 'AAAA' })),
    },
    referral: {
      id: newId(),
      agencyId: sending.agencyId ?? town.agency.id,
      dueAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
    householdKeys: [],
    receiptNumber: receiptNumber(),
    ...(sending.guidance ? { guidance: sending.guidance } : {}),
  }
}

export type Gate = { databases: Databases; session: TestSession }

/** Calls a function of the gate as somebody, under the production role; answers `permitted` or the database's code. */
export async function askGate(
  { databases, session }: Gate,
  name: 'submit_report' | 'report_danger' | 'record_consent' | 'save_report',
  document: unknown,
): Promise<{ verdict: 'permitted' } | { verdict: 'refused'; state: string; code: string }> {
  try {
    await inSession(databases, session.credential, ({ db }) => callGate(db, name, { document, shape: z.unknown() }))
    return { verdict: 'permitted' }
  } catch (error) {
    const { code: state, message: code } = z.object({ code: z.string(), message: z.string() }).parse(error)
    return { verdict: 'refused', state, code }
  }
}

/** Sends a report with a fresh consent and answers what was written. Throws when the gate refuses. */
export async function send(gate: Gate, sending: Sending) {
  const document = submission({ consent: consentOf(sending.town, sending.person), ...sending })
  const answer = await askGate(gate, 'submit_report', document)
  if (answer.verdict === 'refused') throw new Error(`${answer.state} ${answer.code}`)
  return { sharingId: document.sharing.id, referralId: document.referral.id }
}

/** Withdraws as the company. */
export async function withdraw({ databases, session }: Gate, consentId: string): Promise<boolean> {
  return inSession(databases, session.credential, async ({ db }) => {
    const { rows } = await sql<{ done: boolean }>`select sec.withdraw_consent(${consentId}::uuid) as done`.execute(db)
    return rows[0]?.done ?? false
  })
}

/** A code on paper, linked to the person's report by the kept number. */
export async function printCode(
  gate: Gate,
  { town, keys, kind = 'leaflet' }: { town: TestTown; keys: KeyRing; kind?: 'letter' | 'leaflet' },
) {
  const code = randomBytes(20).toString('hex').toUpperCase().slice(0, 27)
  const number = String(randomBytes(4).readUInt32BE() % 100_000_000).padStart(8, '0')
  const pin = '123456'
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  const document = [
    { codeHash: codeMark(keys, codeDigest(code)), tenantId: town.tenant.id, kind, number, language: 'ja' },
  ]
  await inSession(gate.databases, gate.session.credential, ({ db }) =>
    callGate(db, 'new_guidance_codes', { document, shape: z.number() }),
  )
  return { code, pin, number, pinHash: hex(keys.mark('guidance-pin', pin)) }
}
