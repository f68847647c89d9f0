import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { expect, expectAccessible, onPhone, test } from './stage.ts'

const demoPassword = 'tomoshibi-mihon-2026'
const ownPassword = '踏切の向こうに見えた 麦畑と雲'

async function signIn(page: Page, { name, password }: { name: string; password: string }) {
  await page.goto('/')
  await page.getByLabel('ログイン名').fill(name)
  await page.getByLabel('パスワード').fill(password)
  await page.getByRole('button', { name: 'ログインする' }).click()
}

const codeOf = (text: string) => new TOTP({ secret: Secret.fromBase32(text.replaceAll(' ', '')) }).generate()

test('A colleague is invited, chooses password and authenticator alone, is stopped, and is outside at once', async ({
  page,
  browser,
  baseURL,
}) => {
  const [login, name] = onPhone() ? ['wakaba', '見本 若葉'] : ['shinme', '見本 新芽']
  await signIn(page, { name: 'kanri@akari-denki', password: demoPassword })
  await expect(page.getByRole('heading', { name: '利用者に、確かめることはありますか' })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: '利用者を招待する' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '招待のコードを作る' }).click()
  await expect(dialog.getByRole('alert')).toContainText('3か所')
  await dialog.getByLabel('名前', { exact: true }).fill(name)
  await dialog.getByLabel('ログイン名').fill(login)
  await dialog.getByLabel('会社の連絡担当').check()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '招待のコードを作る' }).click()
  const slip = page.getByRole('region', { name: 'コードを本人に手渡してください' })
  await expect(slip).toContainText(`${login}@akari-denki`)
  await expectAccessible(page)
  const code = /[0-9A-Z]{5}(?:-[0-9A-Z]{1,5}){5}/.exec((await slip.textContent()) ?? '')?.[0] ?? ''

  const theirs = await browser.newContext({ baseURL: baseURL ?? '' })
  const desk = await theirs.newPage()
  await desk.goto('/')
  await desk.getByRole('link', { name: 'はじめてのログイン' }).click()
  await desk.getByLabel('受け取ったコード').fill('ABCDE')
  await desk.getByRole('button', { name: '次へ進む' }).click()
  await expect(desk.getByRole('alert')).toContainText('このコードは使えません')
  await expectAccessible(desk)
  await desk.getByLabel('受け取ったコード').fill(code.toLowerCase())
  await desk.getByRole('button', { name: '次へ進む' }).click()
  await expect(desk.getByRole('heading', { name: `${name}さん、ログインの方法を決めましょう` })).toBeVisible()
  await expectAccessible(desk)

  await desk.getByLabel('パスワード', { exact: true }).fill('passwordpassword1')
  const secret = ((await desk.locator('form span.font-mono').textContent()) ?? '').trim()
  await desk.getByLabel('アプリに出ている6桁の数字').fill(codeOf(secret))
  await desk.getByRole('button', { name: 'この方法に決める' }).click()
  await expect(desk.getByRole('alert')).toContainText('当てられやすいパスワード')
  await desk.getByLabel('パスワード', { exact: true }).fill(ownPassword)
  await desk.getByRole('button', { name: 'この方法に決める' }).click()
  await expect(desk.getByRole('heading', { name: 'ログインの準備ができました' })).toBeVisible()
  await expectAccessible(desk)
  const printed = (await desk.getByRole('listitem').first().textContent()) ?? ''
  await desk.getByRole('button', { name: '控えを保管して始める' }).click()
  await expect(desk.getByRole('banner')).toContainText('ともしび')

  await desk.goto('/account')
  await expect(desk.getByRole('heading', { name: '自分のログインに、心当たりのないものはありませんか' })).toBeVisible()
  await expect(desk.getByText('控えのコード：残り10個')).toBeVisible()
  await expectAccessible(desk)

  const second = await browser.newContext({ baseURL: baseURL ?? '' })
  const phone = await second.newPage()
  await signIn(phone, { name: `${login}@akari-denki`, password: ownPassword })
  await phone.getByLabel('確認コード').fill(printed)
  await phone.getByRole('button', { name: 'ログインする' }).click()
  await expect(phone.getByRole('banner')).toContainText('ともしび')

  await page.getByRole('button', { name: '渡したので閉じる' }).click()
  await page.getByRole('button', { name: `${name}さんの設定を開く` }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: '利用を止める' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByText('停止中').first()).toBeVisible()
  await desk.goto('/account')
  await expect(desk.getByRole('button', { name: 'ログインする' })).toBeVisible()
  await theirs.close()
  await second.close()
})
