import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok, refuse } from '#kernel/result.ts'
import { addSession, addTown, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { type Gate, type Person, printCode, send, somebody } from '../test-sharing.ts'
import { ownPage } from './own-page-api.ts'

let frame: TestFrame
let town: TestTown
let gate: Gate
beforeAll(async () => {
  frame = await testFrame((app, platform) => ownPage(app, platform, readCode))
  town = await addTown(frame.admin)
  gate = { databases: frame.platform.databases, session: await addSession(frame.admin, town.clerk) }
})
afterAll(() => frame.close())

/** In place of the letters' own reading (form and check symbol). */
const readCode = (typed: string) =>
  /^[0-9A-Za-z-]+$/.test(typed) ? ok(typed) : refuse('code-shape', '番号の形が違います。')

type Printed = Awaited<ReturnType<typeof printCode>>
type Opened = Printed & { person: Person; cookie: string }

async function printed(): Promise<Printed & { person: Person }> {
  const { keys } = frame.platform
  const paper = await printCode(gate, { town, keys })
  const person = somebody(keys, town.company.id)
  await send(gate, { town, person, guidance: { number: paper.number, pinHash: paper.pinHash } })
  return { ...paper, person }
}

const get = (url: string, cookie = '') => frame.ask({ url, headers: { cookie } })
const tokenIn = (page: string) => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  frame.ask({
    method: 'POST',
    url,
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

async function tryPin(code: string, pin: string) {
  const form = await get(`/g/${code}/told`)
  return post(`/g/${code}/open`, { token: tokenIn(form.body), next: 'told', pin })
}

async function opened(): Promise<Opened> {
  const paper = await printed()
  const answer = await tryPin(paper.code, paper.pin)
  expect([answer.statusCode, answer.headers.location]).toEqual([303, `/g/${paper.code}/told?l=ja`])
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  return { ...paper, cookie }
}

test('The first page opens by the code alone, in both languages, without a script, under 30 kB with its style', async () => {
  const { code } = await printed()
  const style = await get('/g/style.css')
  for (const language of ['ja', 'ja-easy']) {
    const page = await get(`/g/${code}?l=${language}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(town.tenant.name)
    expect(page.body).not.toContain('<script')
    expect(Buffer.byteLength(page.body) + Buffer.byteLength(style.body)).toBeLessThan(30_000)
  }
})

test('A code that nobody printed gets the same shape and a way to help', async () => {
  const page = await get('/g/0000<script>')
  expect(page.statusCode).toBe(404)
  expect(page.body).toContain('自立相談支援の窓口')
  expect(page.body).not.toContain('<script')
})

test('A letter that arrives before its print run is registered opens a warm page with the telephones of the windows', async () => {
  const id = newId()
  await frame.admin.query(
    `insert into app.contact_windows (id, tenant_id, name, section, role, phone, hours)
     values ($1, $2, '灯町くらし相談室', '生活支援係', 'responsible', '000-0000-0042', '{"kind":"unknown"}')`,
    [id, town.tenant.id],
  )
  const code = 'ABCDEFGHJKMNPQRSTVWXYZ01234'
  const page = await get(`/g/${code}`)
  expect(page.statusCode).toBe(200)
  for (const said of ['ご相談は、いまお電話で始められます', '灯町くらし相談室', 'tel:00000000042', 'まだ準備中です'])
    expect(page.body).toContain(said)
  expect(page.body).not.toContain('見つかりませんでした')
  expect((await get(`/g/${code}?l=ja-easy`)).body).toContain('tel:00000000042')
  expect((await get(`/g/${code}/consult`)).body).toContain('tel:00000000042')
  // Nobody can be asked to call back from a page that does not know whose it is.
  expect((await get(`/g/${code}/contact`)).headers.location).toBe(`/g/${code}/consult?l=ja`)
})

test('A wrong number, a code without a number and an unknown code answer alike', async () => {
  const { code } = await printed()
  const unlinked = await printCode(gate, { town, keys: frame.platform.keys })
  const answers = await Promise.all([code, unlinked.code, 'UNKNOWN'].map((one) => tryPin(one, '000000')))
  const neutral = [code, unlinked.code, 'UNKNOWN'].map((one, index) => {
    const body = answers[index]?.body ?? ''
    return body.replaceAll(one, 'CODE').replace(/name="token" value="[^"]+"/, 'TOKEN')
  })
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422])
  expect(new Set(neutral).size).toBe(1)
})

test('After five wrong numbers even the right one rests', async () => {
  const { code, pin } = await printed()
  for (let turn = 0; turn < 5; turn++) expect((await tryPin(code, '999999')).statusCode).toBe(422)
  expect((await tryPin(code, pin)).statusCode).toBe(422)
})

test('The person reads who was told what, when and why', async () => {
  const { code, cookie } = await opened()
  const page = await get(`/g/${code}/told`, cookie)
  expect(page.body).toContain('あかり電力がくらし相談ともしびに、お名前、ご住所と電話番号を伝えました。')
  expect(page.body).toContain('理由：ご本人の同意があったため。')
  const looks = await frame.admin.query("select 1 from audit.entries where action = 'own-page.read'")
  expect(looks.rowCount).toBeGreaterThan(0)
})

test('The number of one paper opens nobody else’s page', async () => {
  const mine = await opened()
  const other = await printed()
  const page = await get(`/g/${other.code}/told`, mine.cookie)
  expect(page.body).toContain('控え番号を入れる')
  expect(page.body).not.toContain('伝えました')
})

test('Withdrawn in two taps; the page says what stopped and what stays, and the list says so too', async () => {
  const { code, cookie, person } = await opened()
  expect((await get(`/g/${code}/consent`, cookie)).body).toContain(`/g/${code}/withdraw?l=ja`)
  const first = await get(`/g/${code}/withdraw`, cookie)
  const done = await post(`/g/${code}/withdraw`, { token: tokenIn(first.body) }, { cookie })
  expect(done.body).toContain('同意を取り消しました')
  expect(done.body).toContain('残ること')
  const row = await frame.admin.query('select withdrawn_through from app.consents where id = $1', [person.consentId])
  expect(row.rows).toEqual([{ withdrawn_through: 'own-page' }])
  expect((await get(`/g/${code}/told`, cookie)).body).toContain('同意が取り消されたため、いまは相手も開けません。')
})

test('Asks who is speaking before anything is agreed; family alone cannot agree', async () => {
  const { code, cookie } = await withoutConsent()
  expect((await get(`/g/${code}/consent`, cookie)).body).toContain('どなたですか')
  const family = await get(`/g/${code}/agree?who=other`, cookie)
  expect(family.body).toContain('ご家族でも、代わりに同意することはできません')
  expect(family.body).not.toContain('同意します')
})

test('The person agrees alone, to exactly the words shown; a representative says who they are', async () => {
  const { code, cookie, person } = await withoutConsent()
  const asked = await get(`/g/${code}/agree?who=guardian`, cookie)
  expect(asked.body).toContain('同意してもしなくても、お支払いや供給停止の扱いは変わりません。')
  const version = /name="version" value="([^"]+)"/.exec(asked.body)?.[1] ?? ''
  const fields = { token: tokenIn(asked.body), who: 'guardian', version, answer: 'given' }
  expect((await post(`/g/${code}/agree`, fields, { cookie })).body).toContain('お名前と続柄を入れてください')
  const other = await post(`/g/${code}/agree`, { ...fields, version: 'x', spokenBy: '灯 守（後見人）' }, { cookie })
  expect(other.body).not.toContain('同意を受け取りました')
  const done = await post(`/g/${code}/agree`, { ...fields, spokenBy: '灯 守（後見人）' }, { cookie })
  expect(done.body).toContain('同意を受け取りました')
  const kept = await frame.admin.query(
    `select c.outcome, c.method, c.capacity from app.reports r join app.consents c on c.id = r.consent_id where r.id = $1`,
    [person.reportId],
  )
  expect(kept.rows).toEqual([{ outcome: 'given', method: 'self-service', capacity: 'guardian' }])
})

test('Who holds the number sees on which days the page was opened and who issued it, so that nobody opens it unseen', async () => {
  const { code, cookie, pin } = await opened()
  await tryPin(code, '999999')
  await tryPin(code, pin)
  for (const path of ['told', 'consent']) {
    const page = await get(`/g/${code}/${path}`, cookie)
    expect(page.body).toContain('今回をふくめて2回です。')
    expect(page.body).toContain('：2回')
    expect(page.body).toContain('控え番号は、あかり電力の担当者が')
    expect(page.body).not.toContain('<script')
    expect(Buffer.byteLength(page.body)).toBeLessThan(30_000)
  }
})

test('An answer given on the page says by whose number, to the person and to the auditor; not to the company', async () => {
  const { code, cookie, person } = await withoutConsent()
  const asked = await get(`/g/${code}/agree?who=self`, cookie)
  const version = /name="version" value="([^"]+)"/.exec(asked.body)?.[1] ?? ''
  await post(`/g/${code}/agree`, { token: tokenIn(asked.body), who: 'self', version, answer: 'given' }, { cookie })
  const page = await get(`/g/${code}/consent`, cookie)
  expect(page.body).toContain('このページから送られました。使われた控え番号は、')
  expect(page.body).toContain('ご自身で答えた覚えがないときは、相談窓口にお知らせください。')
  const { rows } = await frame.admin.query<{ detail: string }>(
    "select detail from audit.entries where action = 'consent.recorded' and actor_id is null order by sequence desc limit 1",
  )
  const numbers = { 'number-issued-by': town.clerk.id, 'numbers-issued': 1, 'page-opened': 1 }
  expect(JSON.parse(rows[0]?.detail ?? '{}')).toMatchObject({ method: 'self-service', outcome: 'given', ...numbers })
  const kept = await frame.admin.query(
    'select c.number_issued_by as by, r.passed_on_at is not null as waiting from app.reports r join app.consents c on c.id = r.consent_id where r.id = $1',
    [person.reportId],
  )
  expect(kept.rows).toEqual([{ by: town.clerk.id, waiting: true }])
})

test('An answer that the company noted is shown as such, so that an invented one is seen by whom it is about', async () => {
  const { code, cookie } = await opened()
  const page = await get(`/g/${code}/consent`, cookie)
  expect(page.body).toContain('あかり電力の担当者がうかがって記録したものです。答えた覚えがないときは、')
})

test('A no on the page ends every yes that still holds: what was shared is recalled, and the page says so', async () => {
  const { code, cookie, person } = await opened()
  const asked = await get(`/g/${code}/agree?who=self`, cookie)
  const version = /name="version" value="([^"]+)"/.exec(asked.body)?.[1] ?? ''
  await post(`/g/${code}/agree`, { token: tokenIn(asked.body), who: 'self', version, answer: 'refused' }, { cookie })
  const before = await frame.admin.query('select withdrawn_through from app.consents where id = $1', [person.consentId])
  expect(before.rows).toEqual([{ withdrawn_through: 'own-page' }])
  const open = await frame.admin.query('select 1 from app.snapshots where report_id = $1 and wrapped_key is not null', [
    person.reportId,
  ])
  expect(open.rowCount).toBe(0)
  expect((await get(`/g/${code}/told`, cookie)).body).toContain('同意が取り消されたため、いまは相手も開けません。')
})

test('The wish to be called is sealed, reaches the agency once and no company', async () => {
  const { code } = await printed()
  const form = await get(`/g/${code}/contact`)
  const id = /name="id" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
  const fields = { token: tokenIn(form.body), id, phone: '', name: '灯 花子', when: '夕方', note: '' }
  const unreadable = await post(`/g/${code}/contact`, fields)
  expect([unreadable.statusCode, unreadable.body.includes('灯 花子')]).toEqual([422, true])
  for (let turn = 0; turn < 2; turn++) {
    const sent = await post(`/g/${code}/contact`, { ...fields, phone: '000-0000-0000' })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `/g/${code}/contact/sent?l=ja`])
  }
  const rows = await frame.admin.query('select agency_id, sealed from app.contact_requests where id = $1', [id])
  expect(rows.rows).toHaveLength(1)
  expect(rows.rows[0]?.agency_id).toBe(town.agency.id)
  expect(rows.rows[0]?.sealed.toString('latin1')).not.toContain('000-0000-0000')
})

test('A form from another site or without its token changes nothing', async () => {
  const { code, cookie, person } = await opened()
  const page = await get(`/g/${code}/withdraw`, cookie)
  const token = tokenIn(page.body)
  const foreign = await post(`/g/${code}/withdraw`, { token }, { cookie, 'sec-fetch-site': 'cross-site' })
  const tokenless = await post(`/g/${code}/withdraw`, { token: 'x' }, { cookie })
  expect([foreign.statusCode, tokenless.statusCode]).toEqual([403, 403])
  const row = await frame.admin.query('select withdrawn_at from app.consents where id = $1', [person.consentId])
  expect(row.rows).toEqual([{ withdrawn_at: null }])
})

test('Signing out ends the session in the database, not only the cookie', async () => {
  const { code, cookie } = await opened()
  const page = await get(`/g/${code}/told`, cookie)
  await post(`/g/${code}/leave`, { token: tokenIn(page.body) }, { cookie })
  expect((await get(`/g/${code}/told`, cookie)).body).toContain('控え番号を入れる')
})

async function withoutConsent(): Promise<Opened> {
  const one = await opened()
  await frame.admin.query('update app.reports set consent_id = null where id = $1', [one.person.reportId])
  await frame.admin.query('delete from app.snapshots where report_id = $1', [one.person.reportId])
  return one
}
