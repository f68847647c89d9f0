import type { Page } from '@playwright/test'
import { arrearsFile, arrearsRows } from '../../e2e/arrears-file.ts'
import { button, link, shoot } from './camera.ts'

/** A liaison's way from the company's list to the people who get a letter, with what partners see of it. */
export async function screening(page: Page): Promise<void> {
  await page.goto('/')
  await link(page, 'ご案内の対象をさがす').first().click()
  await button(page, '新しくさがしはじめる').click()
  await files(page)
  await columns(page)
  await trial(page)
  await run(page)
}

async function files(page: Page): Promise<void> {
  const list = { name: '未払い一覧_20260630.csv', mimeType: 'text/csv', buffer: arrearsFile(arrearsRows()) }
  await page.getByRole('region', { name: '未払いの一覧のファイル' }).locator('input').setInputFiles(list)
  await page.getByRole('heading', { name: list.name }).waitFor()
  await shoot(page, 'screening-files')
  await button(page, '列を合わせに進む').click()
}

async function columns(page: Page): Promise<void> {
  await page.getByLabel('市区町村の列').selectOption('自治体')
  await page.getByText(/行を読み取れました/).waitFor()
  await page.getByLabel('「赤紙」の意味').selectOption({ label: '停止の予告' })
  await page.getByLabel('「お知らせ前」の意味').selectOption({ label: 'お知らせの前' })
  await page.getByText(/4,960行を読み取れました/).waitFor()
  await shoot(page, 'screening-columns')
  await button(page, '試してみるに進む').click()
}

async function trial(page: Page): Promise<void> {
  const bars = page.getByRole('region', { name: '見本県灯町市', exact: true })
  await bars.getByText(/^[\d,]+人$/).waitFor()
  await page.getByLabel('未払いの月数を動かす').press('ArrowRight')
  await bars.getByText(/^[\d,]+人 → [\d,]+人$/).waitFor()
  await shoot(page, 'screening-trial', bars)
  await button(page, 'いまの条件に戻す').click()
  await button(page, '相手に見える内容を確かめる').click()
  const seen = page.getByRole('heading', { name: '相手の画面には、こう見えます' })
  await seen.waitFor()
  await shoot(page, 'screening-shown', seen)
  await button(page, '人数を見せる').click()
  await page.getByRole('region', { name: '人数を、協定の相手に見せました' }).waitFor()
  await button(page, '実行に進む').click()
}

async function run(page: Page): Promise<void> {
  await page.getByLabel('基準日').fill('2026-06-30')
  await button(page, 'ご案内する方をさがす').click()
  await page.getByTestId('sum').waitFor({ timeout: 60_000 })
  await shoot(page, 'screening-found')
  const take = button(page, '受け取りに進む')
  if (await take.isVisible()) await take.click()
  await page.getByText('件数の表').first().waitFor()
  await shoot(page, 'screening-take')
}

/** What the company keeps of paper: stock by place, and the ledger of hand-outs. */
export async function paperKept(page: Page): Promise<void> {
  await page.goto('/leaflets/stock')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await shoot(page, 'leaflet-stock')
  await shoot(page, 'handout-ledger', page.getByRole('heading', { name: /台帳/ }))
}
