import { extractText, getDocumentProxy } from 'unpdf'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSession, addTown, type TestSession, type TestTown } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { letterApi } from './letter-api.ts'

let frame: TestFrame
let town: TestTown
let clerk: TestSession
const windowId = newId()
beforeAll(async () => {
  frame = await testFrame(letterApi)
  town = await addTown(frame.admin)
  clerk = await addSession(frame.admin, town.clerk)
  await frame.admin.query(
    `insert into app.contact_windows (id, tenant_id, organization_id, name, section, role, phone, address, hours)
     values ($1, $2, $3, 'くらし相談ともしび', '生活支援係', 'responsible', '000-0000-0001', '灯町市本町1番', $4)`,
    [windowId, town.tenant.id, town.agency.id, { kind: 'unknown', text: '平日 8時30分から' }],
  )
})
afterAll(() => frame.close())

const what = { language: 'ja', supply: 'electricity', windowId, senderPhone: '000-0000-0009' }
const addressee = { name: '灯 花子', postalCode: '000-0002', addressLines: ['灯町市ひかり二丁目2番2号'] }
const ask = (url: string, body: unknown, as = clerk) => frame.ask({ method: 'POST', url, body, as })

async function writeReport(kind: 'arrears' | 'danger', by = town.clerk.id): Promise<string> {
  const [reportId, subjectId] = [newId(), newId()]
  await frame.admin.query('insert into app.subjects (scope_id, id) values ($1, $2)', [town.company.id, subjectId])
  await frame.admin.query(
    `insert into app.reports (organization_id, id, tenant_id, subject_id, kind, urgency, sealed, written_by)
     values ($1, $2, $3, $4, $5, 'immediate', 'sealed', $6)`,
    [town.company.id, reportId, town.tenant.id, subjectId, kind, by],
  )
  return reportId
}

test('A clerk prints a letter; the database keeps hashes and neither name, address, code nor kept number', async () => {
  const answer = await ask('/api/letters', { ...what, addressee, reportId: await writeReport('arrears') })
  expect(answer.statusCode).toBe(200)
  const { pdf, number, keptNumber } = answer.json()
  expect(Buffer.from(pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  expect([number, keptNumber]).toEqual([expect.stringMatching(/^\d{4}-\d{4}-\d{4}$/), expect.stringMatching(/^\d{6}$/)])
  const kept = await frame.admin.query('select g::text as line, pin_hash from app.guidance_codes g where number = $1', [
    number.replaceAll('-', ''),
  ])
  const digits = String(keptNumber)
  expect(kept.rows).toHaveLength(1)
  expect(kept.rows[0]?.line).not.toContain('花子')
  expect(kept.rows[0]?.line).not.toContain(`,${digits},`)
  const hash = Buffer.from(frame.platform.keys.mark('guidance-pin', digits))
  expect(hash.equals(kept.rows[0]?.pin_hash)).toBe(true)
})

test('No letter carries a kept number that opens nothing: without a report of one’s own the boxes stay empty', async () => {
  for (const reportId of [undefined, newId(), await writeReport('danger')]) {
    const answer = await ask('/api/letters', { ...what, addressee, ...(reportId === undefined ? {} : { reportId }) })
    const { pdf, number, keptNumber } = answer.json()
    expect([answer.statusCode, keptNumber]).toEqual([200, undefined])
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(Buffer.from(pdf, 'base64'))), {
      mergePages: true,
    })
    expect(text.replace(/\s/g, '')).toContain('控え番号（お電話でお伝えしたときに書き留める欄です）')
    const { rows } = await frame.admin.query(
      'select pin_hash, pin_issued_times from app.guidance_codes where number = $1',
      [number.replaceAll('-', '')],
    )
    expect(rows).toEqual([{ pin_hash: null, pin_issued_times: 0 }])
  }
})

test('Leaflets printed at the same moment never share a number', async () => {
  const batches = await Promise.all([1, 2].map(() => ask('/api/leaflets', { ...what, count: 3 })))
  expect(batches.map(({ statusCode }) => statusCode)).toEqual([200, 200])
  const rows = await frame.admin.query("select distinct number from app.guidance_codes where kind = 'leaflet'")
  expect(rows.rowCount).toBe(6)
})

test('What was made and handed over is counted without names', async () => {
  const as = await addSession(frame.admin, town.liaison)
  const answer = await frame.ask({ url: '/api/letters/counts', as })
  const leaflets = answer.json().counts.find(({ kind }: { kind: string }) => kind === 'leaflet')
  expect([leaflets.issued, leaflets.handed, leaflets.municipalityName]).toEqual([6, 0, town.tenant.name])
})

test('A field worker carries leaflets and prints none; an agency prints no company’s letters', async () => {
  const fieldWorker = await addSession(frame.admin, town.fieldWorker)
  const worker = await addSession(frame.admin, town.worker)
  for (const as of [fieldWorker, worker]) {
    expect((await ask('/api/leaflets', { ...what, count: 1 }, as)).statusCode).toBe(403)
  }
})

test('A window that is not connected, and a company without a telephone, are told what to mend', async () => {
  const alone = newId()
  await frame.admin.query(
    `insert into app.contact_windows (id, name, section, role, phone, hours)
     values ($1, 'となりの窓口', '係', 'responsible', '000-0000-0003', '{"kind":"unknown"}')`,
    [alone],
  )
  const { senderPhone: _senderPhone, ...silent } = what
  const answers = await Promise.all([
    ask('/api/leaflets', { ...what, windowId: alone, count: 1 }),
    ask('/api/leaflets', { ...silent, count: 1 }),
  ])
  expect(answers.map((answer) => answer.json().code)).toEqual(['window_not_connected', 'sender_phone_missing'])
})

test('A letter is tied to the report it is about, but never to an immediate danger', async () => {
  for (const [kind, tied] of [
    ['arrears', true],
    ['danger', false],
  ] as const) {
    const reportId = await writeReport(kind)
    const answer = await ask('/api/letters', { ...what, addressee, reportId })
    expect(answer.statusCode).toBe(200)
    const { rows } = await frame.admin.query('select 1 from app.guidance_codes where report_id = $1', [reportId])
    expect([kind, rows.length]).toEqual([kind, tied ? 1 : 0])
  }
})
