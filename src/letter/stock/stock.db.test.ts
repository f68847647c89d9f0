import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeDigest, codeMark } from '#platform/crypto/guidance-code.ts'
import { addOrganization, addSession, addTown, type TestSession, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { readRegistration, registerFile } from '../bulk/register-cli.ts'
import { leafletNumberOf } from '../leaflet-number.ts'
import { letterApi } from '../letter-api.ts'
import { PUBLIC_CODE_BYTES, publicCodeFrom } from '../public-code.ts'

let frame: TestFrame
let town: TestTown
let liaison: TestSession
let windowId: string
beforeAll(async () => {
  frame = await testFrame(letterApi)
  town = await addTown(frame.admin)
  liaison = await addSession(frame.admin, town.liaison)
  windowId = newId()
  await frame.admin.query(
    `insert into app.contact_windows (id, tenant_id, name, section, role, phone, hours)
     values ($1, $2, 'くらし相談ともしび', '生活支援係', 'responsible', '000-0000-0001', '{"kind":"unknown"}')`,
    [windowId, town.tenant.id],
  )
})
afterAll(() => frame.close())

const put = (url: string, body: unknown, as = liaison) => frame.ask({ method: 'PUT', url, body, as })
const codeOf = (n: number) => publicCodeFrom(new Uint8Array(PUBLIC_CODE_BYTES).fill(n))

function registration(letters: readonly { n: number; number?: string; stage?: string }[]) {
  return {
    format: 'tomoshibi-letter-registration/1',
    organizationId: town.company.id,
    issuedOn: '2026-05-01',
    wordingVersion: 'test',
    channel: 'enclosed',
    letters: letters.map(({ n, number, stage }) => ({
      number: number ?? String(n).padStart(12, '0'),
      codeHash: codeDigest(codeOf(n)),
      kind: 'letter',
      language: 'ja',
      municipality: '432067',
      tenantId: town.tenant.id,
      windowId,
      stage: stage ?? 'reminder',
    })),
  }
}
const register = (body: unknown, as = liaison) =>
  frame.ask({ method: 'POST', url: '/api/letters/registrations', body, as })
const ledger = async () => (await frame.ask({ url: '/api/handouts?year=2026', as: liaison })).json().rows

test('A registered code opens its page under the installation’s own key, and the same file again changes nothing', async () => {
  const file = registration([{ n: 1 }, { n: 2 }])
  expect((await register(file)).json()).toEqual({ registered: 2, known: 0, clashes: [] })
  expect((await register(file)).json()).toEqual({ registered: 0, known: 2, clashes: [] })
  const mark = codeMark(frame.platform.keys, codeDigest(codeOf(1)))
  const found = await frame.admin.query('select sec.public_guidance($1) as page', [mark])
  expect(found.rows[0]?.page).toMatchObject({ tenantId: town.tenant.id, windowId })
  const bare = await frame.admin.query('select 1 from app.guidance_codes where code_hash = $1', [
    Buffer.from(codeDigest(codeOf(1)), 'hex'),
  ])
  expect(bare.rowCount).toBe(0)
})

test('The operator registers a file as the gate, and again without effect', async () => {
  const client = { query: (text: string, values: unknown[]) => frame.admin.query(text, values) }
  const file = readRegistration(new TextEncoder().encode(JSON.stringify(registration([{ n: 60 }, { n: 61 }]))))
  if (!file.ok) throw new Error(file.refusal.because)
  expect(await registerFile(client, frame.platform.keys, file.value)).toEqual({ registered: 2, known: 0, clashes: [] })
  expect(await registerFile(client, frame.platform.keys, file.value)).toEqual({ registered: 0, known: 2, clashes: [] })
  expect(readRegistration(new TextEncoder().encode('{"format":"x"}')).ok).toBe(false)
})

test('A number that another letter carries is told, and the letter’s code opens its page all the same', async () => {
  const answer = await register(registration([{ n: 3, number: '000000000001' }]))
  expect(answer.json()).toEqual({ registered: 1, known: 0, clashes: ['000000000001'] })
})

test('Another company’s file, an unknown window and a clerk are refused; nothing is registered', async () => {
  const before = await frame.admin.query('select count(*)::int as n from app.guidance_codes')
  const file = registration([{ n: 9 }])
  const clerk = await addSession(frame.admin, town.clerk)
  const foreign = { ...file, organizationId: newId() }
  const astray = { ...file, letters: file.letters.map((letter) => ({ ...letter, windowId: newId() })) }
  expect((await register(foreign)).json().code).toBe('other_company')
  expect((await register(astray)).statusCode).toBe(422)
  expect((await register(file, clerk)).statusCode).toBe(403)
  const after = await frame.admin.query('select count(*)::int as n from app.guidance_codes')
  expect(after.rows).toEqual(before.rows)
})

test('A code that another company registered first stays theirs', async () => {
  const other = await addTown(frame.admin)
  const theirs = await addSession(frame.admin, other.liaison)
  const answer = await register({ ...registration([{ n: 1 }]), organizationId: other.company.id }, theirs)
  expect(answer.statusCode).toBe(409)
})

test('The ledger counts hand-outs without names', async () => {
  await register(registration(Array.from({ length: 24 }, (_, n) => ({ n: 100 + n, stage: 'stop-notice' }))))
  const row = (await ledger()).find(({ stage }: { stage: string }) => stage === 'stop-notice')
  expect(row).toMatchObject({ month: '2026-05', handed: 24, channel: 'enclosed', led: 0 })
})

test('What the company itself wrote down is its own record: one call of one letter is told to its liaison', async () => {
  const [reportId, subjectId] = [newId(), newId()]
  await frame.admin.query('insert into app.subjects (scope_id, id) values ($1, $2)', [town.company.id, subjectId])
  await frame.admin.query(
    `insert into app.reports (organization_id, id, tenant_id, subject_id, kind, urgency, sealed, written_by)
     values ($1, $2, $3, $4, 'arrears', 'within-3-days', 'sealed', $5)`,
    [town.company.id, reportId, town.tenant.id, subjectId, town.clerk.id],
  )
  const one = { stage: 'pledge', n: 140 }
  await register(registration([one]))
  const mark = Buffer.from(codeMark(frame.platform.keys, codeDigest(codeOf(one.n))), 'hex')
  await frame.admin.query('update app.guidance_codes set report_id = $1 where code_hash = $2', [reportId, mark])
  const row = (await ledger()).find(({ stage }: { stage: string }) => stage === 'pledge')
  expect(row).toMatchObject({ handed: 1, led: 1 })
})

test('What was said on the telephone is counted too, once', async () => {
  const id = newId()
  const body = {
    tenantId: town.tenant.id,
    handedOn: '2026-06-02',
    stage: 'general',
    channel: 'phone',
    language: 'ja',
    count: 4,
  }
  for (const _ of [1, 2]) expect((await put(`/api/handouts/${id}`, body)).statusCode).toBe(204)
  const rows = (await ledger()).filter(({ channel }: { channel: string }) => channel === 'phone')
  expect(rows.map(({ handed }: { handed: number }) => handed)).toEqual([4])
})

test('Leaflets are received, handed on, spoiled and counted; a balance under the mark is told once', async () => {
  const [store, branch] = [newId(), newId()]
  const stock = async () => (await frame.ask({ url: '/api/leaflets/stock', as: liaison })).json().places
  await put(`/api/leaflets/places/${store}`, { name: '本社', kind: 'store', reorderAt: 100 })
  await put(`/api/leaflets/places/${branch}`, { name: '灯営業所', kind: 'branch', reorderAt: 0 })
  const moved = { movedOn: '2026-05-01', placeId: store }
  const move = (body: object, id = newId()) => put(`/api/leaflets/moves/${id}`, { ...moved, ...body })
  const twice = newId()
  for (const _ of [1, 2]) await move({ kind: 'received', count: 500, costYen: 12_000 }, twice)
  await move({ kind: 'handed', count: 150, toPlaceId: branch })
  await move({ kind: 'spoiled', count: 5 })
  expect((await move({ kind: 'used', count: 900 })).json().code).toBe('leaflets_not_there')
  expect((await stock()).map((place: { balance: number }) => place.balance)).toEqual([345, 150])
  await move({ kind: 'counted', count: 90 })
  await move({ kind: 'used', count: 10 })
  const [first] = await stock()
  expect(first).toMatchObject({ balance: 80, low: true, costYen: 12_000, received: 500, spoiled: 5 })
  const told = await frame.admin.query("select 1 from app.notices where kind = 'leaflets-low' and user_id = $1", [
    town.liaison.id,
  ])
  expect(told.rowCount).toBe(1)
})

test('A leaflet handed over with a report counts as well: the liaison is told once per crossing, however the balance fell', async () => {
  const far = await addTown(frame.admin)
  const as = await addSession(frame.admin, far.liaison)
  const place = newId()
  const here = (url: string, body: unknown) => put(url, body, as)
  const move = (body: object) =>
    here(`/api/leaflets/moves/${newId()}`, { movedOn: '2026-05-01', placeId: place, ...body })
  await here(`/api/leaflets/places/${place}`, { name: '本社', kind: 'store', reorderAt: 10 })
  await move({ kind: 'received', count: 11 })
  const told = async () => {
    const { rows } = await frame.admin.query("select 1 from app.notices where kind = 'leaflets-low' and user_id = $1", [
      far.liaison.id,
    ])
    return rows.length
  }
  const handOver = async (n: number) => {
    await frame.admin.query(
      `insert into app.guidance_codes (code_hash, organization_id, tenant_id, kind, number, language)
       values (decode($1, 'hex'), $2, $3, 'leaflet', $4, 'ja')`,
      [codeDigest(codeOf(n)).replaceAll('0', 'f'), far.company.id, far.tenant.id, `far ${n}`],
    )
    const [reportId, subjectId] = [newId(), newId()]
    await frame.admin.query('insert into app.subjects (scope_id, id) values ($1, $2)', [far.company.id, subjectId])
    await frame.admin.query(
      `insert into app.reports (organization_id, id, tenant_id, subject_id, kind, urgency, sealed, written_by)
       values ($1, $2, $3, $4, 'arrears', 'within-3-days', 'sealed', $5)`,
      [far.company.id, reportId, far.tenant.id, subjectId, far.fieldWorker.id],
    )
    await frame.admin.query('select sec.link_guidance($1, r, $2, $3) from app.reports r where r.id = $4', [
      far.company.id,
      { number: `far ${n}` },
      far.fieldWorker.id,
      reportId,
    ])
  }
  const counts: number[] = []
  for (const n of [1, 2, 3]) {
    await handOver(n)
    counts.push(await told())
  }
  expect(counts).toEqual([0, 1, 1])
  await move({ kind: 'received', count: 2 })
  await move({ kind: 'spoiled', count: 1 })
  expect(await told()).toBe(2)
})

test('First and last number stand for the count; a contractor’s place names a contractor of the company', async () => {
  const place = newId()
  const [name, reorderAt] = ['検針の委託先', 0]
  const strange = await addTown(frame.admin)
  const url = `/api/leaflets/places/${place}`
  expect((await put(url, { name, kind: 'contractor', reorderAt, employerId: strange.company.id })).json().code).toBe(
    'leaflet_employer_unknown',
  )
  const contractor = await addOrganization(frame.admin, { kind: 'contractor', name: 'ひかり検針' })
  await frame.admin.query('update app.users set employed_by = $1 where id = $2', [contractor.id, town.fieldWorker.id])
  expect((await put(url, { name, kind: 'contractor', reorderAt, employerId: contractor.id })).statusCode).toBe(204)
  const stock = (await frame.ask({ url: '/api/leaflets/stock', as: liaison })).json()
  expect(stock.employers).toEqual([{ id: contractor.id, name: 'ひかり検針' }])
  expect(stock.places.find(({ id }: { id: string }) => id === place).employer).toBe('ひかり検針')
  const [first, last] = [leafletNumberOf(101), leafletNumberOf(150)]
  const move = (rest: object) =>
    put(`/api/leaflets/moves/${newId()}`, { kind: 'received', placeId: place, movedOn: '2026-05-01', ...rest })
  expect((await move({ count: 49, firstNumber: first, lastNumber: last })).statusCode).toBe(422)
  expect((await move({ count: 50, firstNumber: first })).statusCode).toBe(422)
  expect((await move({ count: 50, firstNumber: first, lastNumber: last })).statusCode).toBe(204)
})

test('A field worker and an agency see neither stock nor ledger', async () => {
  for (const who of [town.fieldWorker, town.worker]) {
    const as = await addSession(frame.admin, who)
    for (const url of ['/api/leaflets/stock', '/api/handouts?year=2026']) {
      expect((await frame.ask({ url, as })).statusCode).toBe(403)
    }
  }
})
