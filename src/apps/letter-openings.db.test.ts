import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PUBLIC_CODE_BYTES, publicCodeFrom } from '#letter/public-code.ts'
import { codeDigest } from '#platform/crypto/guidance-code.ts'
import { addSession, addTown, type TestSession, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { gateSentences, openDoors } from './doors.ts'

let frame: TestFrame
let town: TestTown
let liaison: TestSession
let company: readonly TestSession[] = []
const readings: string[] = []
const now = new Date('2026-05-02T01:00:00Z')

beforeAll(async () => {
  frame = await testFrame(
    async (app, platform) => {
      app.addHook('onRoute', ({ method, url }) => {
        if ([method].flat().includes('GET') && url.startsWith('/api/') && !url.includes(':')) readings.push(url)
      })
      await openDoors(app, platform)
    },
    { sentences: gateSentences, now: () => now },
  )
  town = await addTown(frame.admin)
  liaison = await addSession(frame.admin, town.liaison)
  const others = await Promise.all([town.clerk, town.fieldWorker].map((one) => addSession(frame.admin, one)))
  company = [liaison, ...others]
}, 60_000)
afterAll(() => frame.close())

const codeOf = (n: number) => publicCodeFrom(new Uint8Array(PUBLIC_CODE_BYTES).fill(n))

/** The person's side: the page opened, and a call asked for. */
async function openAndAsk(code: string): Promise<void> {
  const form = await frame.ask({ url: `/g/${code}/contact` })
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(form.body)?.[1] ?? ''
  const fields = { id: field('id'), token: field('token'), name: '灯 花子', phone: '000-0000-0000', when: '', note: '' }
  const sent = await frame.ask({
    method: 'POST',
    url: `/g/${code}/contact`,
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect([sent.statusCode, sent.headers.location]).toEqual([303, `/g/${code}/contact/sent?l=ja`])
}

/** All that the company can read: every reading of every door for each of its people, and every row of its letters. */
async function whatTheCompanySees(): Promise<string> {
  const seen: string[] = []
  for (const as of company) {
    for (const url of readings) {
      const answer = await frame.ask({ url: `${url}?year=2026`, as })
      seen.push(`${url} ${answer.statusCode} ${answer.body.replace(/"request_id":"[^"]*"/, '')}`)
    }
  }
  const letters = await frame.admin.query('select * from app.guidance_codes where organization_id = $1 order by 1', [
    town.company.id,
  ])
  const notices = await frame.admin.query(
    'select kind from app.notices n join app.users u on u.id = n.user_id where u.organization_id = $1',
    [town.company.id],
  )
  return [...seen, JSON.stringify(letters.rows), JSON.stringify(notices.rows)].join('\n')
}

test('A company that knows every rule and opens all codes but one learns nothing of the one', async () => {
  const windowId = newId()
  await frame.admin.query(
    `insert into app.contact_windows (id, tenant_id, name, section, role, phone, hours)
     values ($1, $2, 'くらし相談ともしび', '生活支援係', 'responsible', '000-0000-0001', '{"kind":"unknown"}')`,
    [windowId, town.tenant.id],
  )
  const letters = Array.from({ length: 21 }, (_, n) => ({
    ...{ number: String(n).padStart(12, '0'), codeHash: codeDigest(codeOf(n + 1)), kind: 'letter', language: 'ja' },
    ...{ municipality: '432067', tenantId: town.tenant.id, windowId, stage: 'stop-notice' },
  }))
  const head = { format: 'tomoshibi-letter-registration/1', organizationId: town.company.id, issuedOn: '2026-05-01' }
  const body = { ...head, wordingVersion: 'test', channel: 'enclosed', letters }
  const done = await frame.ask({ method: 'POST', url: '/api/letters/registrations', body, as: liaison })
  expect(done.json()).toMatchObject({ registered: 21 })
  // Nine of its own opened and ten never: under any count in tens, the twenty-first alone would turn nine into ten.
  for (let n = 2; n <= 10; n += 1) await openAndAsk(codeOf(n))
  const before = await whatTheCompanySees()
  expect(before).toContain('"handed":21')
  await openAndAsk(codeOf(1))
  const asked = await frame.admin.query('select 1 from app.contact_requests where tenant_id = $1', [town.tenant.id])
  expect(asked.rowCount).toBe(10)
  expect(await whatTheCompanySees()).toBe(before)
})
