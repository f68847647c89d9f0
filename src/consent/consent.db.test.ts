import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openJson } from '#platform/crypto/key-ring.ts'
import { callGate, inSession } from '#platform/database/session.ts'
import { addSession, addTown, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { consentApi } from './consent-api.ts'
import { type AnswerToKeep, consentDocument } from './consent-document.ts'

let frame: TestFrame
let town: TestTown
beforeAll(async () => {
  frame = await testFrame(consentApi)
  town = await addTown(frame.admin)
})
afterAll(() => frame.close())

const answer = (change: Partial<AnswerToKeep> = {}): AnswerToKeep => ({
  outcome: 'given',
  method: 'oral-witness',
  capacity: 'self',
  language: 'ja',
  wordingVersion: 'test',
  obtainedAt: new Date().toISOString(),
  witness: '灯 太郎',
  ...change,
})

function documentOf(change: Partial<AnswerToKeep> = {}) {
  const { key, wrapped } = frame.platform.keys.newSubjectKey(town.company.id)
  const custody = { organizationId: town.company.id, subjectId: newId(), key, wrappedKey: wrapped }
  const terms = {
    recipientTenantId: town.tenant.id,
    allowed: ['identity', 'contact'] as const,
    ceiling: 'received' as const,
  }
  return { key, made: consentDocument(frame.platform, custody, { answer: answer(change), terms }) }
}

async function kept(user: TestUser, change: Partial<AnswerToKeep> = {}): Promise<string> {
  const { made } = documentOf(change)
  if (!made.ok) throw new Error(made.refusal.code)
  const { credential } = await addSession(frame.admin, user)
  await inSession(frame.platform.databases, credential, ({ db }) =>
    callGate(db, 'record_consent', { document: made.value, shape: z.unknown() }),
  )
  return made.value.id
}

test('The question names the town and the company, in both languages, and says that no changes nothing', async () => {
  const as = await addSession(frame.admin, town.fieldWorker)
  const asked = await frame.ask({ url: `/api/consent/question?tenantId=${town.tenant.id}`, as })
  const { wordings, oralScript, categories } = asked.json()
  expect(categories).toEqual(['identity', 'contact', 'supply', 'observation'])
  expect(wordings.map(({ language }: { language: string }) => language)).toEqual(['ja', 'ja-easy'])
  expect(wordings[0].question).toContain(`${town.tenant.name}の相談窓口に、あかり電力から`)
  expect(oralScript.join('')).toContain('同意してもしなくても、お支払いや供給停止の扱いは変わりません。')
})

test('Names of those who spoke or witnessed are sealed; only the person’s key opens them', async () => {
  const { key, made } = documentOf()
  if (!made.ok) throw new Error(made.refusal.code)
  const sealed = new Uint8Array(Buffer.from(made.value.sealed, 'base64'))
  expect(Buffer.from(sealed).toString('utf8')).not.toContain('太郎')
  const place = { scopeId: town.company.id, recordId: made.value.id, field: 'consent' }
  expect(openJson(key, place, sealed)).toEqual({ witness: '灯 太郎' })
})

test('What the person crossed out is not agreed to, and nothing beyond the preset ever is', () => {
  const { made } = documentOf({ categories: ['identity', 'arrears'], feedbackLevel: 'supported' })
  expect(made).toMatchObject({ ok: true, value: { categories: ['identity'], feedbackLevel: 'received' } })
})

test.each([
  ['a representative without a name', { capacity: 'guardian', spokenBy: ' ' }, 'consent-speaker-missing'],
  ['a witness who is not named', { witness: '' }, 'consent-witness-missing'],
  ['a tablet without a signature', { method: 'tablet-signature' }, 'consent-signature-missing'],
  ['an answer from tomorrow', { obtainedAt: '2999-01-01T00:00:00Z' }, 'consent-in-future'],
  ['an answer older than the law', { obtainedAt: '2015-03-31T23:59:59+09:00' }, 'consent-too-old'],
] satisfies [string, Partial<AnswerToKeep>, string][])('%s is refused', (_name, change, code) => {
  expect(documentOf(change).made).toMatchObject({ ok: false, refusal: { code } })
})

test('Clerk and liaison record a withdrawal and hear what stays; a field worker passes it on', async () => {
  const id = await kept(town.fieldWorker)
  const url = `/api/consents/${id}/withdraw`
  const by = async (user: TestUser) => frame.ask({ method: 'POST', url, as: await addSession(frame.admin, user) })
  expect((await by(town.fieldWorker)).statusCode).toBe(403)
  const done = await by(town.clerk)
  expect([done.statusCode, done.json().withdrawn]).toEqual([200, true])
  expect(done.json().stays.join('')).toContain('会社自身の記録')
  expect((await by(town.liaison)).json().withdrawn).toBe(false)
})

test('Another company withdraws nothing', async () => {
  const id = await kept(town.clerk)
  const other = await addTown(frame.admin)
  const as = await addSession(frame.admin, other.clerk)
  expect((await frame.ask({ method: 'POST', url: `/api/consents/${id}/withdraw`, as })).statusCode).toBe(404)
})
