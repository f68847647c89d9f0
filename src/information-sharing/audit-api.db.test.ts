import { afterAll, beforeAll, expect, test } from 'vitest'
import { inSession, recordAudit } from '#platform/database/session.ts'
import { addSession, addTown, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import type { Platform } from '#platform/platform.ts'
import { auditApi } from './audit-api.ts'
import { readAudit } from './audit-contract.ts'

const somebody = '019a0000-0000-7000-8000-0000000000aa'
let frame: TestFrame
let town: TestTown
let elsewhere: TestTown
let signed: Awaited<ReturnType<NonNullable<Platform['findCheckpoint']>>>

const ask = async (user: TestUser, query = '') =>
  frame.ask({ url: `/api/audit${query}`, as: await addSession(frame.admin, user) })
const page = async (query = '') => readAudit.response.parse((await ask(town.auditor, query)).json())
const deed = async (user: TestUser, action: string) => {
  const { credential } = await addSession(frame.admin, user)
  await inSession(frame.platform.databases, credential, (tx) =>
    recordAudit(tx, { action, subjectId: somebody, detail: { count: 3 } }),
  )
}

beforeAll(async () => {
  frame = await testFrame((app, platform) => auditApi(app, { ...platform, findCheckpoint: async () => signed }))
  town = await addTown(frame.admin)
  elsewhere = await addTown(frame.admin)
  await deed(town.lead, 'case.read')
  await deed(elsewhere.lead, 'case.opened')
})
afterAll(() => frame.close())

test('the auditor reads what was done, by whom and when, with a code in place of the person', async () => {
  const { lines } = await page()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ action: 'case.read', text: 'ケースを見た', actor: '灯 試', count: 3 })
  expect(lines[0]?.subject).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/)
  expect(JSON.stringify(lines)).not.toContain(somebody)
})

test('looking at the log is a line of the log', async () => {
  const { lines } = await page()
  expect(lines[0]).toMatchObject({ action: 'audit.read', actor: '灯 試' })
})

test('nobody else reads it, whatever their role', async () => {
  for (const user of [town.officer, town.tenantAdmin, town.lead, town.worker, town.liaison, town.clerk]) {
    const answer = await ask(user)
    expect([answer.statusCode, answer.body.includes('case.read')]).toEqual([403, false])
  }
})

test('of an answer on the person’s page it says by whose number the page was opened, and how often', async () => {
  const detail = { method: 'self-service', 'number-issued-on': '2026-11-20', 'numbers-issued': 2, 'page-opened': 3 }
  await frame.admin.query("select audit.append($1, null, 'consent.recorded', null, null, $2)", [town.tenant.id, detail])
  const { lines } = await page()
  expect(lines.find(({ action }) => action === 'consent.recorded')).toMatchObject({
    text: expect.stringContaining('控え番号は会社の担当者が2026-11-20に発行、これまでに2回。ページが開かれたのは3回'),
  })
})

test('another municipality’s deeds are not in it', async () => {
  const { lines } = await page()
  expect(lines.some(({ action }) => action === 'case.opened')).toBe(false)
  const theirs = (await ask(elsewhere.auditor)).json().lines
  expect(theirs.map(({ action }: { action: string }) => action)).toEqual(['case.opened'])
})

test('older lines follow page by page without a gap, and a topic narrows them', async () => {
  for (let turn = 0; turn < 60; turn += 1) await deed(town.worker, 'referral.listed')
  const newest = await page()
  expect(newest.lines).toHaveLength(50)
  const older = await page(`?before=${newest.next}`)
  expect(Number(older.lines[0]?.sequence)).toBe(Number(newest.lines.at(-1)?.sequence) - 1)
  expect(older.next).toBeUndefined()
  expect((await page('?topic=accounts')).lines).toEqual([])
  expect((await page('?topic=casework')).lines.every(({ action }) => /^(referral|case)\./.test(action))).toBe(true)
  expect((await ask(town.auditor, '?before=0')).statusCode).toBe(422)
})

test('it says when the chain was last signed outside, and whether the log still holds that line', async () => {
  expect((await page()).checkpoint).toBeUndefined()
  const { rows } = await frame.admin.query<{ hash: string }>(
    "select encode(hash, 'hex') as hash from audit.entries where scope_id = $1 and sequence = 2",
    [town.tenant.id],
  )
  signed = { scopeId: town.tenant.id, sequence: 2n, hash: rows[0]?.hash ?? '', at: '2026-11-22T05:00:00.000Z' }
  expect((await page()).checkpoint).toEqual({ at: signed.at, sequence: '2', agrees: true })
  signed = { ...signed, hash: 'f'.repeat(64) }
  expect((await page()).checkpoint?.agrees).toBe(false)
})
