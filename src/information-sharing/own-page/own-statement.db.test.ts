import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ok } from '#kernel/result.ts'
import { inSession, recordAudit } from '#platform/database/session.ts'
import { addOrganization, addSession, addTown, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { tokenHash } from '#platform/http/credentials.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { type Gate, type Person, printCode, send, somebody, withdraw } from '../test-sharing.ts'
import { ownPage } from './own-page-api.ts'

let frame: TestFrame
let town: TestTown
let gate: Gate
beforeAll(async () => {
  frame = await testFrame((app, platform) => ownPage(app, platform, (typed) => ok(typed)))
})
afterAll(() => frame.close())
beforeEach(async () => {
  town = await addTown(frame.admin)
  gate = { databases: frame.platform.databases, session: await addSession(frame.admin, town.clerk) }
})

type Living = { person: Person; referralId: string; code: string; number: string }
/** Somebody whose report was sent, with a code on paper that is tied to it. */
async function living(): Promise<Living> {
  const { keys } = frame.platform
  const paper = await printCode(gate, { town, keys })
  const person = somebody(keys, town.company.id)
  const { referralId } = await send(gate, { town, person, guidance: { number: paper.number, pinHash: paper.pinHash } })
  return { person, referralId, code: paper.code, number: paper.number }
}
/** A session on the own page, as code and number would open it. */
async function sessionOf({ number }: Living) {
  const token = randomBytes(32).toString('base64url')
  await frame.admin.query(
    `insert into auth.sessions (token_hash, plane, guidance_code_hash, idle_until, absolute_until)
     select decode($1, 'hex'), 'public', code_hash, now() + interval '1 hour', now() + interval '1 hour'
       from app.guidance_codes where number = $2 and organization_id = $3`,
    [tokenHash(token), number, town.company.id],
  )
  return { cookie: `tomoshibi-own=${token}`, credential: { plane: 'public', hash: tokenHash(token) } as const }
}
const as = async (user: TestUser, text: ReturnType<typeof sql>) =>
  inSession(frame.platform.databases, (await addSession(frame.admin, user)).credential, ({ db }) => text.execute(db))
const read = (url: string, cookie = '') => frame.ask({ url, headers: { cookie } })
const look = async (user: TestUser, action: string, objectId: string) =>
  inSession(frame.platform.databases, (await addSession(frame.admin, user)).credential, (tx) =>
    recordAudit(tx, { action, objectId }),
  )

test('The page says what became of copies after a withdrawal, who opened it first, what stays and where to complain', async () => {
  const one = await living()
  await look(town.worker, 'referral.read', one.referralId)
  await withdraw(gate, one.person.consentId)
  const { cookie } = await sessionOf(one)
  for (const [language, words] of [
    [
      'ja',
      [
        '同意を取り消したあとのこと',
        '確かめています。',
        'はじめて開きました',
        '個人情報保護法第29条第1項',
        '03-6457-9849',
      ],
    ],
    ['ja-easy', ['はじめて', '03-6457-9849', 'PDF']],
  ] as const) {
    const page = await read(`/g/${one.code}/told?l=${language}`, cookie)
    for (const word of words) expect(page.body, `${language} ${word}`).toContain(word)
    expect(page.body).not.toContain('<script')
    expect(Buffer.byteLength(page.body)).toBeLessThan(30_000)
  }
})

test('It is taken along as letter and as table, by whoever opened it and by nobody else', async () => {
  const one = await living()
  const { cookie } = await sessionOf(one)
  const pdf = await read(`/g/${one.code}/told.pdf?l=ja-easy`, cookie)
  expect([pdf.statusCode, pdf.headers['content-type'], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ])
  const csv = await read(`/g/${one.code}/told.csv`, cookie)
  expect(csv.headers['content-disposition']).toContain('.csv')
  expect(csv.body).toContain('あかり電力がくらし相談ともしびに')
  const other = await sessionOf(await living())
  for (const kind of ['pdf', 'csv']) {
    for (const stranger of ['', other.cookie]) {
      const answer = await read(`/g/${one.code}/told.${kind}`, stranger)
      expect([answer.statusCode, answer.headers.location]).toEqual([303, `/g/${one.code}/told?l=ja`])
    }
  }
})

const statement = async (one: Living) => {
  const { credential } = await sessionOf(one)
  const { rows } = await inSession(frame.platform.databases, credential, ({ db }) =>
    sql<{ found: unknown }>`select sec.own_statement() as found`.execute(db),
  )
  // Times and ids differ between two people by themselves.
  return JSON.stringify(rows[0]?.found).replaceAll(/"(?:at|openedAt|id)": ?"[^"]+"/g, '""')
}

test('A protected person’s statement is that of everybody whose level is received: no redirect, no later word, no later look', async () => {
  const agreement = newId()
  await frame.admin.query(
    `insert into app.agreements (tenant_id, id, title, kind, state, categories, feedback_ceiling)
     values ($1, $2, '協定', 'report', 'in-force', '{identity,contact,supply,observation,arrears}', 'supported')`,
    [town.tenant.id, agreement],
  )
  await frame.admin.query(
    'insert into app.agreement_parties (tenant_id, agreement_id, organization_id) values ($1, $2, $3)',
    [town.tenant.id, agreement, town.company.id],
  )
  const tellBack = (one: Living, word: string) =>
    as(town.lead, sql`select sec.give_feedback(${one.referralId}::uuid, ${word}, ${newId()}::uuid)`)
  const plain = await living()
  const hidden = await living()
  for (const one of [plain, hidden]) {
    await look(town.worker, 'referral.read', one.referralId)
    await tellBack(one, 'received')
  }
  await tellBack(hidden, 'contacted')
  const there = await addOrganization(frame.admin, {
    kind: 'consultation-agency',
    tenantId: town.tenant.id,
    name: '遠い窓口',
  })
  const moved = {
    referralId: hidden.referralId,
    newReferralId: newId(),
    agencyId: there.id,
    sharingId: newId(),
    because: 'area',
    dueAt: new Date().toISOString(),
  }
  await as(town.lead, sql`select sec.redirect_referral(${JSON.stringify(moved)}::jsonb)`)
  expect(await statement(hidden)).toContain('遠い窓口')
  await frame.admin.query('update app.reports set protected = true where id = $1', [hidden.person.reportId])
  expect(await statement(hidden)).toBe(await statement(plain))
  for (const one of [plain, hidden]) await withdraw(gate, one.person.consentId)
  expect(await statement(hidden)).toBe(await statement(plain))
})
