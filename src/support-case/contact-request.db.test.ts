import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { sealJson } from '#platform/crypto/key-ring.ts'
import { addOrganization, addUser, type TestUser } from '#platform/database/test-world.ts'
import { householdKeys, sealParts } from '../referral/seal-report.ts'
import { openCaseTown, person } from './test-reports.ts'

const { frame, town, colleague, get, post, sendReport, openFrom, addLine } = await openCaseTown({
  sealParts,
  householdKeys,
})
afterAll(() => frame.close())

type Beginning = { caseId?: string; referralIds?: string[]; user?: TestUser }
type Wish = { name: string; phone: string; when?: string; note?: string }

/** Somebody asked on their own page to be called. */
async function askToBeCalled(wish: Wish): Promise<string> {
  const { admin, platform } = frame
  const [id, subjectId, scopeId] = [platform.newId(), platform.newId(), town.tenant.id]
  const { key, wrapped } = platform.keys.newSubjectKey(scopeId)
  const sealed = sealJson(key, { scopeId, recordId: id, field: 'contact-request' }, { when: '', note: '', ...wish })
  await admin.query('insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, $3)', [
    scopeId,
    subjectId,
    Buffer.from(wrapped),
  ])
  await admin.query(
    `insert into app.contact_requests (tenant_id, id, agency_id, subject_id, sealed, language)
     values ($1, $2, $3, $4, $5, 'ja')`,
    [scopeId, id, town.agency.id, subjectId, Buffer.from(sealed)],
  )
  return id
}

const open = (requestId: string, { caseId = randomUUID(), referralIds = [], user = town.worker }: Beginning = {}) =>
  post(`/api/contact-requests/${requestId}/case`, { caseId, referralIds }, user)
const candidates = async (url: string, user = town.worker) => (await get(`${url}/household-candidates`, user)).json()
const stored = async (id: string) =>
  (await frame.admin.query('select taken_by, case_id from app.contact_requests where id = $1', [id])).rows[0]

describe('Somebody who asked to be called', () => {
  test('becomes a case with what they wrote, taken by who begins; the same request again is harmless', async () => {
    const request = await askToBeCalled({ name: '灯 申子', phone: '000-0000-0401', when: '夕方', note: '相談したい' })
    const caseId = randomUUID()
    const begun = await open(request, { caseId })
    expect(begun.statusCode, begun.body).toBe(200)
    expect(begun.json()).toMatchObject({
      id: caseId,
      household: { name: '灯 申子', phone: '000-0000-0401', callNote: '夕方' },
      referrals: [],
      mine: true,
      timeLine: [{ content: { kind: 'came-forward', requestId: request } }],
    })
    expect(begun.json().timeLine[0].content.lines).toContainEqual({ label: '伝えたいこと', value: '相談したい' })
    expect(await stored(request)).toEqual({ taken_by: town.worker.id, case_id: caseId })
    expect((await open(request, { caseId })).json().timeLine).toHaveLength(1)
    const other = await open(request)
    expect([other.statusCode, other.json().code]).toEqual([422, 'request_in_a_case'])
  })

  test('is called without an approach plan: nobody is approached unasked', async () => {
    const { id, nextStep } = (await open(await askToBeCalled({ name: '灯 申太', phone: '000-0000-0402' }))).json()
    expect(nextStep).toBe('contact')
    const called = await addLine(id, { kind: 'attempt', way: 'phone', reached: true })
    expect([called.statusCode, called.json().nextStep]).toEqual([200, 'connect'])
  })

  test('is proposed with the report and the case of the same name and telephone, and with nobody else', async () => {
    const report = await sendReport([
      { category: 'identity', name: '灯 同子', reading: 'あかり どうこ' },
      { category: 'contact', address: '灯町市港町9番', phone: '000-0000-0403' },
    ])
    await sendReport(person('灯 他子', '灯町市港町8番'))
    const request = await askToBeCalled({ name: '灯　同子', phone: '００００００００４０３' })
    const found = await candidates(`/api/contact-requests/${request}`)
    expect(found.referrals).toMatchObject([{ id: report.id, match: { strength: 'strong' } }])
    const opened = await openFrom(report)
    const later = await candidates(`/api/contact-requests/${request}`)
    expect(later).toMatchObject({ referrals: [], cases: [{ id: opened.id, match: { strength: 'strong' } }] })
    expect((await candidates(`/api/contact-requests/${request}`, colleague)).cases).toEqual([])
  })

  test('joins the case that a human chose; a stale choice is refused', async () => {
    const { id, version } = await openFrom(await sendReport(person('灯 合子', '灯町市港町7番')))
    const request = await askToBeCalled({ name: '灯 合子', phone: '000-0000-0404', when: '昼' })
    const join = (at: number, user = town.worker) =>
      post(`/api/cases/${id}/contact-requests`, { version: at, requestId: request }, user)
    expect((await join(version, colleague)).statusCode).toBe(404)
    expect((await join(version + 7)).statusCode).toBe(409)
    const joined = await join(version)
    expect(joined.json(), joined.body).toMatchObject({ household: { phone: '000-1234-5678', callNote: '昼' } })
    expect(await stored(request)).toMatchObject({ case_id: id })
    expect((await join(version)).json().timeLine).toHaveLength(joined.json().timeLine.length)
  })

  test('begins together with a report of the same household', async () => {
    const report = await sendReport(person('灯 共子', '灯町市港町6番'))
    const request = await askToBeCalled({ name: '灯 共子', phone: '000-0000-0405' })
    const begun = await open(request, { referralIds: [report.id] })
    expect(begun.json()).toMatchObject({
      household: { phone: '000-0000-0405', address: '灯町市港町6番' },
      referrals: [{ id: report.id, state: 'accepted' }],
    })
    const kinds = begun.json().timeLine.map(({ content }: { content: { kind: string } }) => content.kind)
    expect(kinds.toSorted()).toEqual(['came-forward', 'joined'])
  })

  test('is found again when a company reports the same household afterwards', async () => {
    const { id } = (await open(await askToBeCalled({ name: '灯 先子', phone: '000-0000-0406' }))).json()
    const longer = (await open(await askToBeCalled({ name: '灯 先子美', phone: '000-0000-0408' }))).json()
    const report = await sendReport(person('灯 先子', '灯町市港町5番'))
    const found = await candidates(`/api/referrals/${report.id}`)
    expect(found.cases.map((one: { id: string }) => one.id)).not.toContain(longer.id)
    const same = found.cases.find((one: { id: string }) => one.id === id)
    expect(same).toMatchObject({
      name: '灯 先子',
      match: { strength: 'weak', because: 'お名前だけが同じです。同じお名前の別の方かもしれません。' },
    })
  })

  test('is nobody to another agency, to the officer and to a company', async () => {
    const request = await askToBeCalled({ name: '灯 秘子', phone: '000-0000-0407' })
    const other = await addOrganization(frame.admin, {
      kind: 'consultation-agency',
      tenantId: town.tenant.id,
      name: '別の窓口',
    })
    const stranger = await addUser(frame.admin, { organization: other, roles: ['lead_worker'] })
    expect((await open(request, { user: stranger })).statusCode).toBe(404)
    expect((await open(request, { user: town.officer })).statusCode).toBe(403)
    expect((await open(request, { user: town.liaison })).statusCode).toBe(403)
    expect(await stored(request)).toEqual({ taken_by: null, case_id: null })
  })
})
