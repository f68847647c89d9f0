import type { Page } from '@playwright/test'
import { choose, expect, expectAccessible, test } from './stage.ts'

/** One look at the page, where whoever runs the story asked for pictures. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.TOMOSHIBI_PICTURES
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

test('A protected person: one tap, and nobody but the team knows that there is anything to know', async ({ enter }) => {
  const name = '見本 同太'
  const worker = await enter('見本 そよ', 'phone')

  await test.step('At intake one tap is enough', async () => {
    await worker
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .first()
      .click()
    await worker.getByRole('button', { name: '保護の印を付ける' }).click()
    const mark = worker.getByRole('region', { name: '保護の印' })
    await expect(mark).toContainText('担当の人だけに見えます')
    await expect(worker).toHaveTitle(/^保護の印がある通報/)
    await expectAccessible(worker)
    await picture(worker, 'report-390')
  })

  const lead = await enter('見本 あおい', 'desk')
  await test.step('For the lead it is not there, under its own address neither', async () => {
    await expect(lead.getByRole('link', { name: new RegExp(`^${name}`) })).toHaveCount(0)
    await lead.goto(worker.url())
    await expect(lead.getByRole('main')).not.toContainText(name)
    await expect(lead.getByRole('main')).not.toContainText('保護')
    await picture(lead, 'lead-1280')
  })

  await test.step('The case that begins with it is marked, and says from whom it is hidden', async () => {
    await worker.getByRole('button', { name: '受け取りを知らせる' }).click()
    await worker
      .getByRole('button', { name: /支援を始める|ケースを始める/ })
      .first()
      .click()
    await expect(worker.getByRole('region', { name: '保護の印' })).toContainText(
      '知っているのは、担当の見本 そよだけです',
    )
    await expectAccessible(worker)
    await picture(worker, 'case-390')
  })

  await test.step('Where it is safe to call is written down for the team, and no letter can be planned', async () => {
    await worker.getByRole('button', { name: 'ご本人の希望を書く' }).click()
    await worker.getByLabel('安全に話せる時間').fill('平日の10時から12時')
    await expect(worker.getByRole('checkbox', { name: '手紙は使わない' })).toBeChecked()
    await worker.getByRole('button', { name: '安全な連絡のしかたを保存する' }).click()
    await expect(worker.getByText('平日の10時から12時')).toBeVisible()
    await expectAccessible(worker)
    await picture(worker, 'safe-390')
  })

  await test.step('At a desk the same page says the same; the mark comes off by the lead of the team alone', async () => {
    const desk = await enter('見本 そよ', 'desk')
    await desk.goto(worker.url())
    await desk.getByText('保護の印', { exact: true }).last().click()
    await expect(desk.getByText('印を外せるのは、担当に加わっている主任相談支援員です。')).toBeVisible()
    await expect(desk.getByRole('button', { name: '保護の印を外す' })).toHaveCount(0)
    await expectAccessible(desk)
    await picture(desk, 'case-1280')
  })
})

test('A collector who sees fear says so with one chip, and is told what follows', async ({ enter }) => {
  const collector = await enter('見本 集太', 'phone')
  await collector.getByRole('link', { name: /^様子がおかしい/ }).click()
  await choose(collector, '知られると危ない人がいる')
  await expect(collector.getByText('あるともないとも答えません')).toBeVisible()
  await expectAccessible(collector)
  await picture(collector, 'collector-390')
})
