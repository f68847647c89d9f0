import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { demoId } from '../db/seed/town.ts'
import { act, body, handOver, memberOf, officeOf, say } from './office.ts'
import { expect, test } from './stage.ts'

const today = todayInJapan(new Date())
const secret = 'この一文は、招かれた方だけのものです。'
const material = {
  basis: { kind: 'consent', on: today },
  supply: '電気が止まる予定です。',
  question: secret,
  leftOut: [],
}
const written = { version: 1, minutes: { direction: '訪ねます。', roles: [], actions: [] } }

/** Every door of a pack and of the papers it is made from, and of what hangs on it. */
const doors = (real: Real) =>
  [
    ['POST', '/api/my-conference/packs/:id/open', real.pack, undefined],
    ['POST', '/api/my-conference/packs/:id/open', real.left, undefined],
    ['POST', '/api/my-conference/actions/:id/end', real.action, { result: 'done' }],
    ['POST', '/api/conference-packs/:id/copies', real.pack, { id: randomUUID() }],
    ['GET', '/api/conference-items/:id/material', real.item, undefined],
    ['PUT', '/api/conference-items/:id/material', real.item, { version: 1, material }],
    ['POST', '/api/conference-items/:id/packs', real.item, { version: 1 }],
    ['GET', '/api/conference-items/:id/minutes', real.item, undefined],
    ['PUT', '/api/conference-items/:id/minutes', real.item, written],
    ['POST', '/api/conference-items/:id/decision', real.item, { version: 1 }],
    ['POST', '/api/conference-items/:id/decision-sheet', real.item, undefined],
  ] as const
const screens = (real: Real) =>
  [
    ['/conference/packs/:id', real.pack],
    ['/conference/packs/:id', real.left],
    ['/conference/items/:id/bring', real.item],
  ] as const

/** `left`: the pack of the member who was called and left. */
type Real = { readonly pack: string; readonly left: string; readonly item: string; readonly action: string }

/** Who each of them is, and why it is none of their business. */
const nobodies = {
  'a member who was not called to the item': '見本 波',
  'a former member': '見本 炎',
  'a company outside its item': '見本 線子',
  'a colleague of the called liaison': '見本 諒子',
  'a clerk of the company': '見本 受子',
  'the administrator of the company': '見本 鍵',
  'the administrator of the town': '見本 錠',
  'the auditor': '見本 正',
} as const

test('A pack is nobody else’s: whoever was not called finds what stands where nothing ever was', async ({
  enter,
  sit,
}) => {
  test.setTimeout(300_000)
  const officer = await enter('見本 市朗', 'desk')
  const worker = await enter('見本 そよ', 'desk')
  const liaison = await enter('見本 結', 'desk')
  const former = await enter(nobodies['a former member'], 'desk')
  const real = await test.step('An emergency sitting hands a pack to the liaison who was called', () =>
    handPack({ officer, worker, liaison, former }))

  for (const [who, name] of Object.entries(nobodies)) {
    await test.step(who, async () => {
      const page = await enter(name, 'desk')
      await expectNothing(page, real)
    })
  }
  await test.step('A stranger is asked to sign in, there and everywhere alike', async () => {
    const stranger = await sit('desk')
    for (const [verb, path, id, sent] of doors(real)) {
      const there = plain(await say(stranger, verb, path.replace(':id', id), sent))
      const nowhere = plain(await say(stranger, verb, path.replace(':id', randomUUID()), sent))
      expect(there, path).toEqual(nowhere)
      expect([path, there.status]).toEqual([path, 401])
    }
    for (const [path, id] of screens(real)) {
      const there = await shown(stranger, path.replace(':id', id))
      expect(there).toEqual(await shown(stranger, path.replace(':id', randomUUID())))
    }
  })
  await test.step('The one who was called opens it, so that all of the above proves something', async () => {
    await liaison.goto(`/conference/packs/${real.pack}`)
    await liaison.getByRole('button', { name: '資料を開く' }).click()
    await expect(liaison.getByRole('article', { name: '資料の内容' })).toContainText(secret)
  })
})

type Scene = { officer: Page; worker: Page; liaison: Page; former: Page }

async function handPack({ officer, worker, liaison, former: leaving }: Scene): Promise<Real> {
  const office = officeOf(officer)
  const join = async (name: string, given: object) => {
    const id = randomUUID()
    const member = { id, name, seat: 'related', office: null, since: '2026-04-01', ...given }
    await act(officer, 'POST', `/api/conference-bodies/${body}/members`, member)
    return id
  }
  await join('みなと相談室', { kind: 'consultation-agency', seat: 'standing', login: 'minato@minato-soudan' })
  const former = await join('ほのおガス', { kind: 'supply-company', login: 'renraku@honoo-gas' })
  const other = await join('あかり送配電', { kind: 'supply-company', login: 'renraku@akari-haiden' })

  const startsAt = `${addDays(today, 1)}T09:00:00+09:00`
  const sitting = await office.plan({ kind: 'emergency', startsAt })
  const caseId = demoId('case 見本 花代')
  const item = await office.put(sitting, worker, { kind: 'case', caseId, topic: 'household', position: 1 })
  const next = await office.put(sitting, officer, { kind: 'brought', topic: 'isolation', position: 2 })
  const always = { [memberOf('office')]: [], [memberOf('agency')]: [] }
  await office.callTo(sitting, item, { ...always, [memberOf('denki')]: ['supply'], [former]: ['supply'] })
  await office.callTo(sitting, next, { ...always, [other]: [] })
  await office.move(sitting, 'call')
  await handOver(worker, item, material)
  const [pack, left] = [await packOf(liaison, item), await packOf(leaving, item)]
  // Was called, opened it, and left.
  await act(leaving, 'POST', `/api/my-conference/packs/${left}/open`)
  await act(officer, 'POST', `/api/conference-members/${former}/leave`, { leftOn: today })
  return { pack, left, item, action: randomUUID() }
}

const Packed = z.looseObject({ id: z.string(), packs: z.array(z.looseObject({ id: z.string() })) })
const Own = z.looseObject({ sittings: z.array(z.looseObject({ items: z.array(Packed) })) })

async function packOf(page: Page, item: string): Promise<string> {
  const { sittings } = Own.parse(await act(page, 'GET', '/api/my-conference'))
  const pack = sittings.flatMap(({ items }) => items).find(({ id }) => id === item)?.packs[0]?.id
  if (pack === undefined) throw new Error('Who was called has no pack.')
  return pack
}

/** An answer without what differs from one request to the next. */
function plain({ status, headers, body: said }: Awaited<ReturnType<typeof say>>) {
  const { date: _date, 'x-request-id': _request, ...same } = headers
  return { status, headers: same, body: said.replace(/"request_id":"[^"]*"/, '') }
}

/** What the server sends for an address, and what then stands on the screen. */
async function shown(page: Page, address: string) {
  const answer = await page.goto(address)
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toBeVisible()
  await expect(page.getByText('読み込んでいます')).toHaveCount(0)
  return {
    sent: await answer?.text(),
    title: await page.title(),
    stands: await page.locator('#main, main').innerHTML(),
  }
}

async function expectNothing(page: Page, real: Real): Promise<void> {
  for (const [verb, path, id, sent] of doors(real)) {
    const there = plain(await say(page, verb, path.replace(':id', id), sent))
    expect(there, path).toEqual(plain(await say(page, verb, path.replace(':id', randomUUID()), sent)))
    expect([path, there.status]).toEqual([path, 404])
  }
  const unknown = await shown(page, '/an-address-that-leads-nowhere')
  expect(unknown.title).toContain('ページが見つかりません')
  for (const [path, id] of screens(real)) {
    expect(await shown(page, path.replace(':id', id)), path).toEqual(unknown)
    expect(await shown(page, path.replace(':id', randomUUID())), path).toEqual(unknown)
  }
  const own = await say(page, 'GET', '/api/my-conference')
  expect(own.body).not.toContain(real.pack)
  expect(own.body).not.toContain(real.item)
}
