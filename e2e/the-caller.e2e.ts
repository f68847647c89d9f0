import type { Locator, Page } from '@playwright/test'
import { NOTICE_STAGES, SIGNS } from '#referral/report-form.ts'
import { savePapers } from './paper.ts'
import { choose, expect, expectAccessible, test } from './stage.ts'

const person = '見本 電子'
const question = 'お話しは伺えましたが、同意を迷われています。急がずにお伝えできる言い方はありますか。'
const advice = '「今日決めなくても大丈夫です」と先にお伝えすると、安心される方が多いです。'

/** What the clerk has to do with the hands while somebody waits on the line. */
class Hands {
  typed = 0
  pressed = 0

  async type(field: Locator, text: string): Promise<void> {
    this.typed++
    await field.fill(text)
  }

  async press(thing: Locator): Promise<void> {
    this.pressed++
    await thing.click()
  }

  async choose(page: Page, name: string): Promise<void> {
    this.pressed++
    await choose(page, name)
  }
}

test('The caller: one screen from 「払えない」 to the sent report with its letter', async ({ enter, sit }) => {
  const clerk = await enter('見本 受子', 'desk')
  const hands = new Hands()

  await test.step('The address leads to the window, the hours and the words to say', async () => {
    await expectAccessible(clerk)
    await hands.type(clerk.getByLabel('場所（住所）'), '灯町市本町五丁目6番7号')
    await expect(clerk.getByText('くらし相談ともしび').first()).toBeVisible()
    await expect(clerk.getByText('同意を伺う（このまま読み上げます）')).toBeVisible()
    await expectAccessible(clerk)
  })

  await test.step('Name, telephone, stop date, and 「はい」 by word of mouth', async () => {
    await hands.type(clerk.getByLabel('お名前'), person)
    await hands.type(clerk.getByRole('textbox', { name: '電話番号' }), '000-0000-0302')
    await hands.choose(clerk, NOTICE_STAGES['stop-notice'])
    await hands.choose(clerk, 'はい')
    await hands.choose(clerk, SIGNS['asked-to-wait'])
  })

  const letter = await test.step('The letter is one press and carries the way to the person’s page', async () => {
    await hands.press(clerk.getByRole('button', { name: '案内のお手紙をつくる' }))
    await expect(clerk.getByRole('status').filter({ hasText: 'お手紙ができました' })).toBeVisible()
    await expectAccessible(clerk)
    const [paper] = await savePapers(clerk)
    expect(paper?.text).toContain(person.replace(' ', ''))
    return paper?.page ?? ''
  })

  await test.step('What leaves is looked at, then sent, and a receipt stands there', async () => {
    await hands.press(clerk.getByRole('button', { name: '送る内容を確かめる' }))
    await expect(clerk.getByText('灯町市の「くらし相談ともしび」へ送ります。')).toBeVisible()
    await expectAccessible(clerk)
    await hands.press(clerk.getByRole('button', { name: '相談窓口に送る' }))
    await expect(clerk.getByRole('region', { name: 'くらし相談ともしびに送りました' })).toContainText('受付番号')
    await expectAccessible(clerk)
  })

  await test.step('It took three typed fields and six presses after the address', () => {
    expect(hands.typed).toBeLessThanOrEqual(3)
    expect(hands.pressed).toBeLessThanOrEqual(6)
  })

  await test.step('The letter’s QR code opens a page that names nobody', async () => {
    const own = await sit('phone', { javaScriptEnabled: false })
    await own.goto(letter)
    await expect(own.getByRole('heading', { level: 1 })).toHaveText('灯町市の相談窓口のご案内')
    await expect(own.locator('body')).not.toContainText(person)
  })
})

test('A letter whose call is never sent still opens the person’s own page', async ({ enter, sit }) => {
  const clerk = await enter('見本 受子', 'desk')
  await clerk.getByLabel('場所（住所）').fill('灯町市本町六丁目7番8号')
  await clerk.getByLabel('お名前').fill('見本 便')
  await clerk.getByRole('button', { name: '案内のお手紙をつくる' }).click()
  const made = clerk.getByRole('status').filter({ hasText: 'お手紙ができました' })
  const keptNumber = /控え番号 ([\d ]+)/.exec((await made.textContent()) ?? '')?.[1]?.replaceAll(' ', '') ?? ''
  const [paper] = await savePapers(clerk)

  await test.step('The call is in the company and can no longer be thrown away unseen', async () => {
    await expect(clerk.getByRole('button', { name: '残さずに消す' })).toHaveCount(0)
    await clerk.goto('/reports?show=mine')
    await expect(clerk.getByRole('link', { name: /見本 便/ })).toBeVisible()
  })

  await test.step('The number on the paper opens the page, where nothing was told to anybody', async () => {
    const own = await sit('phone', { javaScriptEnabled: false })
    await own.goto(paper?.page ?? '')
    await own.getByRole('link', { name: 'だれに何が伝わったかを見る' }).click()
    await own.getByLabel('控え番号（6けた）').fill(keptNumber)
    await own.getByRole('button', { name: '開く' }).click()
    await expect(own.getByLabel('控え番号（6けた）')).toHaveCount(0)
    await expect(own.getByRole('heading', { level: 1 })).toBeVisible()
  })

  await test.step('The person asks to be called, and that wish becomes a case in two presses', async () => {
    const own = await sit('phone', { javaScriptEnabled: false })
    await own.goto(`${paper?.page}/contact`)
    await own.getByLabel('お名前').fill('見本 便')
    await own.getByLabel('電話番号').fill('000-0000-0417')
    await own.getByRole('main').getByRole('button').click()
    const worker = await enter('見本 そよ', 'phone')
    await worker.getByRole('link', { name: /連絡を待っている|連絡がほしい/ }).click()
    const wish = worker.getByRole('article').filter({ hasText: '見本 便' })
    await wish.getByRole('button', { name: '支援を始める' }).click()
    await expect(wish.getByRole('heading', { name: '同じ世帯の通報やケースはありますか' })).toBeVisible()
    await expectAccessible(worker)
    await wish.getByRole('button', { name: '新しいケースを始める' }).click()
    await expect(worker.getByRole('heading', { level: 1 })).toContainText('見本 便 さん')
    await expect(worker.getByText('ご本人が、連絡がほしいと申し出られました')).toBeVisible()
    await expectAccessible(worker)
  })
})

test('A question without a name is asked, and answered by the agency', async ({ enter }) => {
  const clerk = await enter('見本 受子', 'desk')
  const form = clerk.getByRole('form', { name: '名前を出さない質問' })

  await test.step('A name in the question is pointed out and does not leave', async () => {
    await clerk.getByRole('tab', { name: '名前を出さずに相談する' }).click()
    await form.getByLabel('地域').fill('灯町市')
    await expect(form.getByText(/^地域：.*灯町市/)).toBeVisible()
    await choose(clerk, NOTICE_STAGES.reminder)
    await form.getByLabel('尋ねたいこと').fill('見本花子様（000-0000-0302）にどう伺うとよいですか。')
    await form.getByRole('button', { name: '名前を出さずに質問する' }).click()
    await expect(form.getByRole('alert')).toContainText('お名前')
    await expect(form.getByLabel('尋ねたいこと')).toHaveValue(/見本花子様/)
    await expectAccessible(clerk)
  })

  await test.step('Without it the question goes to the agency', async () => {
    await form.getByLabel('尋ねたいこと').fill(question)
    await form.getByRole('button', { name: '名前を出さずに質問する' }).click()
    await expect(clerk.getByText('質問を送りました')).toBeVisible()
    await expectAccessible(clerk)
  })

  await test.step('The agency answers', async () => {
    const worker = await enter('見本 そよ', 'phone')
    await worker.getByRole('link', { name: /名前を伏せた質問/ }).click()
    const card = worker.getByRole('listitem').filter({ hasText: question })
    await card.getByRole('button', { name: 'この質問に答える' }).click()
    await choose(worker, '同意の伺い方')
    await card.getByRole('textbox', { name: '答え' }).fill(advice)
    await expectAccessible(worker)
    await card.getByRole('button', { name: '答えを送る' }).click()
    await expect(card.getByRole('button', { name: '答えを送る' })).toBeHidden()
    await expectAccessible(worker)
  })

  await test.step('The clerk reads the answer beside the question', async () => {
    await clerk.goto('/call?tab=question')
    await expect(clerk.getByRole('article').filter({ hasText: question })).toContainText(advice)
    await expectAccessible(clerk)
  })
})
