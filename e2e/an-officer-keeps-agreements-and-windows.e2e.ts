import type { Page } from '@playwright/test'
import { expect, expectAccessible, onPhone, test } from './stage.ts'

const size = () => (onPhone() ? 'phone' : 'desk')

async function fillAgreement(page: Page, title: string) {
  await page.getByLabel('協定の名前').fill(title)
  await page.getByLabel('始まる日').fill('令和8年4月1日')
  await expect(page.getByText('2026年4月1日(水)、令和8年4月1日 と読みました')).toBeVisible()
  await page.getByLabel('お支払いの状況').check()
}

test('An officer drafts an agreement, gathers everybody’s consent, lets it begin and end, and knows before each step what follows', async ({
  enter,
}) => {
  const title = onPhone() ? '灯町市・あかり送配電 見守り協定' : '灯町市・ほのおガス 見守り協定'
  const partner = onPhone() ? 'あかり送配電' : 'ほのおガス'
  const page = await enter('見本 市朗', size())
  await expect(page.getByRole('heading', { name: '今週、決めることは何ですか' })).toBeVisible()
  await expect(page.getByRole('link', { name: '灯町市・ほのおガス 連携協定（案）' })).toBeVisible()
  await expect(page.getByRole('heading', { name: /月に届いた連絡$/ })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: '協定の一覧' }).click()
  await expectAccessible(page)
  await page.getByRole('link', { name: '協定の案を作る' }).click()
  await page.getByRole('button', { name: '案を保存する' }).click()
  await expect(page.getByRole('alert')).toContainText('協定の名前を入れてください')
  await expectAccessible(page)
  await fillAgreement(page, title)
  await expect(page.getByText(/^保存済み/)).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('協定の名前')).toHaveValue(title)
  await page.getByLabel('当事者を加える').selectOption({ label: partner })
  await page.getByRole('button', { name: '加える', exact: true }).click()
  await page.getByRole('button', { name: '案を保存する' }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await expect(page.getByText(/合意した日を入れると進めます/)).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: '案を書き直す' }).click()
  await page.getByLabel('灯町市役所が合意した日').fill('2026-03-01')
  await page.getByLabel(`${partner}が合意した日`).fill('2026-03-02')
  await expectAccessible(page)
  await page.getByRole('button', { name: '案を保存する' }).click()

  await page.getByRole('button', { name: '全員の合意を記録する' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('書き直せなくなります')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: '全員の合意を記録する' })).toBeFocused()
  await page.getByRole('button', { name: '全員の合意を記録する' }).click()
  await dialog.getByRole('button', { name: '全員の合意を記録する' }).click()
  await expect(page.getByRole('region', { name: '全員の合意を記録しました' })).toBeFocused()
  await page.getByRole('button', { name: '協定を有効にする' }).click()
  await expect(dialog).toContainText('ご本人の同意は、これまでどおり要ります')
  await dialog.getByRole('button', { name: '協定を有効にする' }).click()
  await expect(page.getByRole('region', { name: '協定を有効にしました' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '協定を終わらせる' }).click()
  await expect(dialog).toContainText('元には戻せません')
  await dialog.getByRole('button', { name: '協定を終わらせる' }).click()
  await expect(page.getByRole('region', { name: '協定を終わらせました' })).toBeVisible()
})

test('Officer and administrator correct one window at once and lose nothing: both versions stand side by side', async ({
  enter,
}) => {
  const mine = await enter('見本 市朗', size())
  const theirs = await enter('見本 錠', size())
  for (const page of [mine, theirs]) {
    await page.goto('/windows')
    await page.getByRole('link', { name: '灯町市役所の情報を直す' }).click()
    await expect(page.getByLabel('窓口の名前')).toHaveValue('灯町市役所')
  }
  const method = onPhone() ? '来所、電話' : '来所、電話、訪問'
  await theirs.getByLabel('相談の方法').fill(method)
  await theirs.getByRole('button', { name: '窓口の情報を保存する' }).click()
  await expect(theirs.getByRole('heading', { name: '窓口の情報は、いまも合っていますか' })).toBeVisible()
  await mine.getByLabel('受付時間').fill('平日 9時から17時')
  await expect(mine.getByText('月〜金 09:00〜17:00（祝日・年末年始は休み） と読みました')).toBeVisible()
  await mine.getByRole('button', { name: '窓口の情報を保存する' }).click()
  const panel = mine.getByRole('alert')
  await expect(panel).toContainText('ほかの人が先に保存していました')
  await expect(panel).toContainText(method)
  await expectAccessible(mine)
  await mine.getByRole('button', { name: 'いま保存されている内容にする' }).click()
  await expect(mine.getByLabel('相談の方法')).toHaveValue(method)
  await mine.getByRole('button', { name: '窓口の情報を保存する' }).click()
  await expect(mine.getByRole('heading', { name: '窓口の情報は、いまも合っていますか' })).toBeVisible()
})

test('A window that nobody checked for half a year is marked, and one tap confirms it', async ({ enter }) => {
  const page = await enter(onPhone() ? '見本 市朗' : '見本 錠', size())
  await page.goto('/windows')
  const window = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: '灯町市 みなと相談室' }) })
  if (onPhone()) await expect(window).toContainText('確かめる時期です')
  await expectAccessible(page)
  await window.getByRole('button', { name: '灯町市 みなと相談室を今日確かめました' }).click()
  await expect(window.getByRole('status')).toContainText('今日確かめたこととして記録しました')
  await expect(window).toContainText('確かめてあります')
  await window.getByRole('link', { name: /情報を直す/ }).click()
  await page.getByLabel('電話番号', { exact: true }).fill('電話')
  await page.getByRole('button', { name: '窓口の情報を保存する' }).click()
  await expect(page.getByRole('alert')).toContainText('「電話番号」は、数字とハイフンで入れてください')
  await expectAccessible(page)
})

test('The administrator finds the doors and the ledger; the auditor reads what passed, what was done, and that reading is written down', async ({
  enter,
}) => {
  const admin = await enter('見本 錠', size())
  await expect(admin.getByRole('link', { name: /利用者/ }).last()).toHaveAttribute('href', '/staff')
  await expectAccessible(admin)
  await admin.goto('/sharings')
  await expect(admin.getByRole('heading', { name: '何が、どの根拠で伝わりましたか' })).toBeVisible()
  await admin.getByLabel('根拠', { exact: true }).selectOption({ label: 'いま命に危険があるとき' })
  await admin.getByLabel('渡した、または受け取った組織').selectOption({ label: 'あかり電気' })
  await admin.getByRole('button', { name: 'この範囲を見る' }).click()
  await expect(admin).toHaveURL(/ground=immediate-danger/)
  await expect(admin.getByText('いま命に危険があるとき').filter({ visible: true }).first()).toBeVisible()
  const file = admin.waitForEvent('download')
  await admin.getByRole('button', { name: 'この範囲をCSVで書き出す' }).click()
  expect((await file).url()).toMatch(/\/api\/sharings\.csv\?ground=immediate-danger&organization=/)
  await expectAccessible(admin)

  const auditor = await enter('見本 正', size())
  await expect(auditor.getByRole('heading', { name: 'だれが、何を、どの根拠で見ましたか' })).toBeVisible()
  await expect(auditor.getByText('記録のつながりを確かめた時刻')).toBeVisible()
  await expectAccessible(auditor)
  await auditor.getByRole('link', { name: '操作の記録を開く' }).click()
  await auditor.reload()
  await expect(auditor.getByText(/^操作の記録を見た/).first()).toBeVisible()
  await expectAccessible(auditor)
  await auditor.getByText('協定と窓口').click()
  await expect(auditor).toHaveURL(/topic=offices/)
  await expect(auditor.getByText(/^操作の記録を見た/)).toHaveCount(0)
})

test('Everybody has a page of notices; without news it says what will come there', async ({ enter }) => {
  const auditor = await enter('見本 正', size())
  await auditor.getByRole('link', { name: /お知らせ/ }).click()
  await expect(auditor.getByRole('heading', { name: '新しいお知らせはありますか' })).toBeVisible()
  await expect(auditor.getByText('お知らせはありません')).toBeVisible()
  await expectAccessible(auditor)
})
