import type { Page } from '@playwright/test'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { formatShort } from '#kernel/date-text.ts'
import { reviewDueOn } from '#referral/clocks.ts'
import { CALLED } from '#referral/report-parts.ts'
import { letSessionExpire } from './clockwork.ts'
import { choose, expect, expectAccessible, expectAccessibleTo, test } from './stage.ts'

const what = '呼びかけに小さな声だけが返ってきます。暖房がついていません。'

test('Immediate danger: three inputs are enough, though the session ended long ago', async ({ enter }) => {
  const collector = await enter('見本 集太', 'phone')
  const place = '灯町市本町七丁目8番9号 見本荘101'

  await test.step('The session runs out in the bag', async () => {
    await collector.getByRole('link', { name: /^様子がおかしい/ }).click()
    await expect(collector.getByLabel('場所（住所）')).toBeVisible()
    await letSessionExpire(collector)
    const answer = await collector.request.get('/api/session')
    expect(answer.status()).toBe(401)
  })

  await test.step('The question to sign in covers no way out: 119 and 110 come first, then three inputs', async () => {
    await collector.getByLabel('場所（住所）').fill(place)
    const question = collector.getByRole('dialog', { name: 'もう一度ログインしてください' })
    await question.getByRole('link', { name: '119・110と相談窓口に知らせる' }).click()
    await expectCallsFirst(collector)
    await expectThreeInputs(collector)
    await expectAccessible(collector)
  })

  await test.step('An empty form says what is missing and blocks nothing', async () => {
    await collector.getByRole('button', { name: '相談窓口に知らせる' }).click()
    await expect(collector.getByText('場所を入力してください。')).toBeVisible()
    await expectCallsFirst(collector)
    await expectAccessible(collector)
  })

  await test.step('Three inputs, one press, and it has arrived', async () => {
    await tell(collector, place)
    await expect(collector.getByRole('heading', { level: 1 })).toHaveText('相談窓口に知らせました')
    await expect(collector.getByRole('main')).toContainText('受付番号')
    await expectAccessible(collector)
  })

  await test.step('The agency sees it above everything else', async () => {
    const lead = await enter('見本 あおい', 'desk')
    const danger = lead.getByRole('region', { name: /^命の危険の連絡が\d+件あります$/ })
    await expect(danger).toContainText('命の危険')
    await expect(danger).toHaveCSS('border-top-color', 'rgb(206, 0, 0)')
    const rest = await lead.getByRole('group', { name: '表示する通報' }).boundingBox()
    expect((await danger.boundingBox())?.y).toBeLessThan(rest?.y ?? 0)
    await expectAccessible(lead)
  })

  await test.step('A colleague is to look at it again by the next business day, not the one who reported', async () => {
    const due = formatShort(reviewDueOn(todayInJapan(new Date())))
    const liaison = await enter('見本 結', 'desk')
    const task = liaison
      .getByRole('region', { name: /^見直しを待つ緊急の連絡/ })
      .getByRole('listitem')
      .filter({ hasText: place })
    await expect(task).toContainText(`${due}までに見直し`)
    await expect(task).toContainText('知らせた人：見本 集太')
    await task.getByRole('link').click()
    await liaison.getByLabel('見直しの結果').fill('救急車と一緒に、無事を確かめました。')
    await expectAccessible(liaison)
    await liaison.getByRole('button', { name: '見直しを記録する' }).click()
    await expect(liaison.getByText('見直しを記録しました')).toBeVisible()
  })
})

test('Immediate danger without script and without a session worth the name', async ({ enter, sit }) => {
  const signedIn = await enter('見本 集太', 'phone')
  await letSessionExpire(signedIn)
  const old = await sit('phone', {
    javaScriptEnabled: false,
    storageState: await signedIn.context().storageState(),
  })
  const twin = await sit('phone')

  await test.step('An old telephone with yesterday’s session still reaches the agency', async () => {
    await old.goto('/danger')
    await expectCallsFirst(old)
    await expectAccessibleTo(twin, old)
    await tell(old, '灯町市みなと一丁目2番 青い屋根の家')
    await expect(old.getByRole('heading', { level: 1 })).toHaveText('相談窓口に知らせました')
    await expectAccessibleTo(twin, old)
  })

  await test.step('A stranger’s telephone is told plainly whom to call', async () => {
    const stranger = await sit('phone', { javaScriptEnabled: false })
    await stranger.goto('/danger')
    await tell(stranger, '灯町市本町七丁目')
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('まだ相談窓口には届いていません')
    await expectCallsFirst(stranger)
    await expectAccessibleTo(twin, stranger)
  })
})

async function expectCallsFirst(page: Page): Promise<void> {
  const [first, second] = await page
    .locator('a, button, input:not([type=hidden]), textarea')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
  expect([first, second]).toEqual(['tel:119', 'tel:110'])
}

async function expectThreeInputs(page: Page): Promise<void> {
  const names = await page
    .locator('input:not([type=hidden]), textarea, select')
    .evaluateAll((all) => all.map((one) => one.getAttribute('name')))
  expect([...new Set(names)]).toEqual(['place', 'what', 'called'])
}

async function tell(page: Page, place: string): Promise<void> {
  await page.getByLabel('場所').fill(place)
  await page.getByLabel('様子').fill(what)
  await choose(page, CALLED['119'])
  await page.getByRole('button', { name: '相談窓口に知らせる' }).click()
}
