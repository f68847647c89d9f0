import type { Page } from '@playwright/test'
import { demoId } from '../db/seed/town.ts'
import { expect, expectAccessible, onPhone, test } from './stage.ts'

const size = () => (onPhone() ? 'phone' : 'desk')

/** Every page of one record: who opens it, what the API calls it, what people call it. */
const records = [
  { who: '見本 そよ', page: '/cases/', api: '/api/cases/', what: 'ケース', id: demoId('case 見本 花代') },
  { who: '見本 そよ', page: '/referrals/', api: '/api/referrals/', what: '通報', id: undefined },
  { who: '見本 結', page: '/reports/', api: '/api/reports/', what: '連絡', id: demoId('report terebi') },
] as const

for (const { who, page: path, api, what, id } of records) {
  test(`A ${api} page that cannot be shown says so under a heading, with a way back`, async ({ enter }) => {
    const page = await enter(who, size())
    await test.step('It is not there', async () => {
      await page.goto(`${path}00000000-0000-7000-8000-000000000000`)
      const title = page.getByRole('heading', { level: 1 })
      await expect(title).toHaveText(`この${what}は見つかりません`)
      await expect(title).toBeFocused()
      await expect(page.getByRole('main').getByRole('link')).not.toHaveCount(0)
      await expect(page.getByRole('button', { name: 'もう一度読み込む' })).toHaveCount(0)
      await expectAccessible(page)
    })
    await test.step('The server cannot answer, or cannot be reached; another try shows it', async () => {
      for (const failure of ['500', 'offline']) {
        await page.route(`**${api}*`, (route) =>
          failure === 'offline' ? route.abort() : route.fulfill({ status: 500 }),
        )
        await page.goto(`${path}${id ?? '00000000-0000-7000-8000-000000000000'}`)
        const title = page.getByRole('heading', { level: 1 })
        await expect(title).toHaveText(`この${what}を開けませんでした`)
        await expect(title).toBeFocused()
        await expectAccessible(page)
        await page.unroute(`**${api}*`)
        await page.getByRole('button', { name: 'もう一度読み込む' }).click()
        await expect(title).not.toHaveText(`この${what}を開けませんでした`)
      }
    })
  })
}

test('Who goes back to a list sees what was done meanwhile, never the list as it was', async ({ enter }) => {
  const page = await enter('見本 そよ', size())
  const other = await page.context().newPage()
  await page.goto('/cases')
  await page.getByRole('link', { name: /^見本 花代/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('見本 花代')

  await test.step('In another tab', async () => {
    await other.goto(page.url())
    await rename(other, '見本 花代子')
    await page.goBack()
    await expect(page.getByRole('link', { name: /^見本 花代子/ })).toBeVisible()
  })

  await test.step('By oneself', async () => {
    await page.getByRole('link', { name: /^見本 花代子/ }).click()
    await rename(page, '見本 花代')
    await page.goBack()
    await expect(page.getByRole('link', { name: /^見本 花代 / })).toBeVisible()
    await expect(page.getByRole('link', { name: /^見本 花代子/ })).toHaveCount(0)
  })
})

async function rename(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '世帯の情報を直す' }).click()
  await page.getByLabel('お名前').fill(name)
  await page.getByRole('button', { name: '世帯の情報を保存する' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${name} さん`)
}
