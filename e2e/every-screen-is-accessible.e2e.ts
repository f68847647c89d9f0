import type { Page } from '@playwright/test'
import { z } from 'zod'
import { homes } from '#apps/web/routes.tsx'
import type { ScreenEntry } from '#apps/web/screen-table.ts'
import { screens } from '#apps/web/screens.ts'
import { type StaffRole, staffRoles } from '#platform/auth/auth-contract.ts'
import { demoUsers } from '../db/seed/people.ts'
import { demoId, organizationId } from '../db/seed/town.ts'
import { expect, expectAccessible, onPhone, test } from './stage.ts'

type Addresses = readonly string[] | ((page: Page) => Promise<readonly string[]>)

const sittingAddress = `/conference/sittings/${demoId('conference sitting')}`

/** Where each registered screen is looked at: in the situations of the demo town. A screen without a line here fails. */
const looks: Readonly<Record<string, Addresses>> = {
  '/account': ['/account'],
  '/staff': ['/staff'],
  '/enrolment': ['/enrolment'],
  '/notices': ['/notices'],
  '/reports/new/$kind': ['/reports/new/signs', '/reports/new/arrears'],
  '/call': ['/call', '/call?tab=question'],
  '/leaflets': ['/leaflets'],
  '/leaflets/stock': ['/leaflets/stock'],
  '/leaflets/stock/$placeId/edit': [`/leaflets/stock/${demoId('leaflets store')}/edit`],
  '/handouts': ['/handouts'],
  '/reports': ['/reports', '/reports?show=mine'],
  '/reports/$reportId': visibleReports,
  '/reports/$reportId/edit': [`/reports/${demoId('report terebi')}/edit`],
  '/referrals/$referralId': receivedReferrals,
  '/cases': ['/cases', '/cases?show=concluded'],
  '/cases/$caseId': [`/cases/${demoId('case 見本 花代')}`, `/cases/${demoId('case 見本 配子')}`],
  '/case-looks/new': ['/case-looks/new'],
  '/access-review': ['/access-review'],
  '/retention': ['/retention'],
  '/contact-requests': ['/contact-requests'],
  '/received-questions': ['/received-questions'],
  '/agreements': ['/agreements'],
  '/agreements/new': ['/agreements/new'],
  '/agreements/$agreementId': [`/agreements/${demoId('agreement three')}`, `/agreements/${demoId('agreement gas')}`],
  '/agreements/$agreementId/edit': [`/agreements/${demoId('agreement gas')}/edit`],
  '/agreements/$agreementId/condition': [`/agreements/${demoId('agreement gas')}/condition`],
  '/capacity': ['/capacity'],
  '/screening': ['/screening'],
  '/screening/$workId': screeningWorks,
  '/windows': ['/windows'],
  '/windows/$windowId/edit': [`/windows/${demoId('window kurashi')}/edit`],
  '/sharings': ['/sharings'],
  '/judgements': ['/judgements', '/judgements?show=all'],
  '/judgements/new': [judgementStart()],
  '/judgements/$judgementId': begunJudgement,
  '/gate-rules': ['/gate-rules'],
  '/decision-duty': ['/decision-duty'],
  '/cooperation': ['/cooperation'],
  '/cooperation/new': ['/cooperation/new'],
  '/received-requests': ['/received-requests'],
  '/conference': ['/conference'],
  '/conference/mine': ['/conference/mine'],
  '/conference/bodies': ['/conference/bodies'],
  '/conference/bodies/new': ['/conference/bodies/new'],
  '/conference/bodies/$bodyId': [`/conference/bodies/${demoId('conference body')}`],
  '/conference/bodies/$bodyId/by-laws': [`/conference/bodies/${demoId('conference body')}/by-laws`],
  '/conference/propose': [`/conference/propose?case=${demoId('case 見本 花代')}`],
  '/conference/sittings/new': ['/conference/sittings/new'],
  '/conference/sittings/$sittingId': [sittingAddress],
  '/conference/sittings/$sittingId/edit': [`${sittingAddress}/edit`],
  '/conference/sittings/$sittingId/room': [`${sittingAddress}/room`],
  '/conference/sittings/$sittingId/items/$itemId': [`${sittingAddress}/items/${demoId('conference item case')}`],
  '/conference/sittings/$sittingId/items/$itemId/minutes': [
    `${sittingAddress}/items/${demoId('conference item case')}/minutes`,
  ],
  '/conference/items/$itemId/bring': [`/conference/items/${demoId('conference item brought')}/bring`],
  '/conference/packs/$packId': ownPacks,
  '/audit': ['/audit'],
  '/recalls': ['/recalls'],
  '/statement-requests': ['/statement-requests'],
  '/spoken': [`/spoken?report=${demoId('report terebi')}`, '/spoken'],
  '/complaint-desks': ['/complaint-desks'],
}

test('Every registered screen has its line in this story, and every role a home', () => {
  expect(Object.keys(looks).toSorted()).toEqual(screens.map(({ path }) => path).toSorted())
  expect(Object.keys(homes).toSorted()).toEqual([...staffRoles].toSorted())
})

for (const role of staffRoles) {
  test(`Home and screens of ${role} are complete and keep WCAG 2.2 AA`, async ({ enter }) => {
    test.setTimeout(240_000)
    const { name } = someone(role)
    const page = await enter(name, onPhone() ? 'phone' : 'desk')
    await look(page, '/')
    for (const screen of screens.filter((one) => looksAt(one) === role)) {
      await test.step(screen.path, async () => {
        const addresses = looks[screen.path] ?? []
        const found = typeof addresses === 'function' ? await addresses(page) : addresses
        expect(found.length).toBeGreaterThan(0)
        for (const address of found) await look(page, address)
      })
    }
  })
}

test('The way in keeps WCAG 2.2 AA', async ({ sit }) => {
  const page = await sit(onPhone() ? 'phone' : 'desk')
  await look(page, '/')
  await look(page, '/enrolment')
})

/** The demo town's person of this role; one with this role alone where there is one. */
function someone(role: StaffRole) {
  const fitting = demoUsers.filter(({ roles }) => roles[0] === role)
  const [user] = fitting
  if (user === undefined) throw new Error(`Nobody in the demo town is ${role}.`)
  return user
}

/** Who looks at a screen that several share: the last of its roles, who may do most there; the stories see the others. */
function looksAt({ roles }: ScreenEntry): StaffRole | undefined {
  if (roles === 'anyone') return undefined
  return (roles === 'everybody' ? staffRoles : roles).at(-1)
}

/** Opens an address and waits for what it reads, not for a time; a screen that is not found or fails is no screen. */
async function look(page: Page, address: string): Promise<void> {
  await page.goto(address)
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toBeVisible()
  await expect(page.getByText('読み込んでいます')).toHaveCount(0)
  await expect(title).not.toHaveText(/ページが見つかりません|開けませんでした|つながりませんでした/)
  await expect(page.getByRole('button', { name: 'もう一度読み込む' })).toHaveCount(0)
  await expectAccessible(page)
}

const Listed = z.looseObject({ id: z.string(), kind: z.string(), state: z.string() })

/** One address for each kind and state in a list of the API. */
async function oneOfEachSort(page: Page, list: { api: string; key: string; path: string }): Promise<readonly string[]> {
  const answer: unknown = await (await page.request.get(list.api)).json()
  const rows = z.record(z.string(), z.unknown()).parse(answer)[list.key]
  const sorts = new Map(
    z
      .array(Listed)
      .parse(rows)
      .map(({ id, kind, state }) => [`${kind} ${state}`, `${list.path}/${id}`]),
  )
  return [...sorts.values()]
}

function visibleReports(page: Page) {
  return oneOfEachSort(page, { api: '/api/reports?show=all', key: 'reports', path: '/reports' })
}

function receivedReferrals(page: Page) {
  return oneOfEachSort(page, { api: '/api/referrals?show=open', key: 'referrals', path: '/referrals' })
}

/** A pack to which this person is called, before it is opened; what stands in it is looked at in the story. */
async function ownPacks(page: Page) {
  const answer: unknown = await (await page.request.get('/api/my-conference')).json()
  const packed = z.looseObject({ packs: z.array(z.looseObject({ id: z.string() })) })
  const { sittings } = z.looseObject({ sittings: z.array(z.looseObject({ items: z.array(packed) })) }).parse(answer)
  return sittings.flatMap(({ items }) => items).flatMap(({ packs }) => packs.map(({ id }) => `/conference/packs/${id}`))
}

function judgementStart() {
  return `/judgements/new?report=${demoId('report terebi')}&recipient=${organizationId('kurashi')}`
}

/** A guided record with one part open; writing, deciding and signing are looked at in the stories. */
async function begunJudgement(page: Page) {
  await page.goto(judgementStart())
  await page.getByLabel(/^生命・身体・財産/).check()
  await page.getByRole('button', { name: '記録を書き始める' }).click()
  await page.waitForURL(/\/judgements\/[0-9a-f-]{36}$/)
  return [new URL(page.url()).pathname]
}

/** A work that stands at its beginning; the later steps are looked at in the story that walks through them. */
async function screeningWorks(page: Page) {
  const begun = /^\/screening\/[0-9a-f-]{36}$/
  await page.goto('/screening')
  const begin = page.getByRole('button', { name: '新しくさがしはじめる' })
  const open = page.getByRole('main').getByRole('link', { name: /にはじめた作業/ })
  await begin.or(open.first()).first().waitFor()
  if ((await open.count()) > 0) await open.first().click()
  else await begin.click()
  await page.waitForURL(({ pathname }) => begun.test(pathname))
  return [new URL(page.url()).pathname]
}
