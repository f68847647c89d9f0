import type { Page } from '@playwright/test'
import { letSessionExpire } from './clockwork.ts'
import { choose, expect, expectAccessible, test } from './stage.ts'

test('Two tabs on one household: the later save is refused, both versions stand side by side', async ({ enter }) => {
  const first = await enter('見本 そよ', 'desk')
  await first.getByRole('link', { name: /^見本 花代/ }).click()
  const second = await first.context().newPage()
  await second.goto(first.url())

  await test.step('Both open the same household', async () => {
    for (const tab of [first, second]) {
      await tab.getByRole('button', { name: '世帯の情報を直す' }).click()
      await expect(tab.getByLabel('一緒に暮らす方')).toBeVisible()
    }
  })

  await test.step('One saves', async () => {
    await first.getByLabel('一緒に暮らす方').fill('お母さまと二人（一つめの画面）')
    await first.getByRole('button', { name: '世帯の情報を保存する' }).click()
    await expect(first.getByText('お母さまと二人（一つめの画面）')).toBeVisible()
  })

  await test.step('The other is refused, and what was typed is still there beside what is stored', async () => {
    await second.getByLabel('一緒に暮らす方').fill('お子さんと二人（二つめの画面）')
    await second.getByRole('button', { name: '世帯の情報を保存する' }).click()
    const conflict = second.getByRole('alert', { name: 'ほかの人が先に保存していました' })
    await expect(conflict).toContainText('お子さんと二人（二つめの画面）')
    await expect(conflict).toContainText('お母さまと二人（一つめの画面）')
    await expectAccessible(second)
    await first.reload()
    await expect(first.getByText('お母さまと二人（一つめの画面）')).toBeVisible()
  })

  await test.step('A human decides which one stays', async () => {
    await second.getByRole('button', { name: 'あなたの入力で保存する' }).click()
    await expect(second.getByText('お子さんと二人（二つめの画面）')).toBeVisible()
    await first.reload()
    await expect(first.getByText('お子さんと二人（二つめの画面）')).toBeVisible()
  })
})

test('The household that is being written keeps itself, comes back, and can be begun anew', async ({ enter }) => {
  const page = await enter('見本 そよ', 'phone')
  await page.getByRole('link', { name: /^見本 花代/ }).click()
  const kept = page.getByText(/^保存済み/)
  const field = page.getByLabel('知っておくこと')

  await test.step('Left in the middle and opened again, it stands there', async () => {
    await page.getByRole('button', { name: '世帯の情報を直す' }).click()
    await field.fill('犬が苦手とのこと')
    await expect(kept).toBeVisible()
    await page.reload()
    await page.getByRole('button', { name: '世帯の情報を直す' }).click()
    await expect(field).toHaveValue('犬が苦手とのこと')
    await expect(page.getByText(/^前回の入力を戻しました/)).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('Begun anew, the record stands there as it is stored', async () => {
    await page.getByRole('button', { name: 'はじめから書く' }).click()
    await expect(field).not.toHaveValue('犬が苦手とのこと')
    await page.reload()
    await page.getByRole('button', { name: '世帯の情報を直す' }).click()
    await expect(field).not.toHaveValue('犬が苦手とのこと')
  })
})

test('What is typed survives a closed tab and an expired session', async ({ enter }) => {
  const home = await enter('見本 集太', 'phone')
  const place = '灯町市北の丘一丁目1番'
  const note = '窓が開いたままで、洗濯物が何日も同じだった'

  await test.step('A tab is closed in the middle of a report', async () => {
    const tab = await home.context().newPage()
    await openReport(tab)
    await tab.getByLabel('場所（住所）').fill(place)
    await expect(tab.getByText(/保存済み/)).toBeVisible()
    await tab.close()
  })

  await test.step('Opened again it stands there, and the home knows of it', async () => {
    await home.reload()
    await home.getByRole('link', { name: /「様子がおかしい」の書きかけ/ }).click()
    await expect(home.getByLabel('場所（住所）')).toHaveValue(place)
    await expectAccessible(home)
  })

  await test.step('The session ends while typing; after signing in again nothing is lost', async () => {
    await letSessionExpire(home)
    await home.getByLabel('補足').fill(note)
    const again = home.getByRole('dialog', { name: 'もう一度ログインしてください' })
    await expect(again).toContainText('この画面の入力は消えていません')
    await expectAccessible(home)
    await again.getByLabel('パスワード').fill('tomoshibi-mihon-2026')
    await again.getByRole('button', { name: 'ログインする' }).click()
    await expect(again).toBeHidden()
    await expect(home.getByLabel('補足')).toHaveValue(note)
    await expect(home.getByText(/保存済み/)).toBeVisible()
  })

  await test.step('It can be passed on as it stands, and leaves no draft behind', async () => {
    await choose(home, '今は聞けない')
    await home.getByRole('button', { name: '連絡担当へ渡す' }).click()
    await expect(home.getByRole('region', { name: '会社の連絡担当に渡しました' })).toBeVisible()
    await home.getByRole('link', { name: '渡した内容を見る' }).click()
    await expect(home.getByText(note)).toBeVisible()
    await home.goto('/')
    await expect(home.getByRole('heading', { name: /^まだ渡していないもの/ })).toBeVisible()
    await expect(home.getByRole('link', { name: /「様子がおかしい」の書きかけ/ })).toBeHidden()
  })
})

async function openReport(tab: Page): Promise<void> {
  await tab.goto('/')
  await tab.getByRole('link', { name: /^様子がおかしい/ }).click()
}
