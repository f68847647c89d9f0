import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { homes } from '#apps/web/routes.tsx'
import { demoUsers } from '../db/seed/people.ts'
import { savePapers } from './paper.ts'
import { choose, expect, expectAccessibleTo, test } from './stage.ts'

const kilobyte = 1000
const publicLimit = 30 * kilobyte
const scriptLimit = 150 * kilobyte

/** Every page of the person behind the code; the last ones open with the kept number only. */
const behindTheCode = ['', '/consult', '/contact', '/consent', '/told', '/withdraw']

test('The person’s pages, in both languages, need no script, weigh at most 30 kB and keep WCAG 2.2 AA', async ({
  enter,
  sit,
}) => {
  test.setTimeout(240_000)
  const { address, keptNumber } = await sendWithLetter(await enter('見本 受子', 'desk'))
  const twin = await sit('phone')
  const own = await sit('phone', { javaScriptEnabled: false })
  for (const language of ['ja', 'ja-easy']) {
    await test.step(`Without the kept number, ${language}`, async () => {
      const locked = await sit('phone', { javaScriptEnabled: false })
      for (const path of behindTheCode) await look(locked, `${address}${path}?l=${language}`, twin)
      await look(locked, `/g/00000-00000-00000-000000-000000?l=${language}`, twin)
    })
    await test.step(`With the kept number, ${language}`, async () => {
      await own.goto(`${address}/consent?l=${language}`)
      const number = own.getByRole('textbox')
      if (await number.isVisible()) {
        await number.fill(keptNumber)
        await own.locator('main').getByRole('button').click()
      }
      for (const path of ['/consent', '/told', '/withdraw', '/agree?who=self', '/agree?who=other']) {
        await look(own, `${address}${path}${path.includes('?') ? '&' : '?'}l=${language}`, twin)
      }
    })
  }
})

test('Immediate danger weighs next to nothing', async ({ sit }) => {
  await look(await sit('phone', { javaScriptEnabled: false }), '/danger', await sit('phone'))
})

test('The first screen of every role needs at most 150 kB of script, compressed', async ({ enter, sit }) => {
  test.setTimeout(240_000)
  const weights: Record<string, number> = {}
  for (const role of Object.keys(homes)) {
    const user = demoUsers.find(({ roles }) => roles[0] === role)
    const signedIn = await enter(user?.name ?? '', 'phone')
    const fresh = await sit('phone', { storageState: await signedIn.context().storageState() })
    const scripts: Promise<number>[] = []
    fresh.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return
      scripts.push(response.body().then((body) => gzipSync(body).length))
    })
    await fresh.goto('/')
    await expect(fresh.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(fresh.getByText('読み込んでいます')).toHaveCount(0)
    weights[role] = (await Promise.all(scripts)).reduce((sum, one) => sum + one, 0)
    expect(scripts.length, role).toBeGreaterThan(0)
    await signedIn.context().close()
    await fresh.context().close()
  }
  const heavy = Object.entries(weights).filter(([, bytes]) => bytes > scriptLimit)
  expect(heavy, JSON.stringify(weights)).toEqual([])
})

/** Weighs everything a public page asks for, and looks at it with axe. */
async function look(page: Page, address: string, twin: Page): Promise<void> {
  await page.goto(address)
  const parts = await page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((part) => ({
      name: part.name,
      bytes: part instanceof PerformanceResourceTiming ? part.decodedBodySize : 0,
    })),
  )
  expect(parts.filter(({ name }) => /style\.css$/.test(name)).length, `${address} has its style sheet`).toBe(
    address.startsWith('/g/') ? 1 : 0,
  )
  expect(await page.locator('script').count(), address).toBe(0)
  const weight = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  expect(weight, address).toBeGreaterThan(1000)
  expect(weight, address).toBeLessThanOrEqual(publicLimit)
  await expectAccessibleTo(twin, page)
}

/** A report by telephone with its letter: where the QR code leads, and the number the person keeps. */
async function sendWithLetter(clerk: Page): Promise<{ address: string; keptNumber: string }> {
  await clerk.getByLabel('場所（住所）').fill('灯町市本町八丁目1番')
  await clerk.getByLabel('お名前').fill('見本 文')
  await choose(clerk, 'はい')
  await clerk.getByRole('button', { name: '案内のお手紙をつくる' }).click()
  const made = clerk.getByRole('status').filter({ hasText: 'お手紙ができました' })
  const keptNumber = /控え番号\s*(\d{3} \d{3})/.exec((await made.textContent()) ?? '')?.[1] ?? ''
  const [paper] = await savePapers(clerk)
  await clerk.getByRole('button', { name: '送る内容を確かめる' }).click()
  await clerk.getByRole('button', { name: '相談窓口に送る' }).click()
  await expect(clerk.getByRole('region', { name: 'くらし相談ともしびに送りました' })).toBeVisible()
  return { address: paper?.page ?? '', keptNumber }
}
