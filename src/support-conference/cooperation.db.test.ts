import { afterAll, describe, expect, test } from 'vitest'
import type { TestUser } from '#platform/database/test-world.ts'
import { type CooperationState, cooperationStates, mayStep } from './cooperation.ts'
import { cooperationApi } from './cooperation-api.ts'
import { cooperationSentences } from './cooperation-sentences.ts'
import { addCase, household, openConferenceTown } from './test-conference.ts'

const world = await openConferenceTown({ also: cooperationApi, sentences: cooperationSentences })
const { frame, people, town, done, send, newId } = world
afterAll(() => frame.close())
const bodyId = newId()
await frame.admin.query(
  `insert into app.conference_bodies (tenant_id, id, name, held_by, created_by) values ($1, $2, '灯町市支援会議', $3, $4)`,
  [town.tenant.id, bodyId, town.agency.id, people.officer.id],
)
const caseId = await addCase(world)
const one = async <Row extends object>(text: string, values: readonly unknown[]) =>
  (await frame.admin.query<Row>(text, [...values])).rows[0]

const wanted = {
  basis: {
    kind: 'without-consent',
    interest: 'life',
    whyHard: '伺っても答えが返りません。',
    necessity: '命に関わります。',
  },
  ...{
    categories: ['supply', 'observation'],
    question: '止まる予定の日と、最近のご様子を伺いたい。',
    withAddress: true,
  },
  dueOn: new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10),
}
const byLetter = { recipient: { name: '灯町ガス燃料店' } }
const toCompany = { recipient: { id: town.company.id } }

async function draft(given: object = byLetter, about = caseId) {
  const id = newId()
  await done(people.worker, {
    url: '/api/cooperation-requests',
    body: { id, bodyId, caseId: about, ...wanted, ...given },
  })
  return id
}
const step = (user: TestUser, door: string, version = 1) =>
  send(user, { url: `/api/cooperation-requests/${door}`, body: { version } })
async function sent(given: object = byLetter, about = caseId) {
  const id = await draft(given, about)
  const answer = await step(people.officer, `${id}/send`)
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, ''])
  const { letter } = answer.json()
  return { id, number: letter?.number ?? '', code: String(letter?.address ?? '').split('/k/')[1] ?? '' }
}

const own = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' }
const post = (url: string, form: Record<string, string>) =>
  frame.app.inject({
    method: 'POST',
    url,
    headers: { ...own, 'sec-fetch-site': 'same-origin' },
    payload: new URLSearchParams(form).toString(),
  })
const openIt = (code: string, number: string) => post(`/k/${code}/number`, { number })
const tokenIn = (body: string) => /name="token" value="([^"]+)"/.exec(body)?.[1] ?? ''
const wrongNumber = (number: string) => (number === '000000' ? '000001' : '000000')

describe('A letter to somebody without an account', () => {
  test('opens once with its number, takes one sealed answer, and gives a receipt', async () => {
    const { id, number, code } = await sent()
    const opened = await openIt(code, number)
    expect(opened.statusCode).toBe(200)
    expect(opened.body).toContain(household.name)
    expect(opened.body).not.toContain('<script')
    expect((await openIt(code, number)).statusCode).toBe(422)
    const form = { token: tokenIn(opened.body), state: 'answered', text: '12月1日に止まる予定です。', by: '店主' }
    const answered = await post(`/k/${code}/answer`, form)
    expect([answered.statusCode, /KY-[0-9A-Z]{4}-[0-9A-Z]{4}/.test(answered.body)]).toEqual([200, true])
    expect((await post(`/k/${code}/answer`, form)).statusCode).toBe(422)
    const view = await done(people.officer, { url: `/api/cooperation-requests/${id}`, method: 'GET' })
    expect(view).toMatchObject({ state: 'answered', answer: { text: form.text, by: '店主' }, answeredBy: 'link' })
    const kept = await one<{ answer: Buffer }>('select answer from app.cooperation_requests where id = $1', [id])
    expect(kept?.answer.toString('utf8')).not.toContain('止まる')
    const { rows } = await frame.admin.query(
      'select purpose, ground, categories from app.sharings where request_id = $1 order by purpose desc',
      [id],
    )
    expect(rows).toEqual([
      { purpose: 'cooperation', ground: 'cooperation-request', categories: wanted.categories },
      { purpose: 'conference', ground: 'cooperation-request', categories: ['identity', 'observation', 'contact'] },
    ])
  })

  test('is told the same, byte for byte, of an unknown, a used, an expired, a replaced and a withdrawn link', async () => {
    const [used, expired, replaced, withdrawn, guarded] = [
      await sent(),
      await sent(),
      await sent(),
      await sent(),
      await sent(),
    ]
    await openIt(used.code, used.number)
    await frame.admin.query(`update app.cooperation_links set expires_at = now() where request_id = $1`, [expired.id])
    const again = (await step(people.officer, `${replaced.id}/letter`, 2)).json()
    expect((await step(people.officer, `${withdrawn.id}/withdrawal`, 2)).statusCode).toBe(200)
    for (let tries = 0; tries < 5; tries += 1) await openIt(guarded.code, wrongNumber(guarded.number))
    const cases = [{ code: 'a'.repeat(26), number: '123456' }, used, expired, replaced, withdrawn, guarded]
    const heard = await Promise.all(
      cases.flatMap(({ code, number }) => [
        openIt(code, number),
        post(`/k/${code}/answer`, { token: 'x', state: 'answered', text: '答え', by: '' }),
      ]),
    )
    expect(new Set(heard.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    const asked = await Promise.all([...cases, guarded].map(({ code }) => frame.app.inject(`/k/${code}/number`)))
    expect(new Set(asked.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    expect((await openIt(String(again.letter.address).split('/k/')[1] ?? '', again.letter.number)).statusCode).toBe(200)
  })

  test('keeps neither code nor number, and takes four wrong tries but not a fifth', async () => {
    const { id, code, number } = await sent()
    const kept = await one<{ all: string }>(
      'select l::text as all from app.cooperation_links l where request_id = $1',
      [id],
    )
    expect([kept?.all.includes(code), kept?.all.includes(number)]).toEqual([false, false])
    for (let tries = 0; tries < 4; tries += 1) await openIt(code, wrongNumber(number))
    expect((await openIt(code, number)).statusCode).toBe(200)
  })
})

describe('A request to a company', () => {
  const why = async (id: string, categories: readonly string[], provider = town.company.id) =>
    (await one<{ why: string | null }>('select sec.why_not_on_request($1, $2, $3) as why', [provider, id, categories]))
      ?.why

  test('carries at the gate what was asked of this company while it is open, and nothing else', async () => {
    const { id } = await sent(toCompany)
    const no = 'cooperation-request-missing'
    expect(await why(id, ['supply'])).toBeNull()
    expect(await why(id, ['supply', 'arrears'])).toBe(no)
    expect(await why(id, ['supply'], world.otherTown.company.id)).toBe(no)
    expect(await why(newId(), ['supply'])).toBe(no)
    await frame.admin.query(`update app.cooperation_requests set due_on = current_date - 2 where id = $1`, [id])
    expect(await why(id, ['supply'])).toBe(no)
    expect(await why(await draft(toCompany), ['supply'])).toBe(no)
  })

  test('is opened by its liaison alone, and everybody else hears what one hears of an id that never was', async () => {
    const { id } = await sent(toCompany)
    const list = await done(people.liaison, { url: '/api/received-requests', method: 'GET' })
    expect(JSON.stringify(list)).not.toContain(household.name)
    const url = (which: string) => `/api/received-requests/${which}/open`
    expect((await done(people.liaison, { url: url(id) })).name).toBe(household.name)
    const nobodies = [people.otherLiaison, people.clerk, people.utilityAdmin, people.worker, people.auditor]
    for (const user of nobodies) {
      const [there, nowhere] = [await send(user, { url: url(id) }), await send(user, { url: url(newId()) })]
      const plain = (body: string) => body.replace(/"request_id":"[^"]*"/, '')
      expect([there.statusCode, plain(there.body)]).toEqual([404, plain(nowhere.body)])
    }
  })

  test('may be declined with or without a word, and is over then', async () => {
    const { id } = await sent(toCompany)
    const url = `/api/received-requests/${id}/decline`
    expect((await done(people.liaison, { url, body: { state: 'declined', text: '' } })).receipt).toMatch(/^KY-/)
    expect((await send(people.liaison, { url, body: { state: 'declined', text: '' } })).statusCode).toBe(404)
    expect(await why(id, ['supply'])).toBe('cooperation-request-missing')
  })
})

test('Who wrote a request does not send it, nor does somebody who decides nothing', async () => {
  const id = await draft()
  await frame.admin.query('update app.cooperation_requests set drafted_by = $2 where id = $1', [id, people.lead.id])
  expect((await step(people.lead, `${id}/send`)).json().code).toMatch(/^cooperation.by.two$/)
  expect((await step(people.worker, `${id}/send`)).statusCode).toBe(404)
})

test('About a protected person nobody is asked, and what was sent before is nothing to whoever has it', async () => {
  const hidden = await addCase(world, true)
  const body = { id: newId(), bodyId, caseId: hidden, ...wanted, ...byLetter }
  expect((await send(people.worker, { url: '/api/cooperation-requests', body })).statusCode).toBe(403)
  const about = await addCase(world)
  const [letter, screen, drafted] = [
    await sent(byLetter, about),
    await sent(toCompany, about),
    await draft(byLetter, about),
  ]
  await frame.admin.query('update app.cases set protected = true where id = $1', [about])
  expect((await openIt(letter.code, letter.number)).statusCode).toBe(422)
  expect((await send(people.liaison, { url: `/api/received-requests/${screen.id}/open` })).statusCode).toBe(404)
  const listed = await done(people.liaison, { url: '/api/received-requests', method: 'GET' })
  expect(JSON.stringify(listed)).not.toContain(screen.id)
  expect((await step(people.officer, `${drafted}/send`)).statusCode).toBe(404)
  const office = await send(people.officer, { url: `/api/cooperation-requests/${letter.id}`, method: 'GET' })
  expect(office.statusCode).toBe(404)
})

const doorOf = { send: 'send', reissue: 'letter', withdraw: 'withdrawal', record: 'answer' } as const
const commands = ['send', 'reissue', 'withdraw', 'record'] as const
describe.each(cooperationStates)('In the state %s', (state: CooperationState) => {
  test.each(commands)('%s is possible exactly where the table says so', async (command) => {
    const { id } = state === 'drafted' ? { id: await draft() } : await sent()
    const stored = state === 'expired' ? 'sent' : state
    await frame.admin.query(
      `update app.cooperation_requests set state = $2, due_on = case when $3 then current_date - 2 else due_on end,
        ended_at = case when $2 in ('drafted', 'sent') then null else now() end where id = $1`,
      [id, stored, state === 'expired'],
    )
    const version = state === 'drafted' ? 1 : 2
    const words = command === 'record' ? { state: 'unable', text: '資料がありません。', by: '店主' } : {}
    const url = `/api/cooperation-requests/${id}/${doorOf[command]}`
    const answer = await send(people.officer, { url, body: { version, ...words } })
    expect([command, answer.statusCode]).toEqual([command, mayStep(state, command) ? 200 : 409])
  })
})
