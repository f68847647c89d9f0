import { demoUsers } from '../db/seed/people.ts'
import { expect, expectAccessible, onPhone, test } from './stage.ts'

test('The liaison keeps the stock of leaflets, counts, and reads what is left', async ({ enter }) => {
  test.setTimeout(90_000)
  const name = demoUsers.find(({ roles }) => roles[0] === 'liaison')?.name ?? ''
  const page = await enter(name, onPhone() ? 'phone' : 'desk')
  await page.goto('/leaflets/stock')
  await expect(page.getByRole('button', { name: '場所を加える' })).toBeVisible()
  const mark = String(Date.now())
  const hasStore = (await page.getByRole('form', { name: 'ちらしの動きを記録する' }).count()) > 0
  const place = hasStore ? `灯営業所${mark}` : '本社'
  await page.getByLabel('場所の名前').fill(place)
  await page.getByLabel('注文の目安').fill('100')
  await page.getByRole('button', { name: '場所を加える' }).click()
  const move = page.getByRole('form', { name: 'ちらしの動きを記録する' })
  await move.getByRole('group', { name: 'どこで' }).getByLabel(place, { exact: true }).check()
  await move.getByLabel('枚数').fill('200')
  await move.getByLabel('かかった費用').fill('4,800円')
  await move.getByLabel('日付').fill('2026-11-20')
  await move.getByRole('button', { name: '動きを記録する' }).click()
  await expect(page.getByText('あと200枚', { exact: true })).toBeVisible()
  await move.getByLabel('使えなくなった').check()
  await move.getByLabel('枚数').fill('150')
  await move.getByRole('button', { name: '動きを記録する' }).click()
  await expect(page.getByText('あと50枚：注文の時期です')).toBeVisible()
  await expectAccessible(page)
})
