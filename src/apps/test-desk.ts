import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { agreementApi } from '#agreement/index.ts'
import type { WorkView } from '#arrears-screening/desk/desk-views.ts'
import { addSession, addTown, type TestSession, type TestTown } from '#platform/database/test-world.ts'
import { csrfTokenFor } from '#platform/http/credentials.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { gateSentences } from './doors.ts'
import { openScreeningDesk } from './screening-desk.ts'

export const deskTown = '992011'
const code = deskTown

/** Rows of a company's file in CP932: every fortieth broken, arrears of 0 to 5 months by row, every fiftieth with an objection. */
export function companyFile(rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, at) => {
    const months = at % 40 === 39 ? '三か月くらい' : String(at % 6)
    const person = `灯 花子${at},000-0000,灯町市見本町${at}番地`
    return `K-${String(at).padStart(6, '0')},電気,${code},${months},${(at % 6) * 7000 + (at % 100)},${person},${at % 50 === 5 ? '有' : '無'}`
  })
  const head = '契約番号,供給,市区町村コード,未払い月数,未払い額,氏名,郵便番号,住所,案内不要の申し出'
  return iconv.encode(`${[head, ...lines].join('\r\n')}\r\n`, 'cp932')
}

export const mapping = {
  format: 'tomoshibi-account-mapping/1',
  encoding: 'cp932',
  columns: {
    contractId: { header: '契約番号' },
    supply: { header: '供給', words: { 電気: 'electricity' } },
    municipality: { header: '市区町村コード' },
    monthsInArrears: { header: '未払い月数' },
    unpaidYen: { header: '未払い額' },
    personName: { header: '氏名' },
    address: { header: '住所' },
    objection: { header: '案内不要の申し出' },
  },
}
export const months = (value: number) => ({ kind: 'number', fact: 'monthsInArrears', is: 'at-least', value })
export const suppression = {
  ...{
    keptPlan: true,
    guidedWithinDays: 60,
    unlessRoseByYen: null,
    objection: true,
    notCustomer: true,
    inSupport: false,
  },
}

type Asked = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; url: string; body?: unknown; as?: TestSession }
type Part = { offset: number; bytes: Buffer; as?: TestSession }

/** A town with an agreement in force (three months of arrears and more) and the desk of its company, over a folder of its own. */
export async function testDesk() {
  const folder = await mkdtemp(join(tmpdir(), 'tomoshibi-desk-test-'))
  const clock = { now: new Date('2026-01-20T01:00:00Z') }
  const frame = await testFrame(
    async (app, platform) => {
      agreementApi(app, platform)
      const uploads = { folder: join(folder, 'desk'), largest: 4_000_000 }
      await openScreeningDesk(app, Object.assign(platform, { uploads }))
    },
    { sentences: gateSentences, now: () => clock.now },
  )
  const town = await addTown(frame.admin)
  await frame.admin.query('update app.tenants set municipality_code = $2 where id = $1', [town.tenant.id, code])
  const liaison = await addSession(frame.admin, town.liaison)
  const agreementId = await agree(frame, town)
  const asking = askingOf(frame, liaison)
  const { ask, json } = asking
  const close = async () => {
    await frame.close()
    await rm(folder, { recursive: true, force: true })
  }
  const closeWorks = async () => {
    for (const { id } of (await json({ url: '/works' })).works) await ask({ method: 'DELETE', url: `/works/${id}` })
  }
  const own = join(folder, 'desk', town.company.id)
  return { ...asking, folder, own, clock, frame, town, liaison, agreementId, close, closeWorks }
}

/** Asks the desk as its liaison. */
function askingOf(frame: TestFrame, liaison: TestSession) {
  const ask = ({ as = liaison, url, ...rest }: Asked) => frame.ask({ ...rest, url: `/api/screening${url}`, as })
  const json = async (asked: Asked) => {
    const answer = await ask(asked)
    if (answer.statusCode !== 200) throw new Error(`${asked.url} ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
  const part = (id: string, fileId: string, { offset, bytes, as = liaison }: Part) =>
    frame.app.inject({
      method: 'PUT',
      url: `/api/screening/works/${id}/files/${fileId}/parts?offset=${offset}`,
      headers: {
        'content-type': 'application/octet-stream',
        'sec-fetch-site': 'same-origin',
        cookie: as.cookie,
        'x-csrf-token': csrfTokenFor(frame.platform.keys, as.token),
      },
      payload: bytes,
    })
  async function add(id: string, bytes: Buffer, name: string): Promise<string> {
    const { fileId } = await json({ method: 'POST', url: `/works/${id}/files`, body: { name, bytes: bytes.length } })
    const answer = await part(id, fileId, { offset: 0, bytes })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return fileId
  }
  async function uploaded(bytes: Buffer, name = '未払い_202512.csv'): Promise<{ work: WorkView; fileId: string }> {
    const { id } = await json({ method: 'POST', url: '/works' })
    const fileId = await add(id, bytes, name)
    return { work: await json({ url: `/works/${id}` }), fileId }
  }
  async function settled(id: string): Promise<WorkView> {
    for (;;) {
      const work: WorkView = await json({ url: `/works/${id}` })
      if (work.task?.state !== 'waiting' && work.task?.state !== 'running') return work
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }
  const map = async (id: string) => {
    await json({ method: 'PUT', url: `/works/${id}/mapping`, body: { mapping } })
    return settled(id)
  }
  return { ask, json, part, add, uploaded, settled, map }
}

async function agree(frame: TestFrame, town: TestTown): Promise<string> {
  const officer = await addSession(frame.admin, town.officer)
  const send = async (method: 'POST' | 'PUT', url: string, body: unknown) =>
    (await frame.ask({ method, url: `/api/agreements${url}`, body, as: officer })).json()
  const draft = await send('POST', '', {
    ...{ title: '灯町市とあかり電力の協定', kind: 'report', validFrom: '2020-04-01', validUntil: null },
    ...{ categories: ['identity', 'contact', 'arrears'], feedbackCeiling: 'supported' },
    parties: [town.city.id, town.company.id].map((organizationId) => ({ organizationId, agreedOn: '2020-03-01' })),
  })
  const terms = { condition: months(3), suppression, factsAllowed: [] }
  const kept = await send('PUT', `/${draft.id}/screening`, { version: draft.version, terms })
  await send('POST', `/${draft.id}/agree`, { version: kept.version })
  await send('POST', `/${draft.id}/start`, { version: kept.version + 1 })
  return draft.id
}

/** Every file below a folder. */
export async function filesBelow(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
}
