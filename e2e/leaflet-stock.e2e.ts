import type { Page } from '@playwright/test'
import { demoUsers } from '../db/seed/people.ts'
import { expect, expectAccessible, onPhone, test } from './stage.ts'

const nameOf = (role: string) => demoUsers.find(({ roles }) => roles[0] === role)?.name ?? ''

test('The liaison keeps the stock of leaflets, counts, and reads what is left', async ({ enter }) => {
  test.setTimeout(90_000)
  const page = await enter(nameOf('liaison'), onPhone() ? 'phone' : 'desk')
  await page.goto('/leaflets/stock')
  // The demo town keeps a stock already: one branch is low, the contractor's place is named after its people.
  await expect(page.getByText('：注文の時期です')).not.toHaveCount(0)
  await expect(page.getByText('委託先：みのり検針サービス')).not.toHaveCount(0)
  const place = `灯営業所${Date.now()}`
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
  await expect(page.getByText(/年度の案内の台帳/)).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

async function countOnTheTelephone(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: '番号のないご案内を数える' })
  await form.getByRole('button', { name: '件数を記録する' }).click()
  await expect(form.getByText('件数は「12」のように数字で入力してください。').first()).toBeVisible()
  await form.getByRole('group', { name: '渡し方' }).getByLabel('窓口').check()
  await form.getByRole('group', { name: 'どの段階のご案内ですか' }).getByLabel('支払いの約束').check()
  await form.getByLabel('ご案内した件数').fill('7件')
  await form.getByLabel('ご案内した日').fill('2026-11-19')
  await form.getByRole('button', { name: '件数を記録する' }).click()
  await expect(form.getByText('数えました。台帳に加わりました')).toBeVisible()
  await expect(page.getByText('2026-11 灯町市 支払いの約束・窓口').first()).toBeVisible()
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wide).toBe(0)
}
