import type { Page } from '@playwright/test'
import { demoUsers } from '../db/seed/people.ts'
import { choose, expect, expectAccessible, onPhone, test } from './stage.ts'

const nameOf = (role: string) => demoUsers.find(({ roles }) => roles[0] === role)?.name ?? ''

test('The liaison keeps the stock of leaflets, counts, and reads what is left', async ({ enter }) => {
  test.setTimeout(90_000)
  const page = await enter(nameOf('liaison'), onPhone() ? 'phone' : 'desk')
  await page.goto('/leaflets/stock')
  // The demo town keeps a stock already: one branch is low, the contractor's place is named after its people.
  await expect(page.getByText('：注文の時期です')).not.toHaveCount(0)
  await expect(page.getByText('委託先：みのり検針サービス')).not.toHaveCount(0)
  const place = `灯営業所${Date.now()}`
  await page.getByText('ちらしを置く場所を加える').click()
  await page.getByLabel('場所の名前').fill(place)
  await page.getByLabel('注文の目安').fill('100')
  await page.getByRole('button', { name: '場所を加える' }).click()
  const move = page.getByRole('form', { name: 'ちらしの動きを記録する' })
  await move.getByRole('group', { name: 'どこで' }).getByLabel(place, { exact: true }).check()
  await move.getByLabel('枚数').fill('200')
  await move.getByLabel('かかった費用').fill('4,800円')
  await move.getByText('ちらしの番号も残す').click()
  await move.getByLabel('最初の番号').fill('0000-0013')
  await move.getByLabel('日付').fill('2026-11-20')
  await move.getByRole('button', { name: '動きを記録する' }).click()
  await expect(move.getByText('最初と最後の番号を、両方入力してください。').first()).toBeVisible()
  await move.getByLabel('最初の番号').fill('')
  await move.getByRole('button', { name: '動きを記録する' }).click()
  await expect(page.getByText('あと200枚', { exact: true })).toBeVisible()
  await move.getByLabel('使えなくなった').check()
  await move.getByLabel('枚数').fill('150')
  await move.getByRole('button', { name: '動きを記録する' }).click()
  await expect(page.getByText('あと50枚：注文の時期です')).toBeVisible()
  await countOnTheTelephone(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('The administrator of the company reads the same stock and the same year', async ({ enter }) => {
  const page = await enter(nameOf('utility_admin'), onPhone() ? 'phone' : 'desk')
  await page.goto('/leaflets/stock')
  await expect(page.getByText('北の丘営業所').first()).toBeVisible()
  await expect(page.getByText(/年度の案内の台帳/).first()).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

/** At the counter, three presses: the menu, the way, and the number of one; what was pressed by mistake is taken back. */
test('The arrears clerk writes down a hand-out with three presses, and takes a mistaken one back', async ({
  enter,
}) => {
  const page = await enter(nameOf('arrears_clerk'), onPhone() ? 'phone' : 'desk')
  await openFromMenu(page, 'お渡しの記録')
  const form = page.getByRole('form', { name: '番号のないご案内を数える' })
  const own = page.getByRole('listitem').filter({ hasText: '窓口・督促' })
  const before = await own.count()
  await choose(form, '督促')
  await form.getByRole('button', { name: '今日の1件を記録する' }).click()
  await expect(form.getByText('数えました')).toBeVisible()
  await expect(own).toHaveCount(before + 1)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await own
    .first()
    .getByRole('button', { name: /取り消す/ })
    .click()
  await expect(own).toHaveCount(before)
})

test('Two who mend the same place at once see both versions, and nothing typed is lost', async ({ enter }) => {
  test.setTimeout(90_000)
  const size = onPhone() ? 'phone' : 'desk'
  const [one, other] = [await enter(nameOf('liaison'), size), await enter(nameOf('utility_admin'), size)]
  const name = `北の丘営業所${Date.now()}`
  for (const page of [one, other]) {
    await page.goto('/leaflets/stock')
    if (onPhone()) await page.getByText('場所ごとの内訳と費用を見る・場所を直す').click()
    await page
      .getByRole('link', { name: /直す\s*：北の丘営業所/ })
      .first()
      .click()
    await expect(page.getByLabel('場所の名前')).toHaveValue(/北の丘営業所/)
  }
  await one.getByLabel('場所の名前').fill(name)
  await one.getByRole('button', { name: '場所の情報を保存する' }).click()
  await expect(one.getByRole('heading', { name: 'ちらしは、あと何枚ありますか' })).toBeVisible()
  await other.getByLabel('注文の目安').fill('70')
  await other.getByRole('button', { name: '場所の情報を保存する' }).click()
  await expect(other.getByRole('heading', { name: 'ほかの人が先に保存していました' })).toBeVisible()
  await expectAccessible(other)
  await other.getByRole('button', { name: 'いま保存されている内容にする' }).click()
  await expect(other.getByLabel('場所の名前')).toHaveValue(name)
  await other.getByLabel('場所の名前').fill('北の丘営業所')
  await other.getByRole('button', { name: '場所の情報を保存する' }).click()
  await expect(other.getByRole('heading', { name: 'ちらしは、あと何枚ありますか' })).toBeVisible()
})

async function openFromMenu(page: Page, name: string): Promise<void> {
  const link = page.getByRole('link', { name, exact: true })
  if (!(await link.first().isVisible()))
    await page
      .getByRole('button', { name: /メニュー/ })
      .first()
      .click()
  await link.first().click()
}

async function countOnTheTelephone(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'お渡しした件数を記録する' }).click()
  const form = page.getByRole('form', { name: '番号のないご案内を数える' })
  await choose(form, '窓口')
  await choose(form, '支払いの約束')
  await form.getByText('まとめて、または別の日の分を記録する').click()
  await form.getByLabel('ご案内した件数').fill('七')
  await form.getByRole('button', { name: '件数を記録する' }).click()
  await expect(form.getByText('件数は「12」のように数字で入力してください。').first()).toBeVisible()
  await form.getByLabel('ご案内した件数').fill('7件')
  await form.getByLabel('ご案内した日').fill('2026-11-19')
  await form.getByRole('button', { name: '11月19日(木)の7件を記録する' }).click()
  await expect(form.getByText('数えました')).toBeVisible()
  await page.goto('/leaflets/stock')
  await expect(page.getByText(/2026年11月：お渡し/)).toBeVisible()
  await page.getByText('市区町村・渡し方・ことばごとに見る').first().click()
  await expect(page.getByText('灯町市 支払いの約束・窓口').first()).toBeVisible()
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wide).toBe(0)
}
