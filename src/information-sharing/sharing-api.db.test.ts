import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSession, addTown, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { ledgerCsv } from './ledger-csv.ts'
import { sharingApi } from './sharing-api.ts'
import { ledgerEntry } from './sharing-contract.ts'
import { send, somebody } from './test-sharing.ts'

let frame: TestFrame
let town: TestTown
let elsewhere: TestTown
beforeAll(async () => {
  frame = await testFrame(sharingApi)
  town = await addTown(frame.admin)
  elsewhere = await addTown(frame.admin)
  for (const one of [town, elsewhere]) {
    const gate = { databases: frame.platform.databases, session: await addSession(frame.admin, one.clerk) }
    await send(gate, { town: one, person: somebody(frame.platform.keys, one.company.id) })
  }
})
afterAll(() => frame.close())

const ask = async (user: TestUser, url = '/api/sharings') => frame.ask({ url, as: await addSession(frame.admin, user) })

test('Auditor and tenant administrator read their municipality’s ledger, a liaison the company’s own', async () => {
  for (const user of [town.auditor, town.tenantAdmin, town.liaison]) {
    const answer = await ask(user)
    expect(answer.statusCode).toBe(200)
    const [entry, ...others] = answer.json().sharings
    expect(others).toEqual([])
    expect(ledgerEntry.parse(entry)).toMatchObject({
      provider: 'あかり電力',
      recipient: 'くらし相談ともしび',
      art29RecordDuty: true,
      texts: { ground: 'ご本人の同意' },
    })
  }
})

test('Nobody else opens the ledger, and each look is logged', async () => {
  for (const user of [town.fieldWorker, town.clerk, town.worker, town.lead, town.officer]) {
    expect((await ask(user)).statusCode).toBe(403)
    expect((await ask(user, '/api/sharings.csv')).statusCode).toBe(403)
  }
  const { rowCount } = await frame.admin.query("select 1 from audit.entries where action = 'ledger.read'")
  expect(rowCount).toBeGreaterThanOrEqual(3)
})

test('A file is given only to somebody who was asked once more who they are', async () => {
  const as = await addSession(frame.admin, town.auditor, { steppedUp: false })
  for (const asked of [{ url: '/api/sharings.csv' }, { method: 'POST', url: '/api/sharings/export' }] as const) {
    const answer = await frame.ask({ ...asked, as })
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'stepup_required'])
  }
  const fresh = await addSession(frame.admin, town.auditor)
  const answer = await frame.ask({ method: 'POST', url: '/api/sharings/export', as: fresh })
  expect(answer.json()).toEqual({ file: '/api/sharings.csv' })
})

test('It is narrowed by days in Japan and by ground', async () => {
  const empty = await ask(town.auditor, '/api/sharings?until=2020-01-01')
  const danger = await ask(town.auditor, '/api/sharings?ground=immediate-danger')
  expect([empty.json().sharings, danger.json().sharings]).toEqual([[], []])
  expect((await ask(town.auditor, '/api/sharings?from=2020-02-30')).statusCode).toBe(422)
})

test('It is narrowed by an organisation on either side, and counted by who gave to whom on which ground', async () => {
  const all = (await ask(town.auditor)).json()
  expect(all.flows).toEqual([
    expect.objectContaining({ providerId: town.company.id, recipientId: town.agency.id, ground: 'consent', count: 1 }),
  ])
  expect(all.organizations.map(({ id }: { id: string }) => id).toSorted()).toEqual(
    [town.company.id, town.agency.id].toSorted(),
  )
  for (const [id, count] of [
    [town.agency.id, 1],
    [town.company.id, 1],
    [town.city.id, 0],
  ] as const) {
    const found = (await ask(town.auditor, `/api/sharings?organization=${id}`)).json()
    expect([found.sharings.length, found.flows.length]).toEqual([count, count])
  }
})

test('The file opens in Excel as Japanese, and no cell starts a formula', async () => {
  const answer = await ask(town.auditor, '/api/sharings.csv')
  expect(answer.headers['content-disposition']).toContain('sharings.csv')
  expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  expect(answer.body).toContain('"あかり電力","くらし相談ともしび"')
  const [entry] = (await ask(town.auditor)).json().sharings
  const tricky = { ...ledgerEntry.parse(entry), provider: '＝cmd()', recipient: 'い"ろ"' }
  expect(ledgerCsv([tricky])).toContain(`"'＝cmd()","い""ろ"""`)
})
