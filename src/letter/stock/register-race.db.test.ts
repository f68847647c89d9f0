import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeDigest } from '#platform/crypto/guidance-code.ts'
import { addSession, addTown, type TestSession, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { letterApi } from '../letter-api.ts'
import { PUBLIC_CODE_BYTES, publicCodeFrom } from '../public-code.ts'
import { stockSentences } from './stock-api.ts'

type Company = { town: TestTown; liaison: TestSession }
let frame: TestFrame
let one: Company
let other: Company
let windowId: string
beforeAll(async () => {
  frame = await testFrame(letterApi, { sentences: stockSentences })
  const company = async () => {
    const town = await addTown(frame.admin)
    return { town, liaison: await addSession(frame.admin, town.liaison) }
  }
  one = await company()
  other = await company()
  windowId = newId()
  await frame.admin.query(
    `insert into app.contact_windows (id, tenant_id, name, section, role, phone, hours)
     values ($1, $2, 'くらし相談ともしび', '生活支援係', 'responsible', '000-0000-0001', '{"kind":"unknown"}')`,
    [windowId, one.town.tenant.id],
  )
})
afterAll(() => frame.close())

const codes = (turn: number) =>
  Array.from({ length: 30 }, (_, n) => publicCodeFrom(new Uint8Array(PUBLIC_CODE_BYTES).fill(turn).fill(n, 0, 3)))

/** Registers the same codes for a company, in an order of its own. */
function register({ town, liaison }: Company, printed: readonly string[]) {
  const letters = printed.map((code, n) => ({
    ...{
      number: `${town.company.id.replace(/\D/g, '0').slice(-8)}${String(n).padStart(4, '0')}`,
      codeHash: codeDigest(code),
    },
    ...{ kind: 'letter', language: 'ja', municipality: '432067', tenantId: one.town.tenant.id, windowId },
    stage: 'reminder',
  }))
  const head = { format: 'tomoshibi-letter-registration/1', organizationId: town.company.id, issuedOn: '2026-05-01' }
  const body = { ...head, wordingVersion: 'test', channel: 'enclosed', letters }
  return frame.ask({ method: 'POST', url: '/api/letters/registrations', body, as: liaison })
}

test('Two companies that register the same codes at the same instant: one has them, the other is told so, never a fault', async () => {
  for (let turn = 1; turn <= 12; turn += 1) {
    const printed = codes(turn)
    const answers = await Promise.all([register(one, printed), register(other, printed.toReversed())])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    const refused = answers.find(({ statusCode }) => statusCode === 409)?.json()
    expect(refused).toMatchObject({ code: 'letter_code_taken', title: stockSentences['letter-code-taken'] })
    const owners = await frame.admin.query(
      'select count(*)::int as n from app.guidance_codes group by organization_id order by 1',
    )
    expect(owners.rows.reduce((sum, { n }) => sum + n, 0)).toBe(turn * printed.length)
  }
})

test('Who comes while the other’s registration is still open waits for it and is told, on two connections', async () => {
  const store = (company: string, hash: string) => ({
    text: 'select sec.store_letters($1, null, $2) as done',
    values: [
      company,
      JSON.stringify({
        ...{ issuedOn: '2026-05-01', wordingVersion: 'test', channel: 'enclosed' },
        letters: [
          {
            number: hash.slice(0, 12),
            codeHash: hash,
            language: 'ja',
            tenantId: one.town.tenant.id,
            windowId,
            stage: 'reminder',
          },
        ],
      }),
    ],
  })
  const hash = 'ab'.repeat(32)
  const [first, second] = [await frame.admin.connect(), await frame.admin.connect()]
  await first.query('begin')
  await first.query(store(one.town.company.id, hash))
  const waiting = second.query(store(other.town.company.id, hash)).catch((cause: unknown) => String(cause))
  await new Promise((resolve) => setTimeout(resolve, 200))
  await first.query('commit')
  expect(await waiting).toContain('letter-code-taken')
  for (const client of [first, second]) client.release()
})
