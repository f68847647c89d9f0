import { readFile } from 'node:fs/promises'
import { readScreeningPack } from '#arrears-screening/read-screening-file.ts'
import { getValue } from '#kernel/result.ts'
import { demoId } from '../db/seed/town.ts'
import { expect, expectAccessible, onPhone, test } from './stage.ts'

const size = () => (onPhone() ? 'phone' : 'desk')
const gas = `/agreements/${demoId('agreement gas')}`

test('An officer writes a condition in rows with the keyboard, reads it in sentences, is told what cannot be, and both sides see it beside what the agency can take', async ({
  enter,
}) => {
  const page = await enter('見本 市朗', size())
  await page.goto(gas)
  await expect(page.getByText('第1版（作成中。合意するまでは書き直せます）')).toBeVisible()
  await page.getByRole('link', { name: '条件を書き直す' }).click()
  await expect(page.getByRole('heading', { name: 'どなたに、ご案内しますか' })).toBeVisible()

  await page.getByRole('button', { name: '条件を足す', exact: true }).press('Enter')
  await expect(page.getByLabel('条件4で調べること')).toBeFocused()
  await page.getByRole('button', { name: '条件を保存する' }).click()
  await expect(page.getByRole('alert')).toContainText('調べることを選んでください')
  await expectAccessible(page)
  await page.getByLabel('条件4で調べること').selectOption({ label: '未払いの金額' })
  await page.getByLabel('条件4の数字').fill('たくさん')
  await page.getByRole('button', { name: '条件を保存する' }).click()
  await expect(page.getByRole('alert')).toContainText('数字で入れてください')
  await page.getByLabel('条件4の数字').fill('２０，０００')
  await expect(page.getByText(/未払いの金額が20,000円以上/)).toBeVisible()

  await page.getByRole('button', { name: '条件を足す', exact: true }).click()
  await page.getByLabel('条件5で調べること').selectOption({ label: '未払いの月数' })
  await page.getByLabel('条件5の数字').fill('1')
  await page.getByLabel('条件5の比べ方').selectOption({ label: '以下' })
  await expect(page.getByText(/両立しません/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '条件5を外す' }).click()
  await expect(page.getByLabel('条件のまとめ方')).toBeFocused()
  await expect(page.getByText(/両立しません/)).toHaveCount(0)

  await page.getByLabel('ひとり暮らしの高齢の方').uncheck()
  await page.getByRole('button', { name: '条件を保存する' }).click()
  await expect(page.getByRole('alert')).toContainText('使ってよい情報にも選んでください')
  await page.getByLabel('ひとり暮らしの高齢の方').check()
  await page.getByText('条件をファイルで読み書きする').click()
  const wrong = { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"kind":"number"}') }
  await page.getByLabel('ファイルから条件を読み込む').setInputFiles(wrong)
  await expect(page.getByText('次のところを直してください。')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '条件を保存する' }).click()
  await expect(page.getByText(/未払いの金額が20,000円以上/)).toBeVisible()
  await expect(page.getByText('月に10人まで')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: '条件を書き直す' }).click()
  await page.getByRole('button', { name: '条件4を外す' }).click()
  await page.getByRole('button', { name: '条件を保存する' }).click()
  await expect(page.getByText(/未払いの金額が20,000円以上/)).toHaveCount(0)
})

test('The agency’s lead says how many people it can take; the company takes conditions and windows home in one file', async ({
  enter,
}) => {
  const lead = await enter('見本 あおい', size())
  await lead.goto('/capacity')
  await expect(lead.getByText(/^いまは月に10人まで/)).toBeVisible()
  await lead.getByRole('button', { name: '人数を知らせる' }).click()
  await expect(lead.getByRole('alert')).toContainText('人数を数字で入れてください')
  await expectAccessible(lead)
  await lead.getByLabel('月に新しく受けられる人数').fill('１２')
  await lead.getByLabel('いつから').fill('2099-04-01')
  await lead.getByRole('button', { name: '人数を知らせる' }).click()
  await expect(lead.getByRole('region', { name: '受けられる人数を知らせました' })).toBeVisible()
  await expect(lead.getByText(/^いまは月に10人まで/)).toBeVisible()
  await expectAccessible(lead)

  const company = await enter('見本 結', size())
  await company.goto('/agreements')
  const [download] = await Promise.all([
    company.waitForEvent('download'),
    company.getByRole('button', { name: '条件ファイルを受け取る' }).click(),
  ])
  const pack = getValue(readScreeningPack(await readFile(await download.path(), 'utf8')))
  expect(pack.agreements.map(({ municipalities }) => municipalities)).toEqual([['992011']])
  await expect(company.getByText(/条件ファイル（pack.json）を保存しました/)).toBeVisible()
  await expectAccessible(company)
})
