import type { Page } from '@playwright/test'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { SIGNS } from '#referral/report-form.ts'
import { type Paper, savePapers } from './paper.ts'
import { choose, expect, expectAccessible, expectAccessibleTo, test } from './stage.ts'
import { type Heard, hear } from './witness.ts'

const person = '見本 玉緒'
const address = '灯町市本町三丁目4番5号 見本荘201'
const words = '夫の入院で、今月は払えないとおっしゃった'
const dignity = '玄関先では用件を言わず、体調の話から始める'
const met = '入院の書類を一緒に見た'

/** What stays inside the agency: who works on it, what was written, which service, how it is coded. */
const agencyOnly = [
  '見本 そよ',
  dignity,
  met,
  '家計改善支援',
  'budget-support',
  'connection',
  'approach-plan',
  'attempt',
  'connected-to-support',
  'continuing-as-case',
  'ケース',
  'caseId',
  'caseNumber',
]

type Scene = { collector: Page; liaison: Page; worker: Page; heard: Heard }

test('Tamana: from the doorstep to support, and the person has the last word', async ({ enter, sit }) => {
  test.setTimeout(300_000)
  const liaison = await enter('見本 結', 'desk')
  const collector = await enter('見本 集太', 'phone')
  const worker = await enter('見本 そよ', 'desk')
  const scene = { collector, liaison, worker, heard: hear([collector, liaison], '/api/reports') }

  const leaflet = await test.step('The liaison prints leaflets, each with its own number and QR code', () =>
    printLeaflets(liaison))
  const keptNumber = await test.step('At the door the collector hands one over and the customer signs', () =>
    reportAtTheDoor(collector, leaflet))
  await test.step('The liaison looks at what will leave, and sends it', () => sendOn(liaison))
  await test.step('The agency is notified, acknowledges and opens the case', () => takeUp(worker))
  await test.step('The approach is planned before the first contact', () => plan(worker))
  await test.step('Two calls in vain, then a visit, and the company hears one word', () => meet(scene))
  await test.step('Budget support takes over, and the company hears one word more', () => connect(scene))
  await test.step('On a phone without script the person sees who was told, and takes the consent back', async () => {
    const own = await sit('phone', { javaScriptEnabled: false })
    await withdraw({ own, twin: await sit('phone'), leaflet, keptNumber })
  })
  await test.step('At the next request nothing shared is left, and the company keeps its own report', () =>
    afterwards(scene))
  await test.step('Nothing the agency keeps to itself ever reached the company', () => {
    expect(scene.heard.answers.length).toBeGreaterThan(5)
    for (const answer of scene.heard.answers) for (const secret of agencyOnly) expect(answer).not.toContain(secret)
  })
})

async function printLeaflets(liaison: Page): Promise<Paper> {
  await liaison.getByRole('link', { name: 'ちらしをつくる' }).click()
  await liaison.getByLabel('配る地域').fill('灯町市本町')
  await expect(liaison.getByText('くらし相談ともしび').first()).toBeVisible()
  await liaison.getByRole('textbox', { name: '枚数' }).fill('2')
  await expectAccessible(liaison)
  await liaison.getByRole('button', { name: 'ちらしをつくる' }).click()
  await expect(liaison.getByRole('region', { name: 'ちらしを2枚つくりました' })).toBeVisible()
  await expectAccessible(liaison)
  const papers = await savePapers(liaison)
  expect(papers.map(({ number }) => number)).toHaveLength(new Set(papers.map(({ page }) => page)).size)
  const [first] = papers
  if (first === undefined) throw new Error('The PDF has no page.')
  expect(first.number).toMatch(/^\d{4}-\d{4}$/)
  expect(first.text).toContain('くらし相談ともしび')
  return first
}

async function reportAtTheDoor(collector: Page, leaflet: Paper): Promise<string> {
  await collector.getByRole('link', { name: /^支払いに困っている様子/ }).click()
  await collector.getByLabel('場所（住所）').fill(address)
  await choose(collector, SIGNS['said-cannot-pay'])
  await collector.getByLabel('補足').fill(words)
  await collector.getByLabel('お名前').fill(person)
  await collector.getByLabel('電話番号', { exact: false }).first().fill('000-0000-0301')
  await collector.getByLabel('停止予定日').fill(addDays(todayInJapan(new Date()), 5))
  await collector.getByLabel('お渡しした案内の番号').fill(leaflet.number)
  const kept = ((await collector.getByTestId('kept-number').textContent()) ?? '').trim()
  await choose(collector, 'はい')
  await expect(collector.getByText('同意してもしなくても、お支払いや供給停止の扱いは変わりません。')).toBeVisible()
  await sign(collector)
  await expectAccessible(collector)
  await collector.getByRole('button', { name: '連絡担当へ渡す' }).click()
  const receipt = collector.getByRole('region', { name: '会社の連絡担当に渡しました' })
  await expect(receipt).toContainText(kept)
  await expectAccessible(collector)
  return kept
}

async function sign(page: Page): Promise<void> {
  const paper = page.getByRole('img', { name: 'ご署名を書くところ' })
  await paper.scrollIntoViewIfNeeded()
  const box = await paper.boundingBox()
  if (box === null) throw new Error('There is nothing to sign on.')
  await page.mouse.move(box.x + 40, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 })
  await page.mouse.move(box.x + 200, box.y + 30, { steps: 5 })
  await page.mouse.up()
  await expect(page.getByText('署名を受け取りました')).toBeVisible()
}

async function sendOn(liaison: Page): Promise<void> {
  await liaison.goto('/')
  const waiting = liaison.getByRole('list', { name: '送るのを待っている連絡' })
  await waiting.getByRole('link', { name: `${person}さん` }).click()
  await expect(liaison.getByRole('heading', { name: 'この連絡を、相談窓口に送りますか' })).toBeVisible()
  await liaison.getByRole('button', { name: '送る内容を確かめる' }).click()
  await expect(liaison.getByText('灯町市の「くらし相談ともしび」へ送ります。')).toBeVisible()
  await liaison.getByRole('button', { name: '見せる画面を確かめる' }).click()
  const receivers = liaison.getByRole('dialog')
  await expect(receivers).toContainText(words)
  await expectAccessible(liaison)
  await receivers.getByRole('button', { name: '閉じる' }).click()
  await liaison.getByRole('button', { name: '相談窓口に送る' }).click()
  await expect(liaison.getByRole('region', { name: 'くらし相談ともしびに送りました' })).toContainText('受付番号')
  await expectAccessible(liaison)
}

async function takeUp(worker: Page): Promise<void> {
  await expect(async () => {
    await worker.goto('/')
    await expect(worker.getByRole('link', { name: /件の新しいお知らせ/ })).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await worker.getByRole('link', { name: `${person} さん` }).click()
  await expect(worker.getByText(words)).toBeVisible()
  await expectAccessible(worker)
  await worker.getByRole('button', { name: '受け取りを知らせる' }).click()
  await worker.getByRole('button', { name: '新しいケースを始める' }).click()
  await expect(worker.getByRole('heading', { name: person })).toBeVisible()
  await expectAccessible(worker)
}

async function plan(worker: Page): Promise<void> {
  await choose(worker.getByRole('region', { name: '連絡を記録する' }), '電話')
  await expect(worker.getByText('最初に連絡する前に、訪ね方の計画を書きます。')).toBeVisible()
  await worker.getByRole('button', { name: '訪ね方を考える' }).click()
  await worker.getByLabel('だれが行くか').fill('見本 そよ')
  await worker.getByLabel('行く日').fill(todayInJapan(new Date()))
  await worker.getByLabel('尊厳を守るために気をつけること').fill(dignity)
  await expectAccessible(worker)
  await worker.getByRole('button', { name: '計画を残す' }).click()
  await expect(worker.getByRole('button', { name: '計画を残す' })).toBeHidden()
  await expect(worker.getByRole('list', { name: '世帯の時間の流れ' })).toContainText(dignity)
}

async function meet({ worker, collector }: Scene): Promise<void> {
  const line = worker.getByRole('list', { name: '世帯の時間の流れ' })
  const recorder = worker.getByRole('region', { name: '連絡を記録する' })
  for (const times of [1, 2]) {
    await choose(recorder, '電話')
    await recorder.getByRole('button', { name: '会えなかった・出られなかった' }).click()
    await expect(line.getByText('電話：会えなかった・出られなかった', { exact: true })).toHaveCount(times)
  }
  await choose(recorder, '訪問')
  await recorder.getByRole('button', { name: '話せた' }).click()
  await expect(line.getByText('訪問：話せた', { exact: true })).toBeVisible()
  await worker.getByRole('button', { name: 'メモを書く' }).click()
  await worker.getByLabel('メモ', { exact: true }).fill(met)
  await worker.getByRole('button', { name: 'メモを残す' }).click()
  await expect(line.getByText(met)).toBeVisible()
  await worker.getByRole('button', { name: '「ご本人とお話しできました」と知らせる' }).click()
  await expect(worker.getByRole('region', { name: /と知らせました/ })).toBeVisible()
  await expectAccessible(worker)

  await collector.getByRole('link', { name: '渡した内容を見る' }).click()
  await expect(collector.getByRole('list').getByText('ご本人とお話しできました')).toBeVisible()
  await expectAccessible(collector)
}

async function connect({ worker, liaison }: Scene): Promise<void> {
  await worker.getByRole('button', { name: '閉じる' }).click()
  await worker.getByRole('button', { name: '支援先につなぐ' }).click()
  await choose(worker, '家計改善支援')
  await expectAccessible(worker)
  await worker.getByRole('button', { name: 'つないだことを記録する' }).click()
  await worker.getByRole('button', { name: '「支援につながりました」と知らせる' }).click()
  await expect(worker.getByRole('region', { name: /「支援につながりました」と知らせました/ })).toBeVisible()

  await liaison.goto('/')
  await liaison
    .getByRole('list', { name: '送った連絡と返事' })
    .getByRole('link', { name: `${person}さん` })
    .click()
  const told = liaison.getByRole('region', { name: '相談窓口からの返事' })
  await expect(told.getByRole('listitem')).toHaveText([/受け取り/, /お話しできた/, /支援につながった/])
  await expectAccessible(liaison)
}

type Own = { own: Page; twin: Page; leaflet: Paper; keptNumber: string }

async function withdraw({ own, twin, leaflet, keptNumber }: Own): Promise<void> {
  await own.goto(leaflet.page)
  await expect(own.getByRole('heading', { level: 1 })).toHaveText('灯町市の相談窓口のご案内')
  await expectAccessibleTo(twin, own)
  await own.getByRole('link', { name: 'だれに何が伝わったかを見る' }).click()
  await own.getByLabel('控え番号（6けた）').fill(keptNumber)
  await expectAccessibleTo(twin, own)
  await own.getByRole('button', { name: '開く' }).click()
  await expect(own.getByRole('heading', { level: 1 })).toHaveText('だれに何が伝わったか')
  await expect(own.getByRole('main')).toContainText('あかり電気')
  await expectAccessibleTo(twin, own)
  await own.getByRole('link', { name: '同意する・取り消す' }).click()
  await expectAccessibleTo(twin, own)
  await own.getByRole('link', { name: '同意を取り消す' }).click()
  await expect(own.getByRole('main')).toContainText('会社には、会社自身の記録')
  await expectAccessibleTo(twin, own)
  await own.getByRole('button', { name: '取り消します' }).click()
  await expect(own.getByRole('heading', { level: 1 })).toHaveText('同意を取り消しました')
  await expectAccessibleTo(twin, own)
}

async function afterwards({ liaison, worker }: Scene): Promise<void> {
  const [answer] = await Promise.all([liaison.waitForResponse(/\/api\/reports\/[0-9a-f-]{36}$/), liaison.reload()])
  // That a human read it is the receipt of the company's own act; what the consent carried is gone.
  expect(await answer.json()).toMatchObject({ told: [{ word: 'received' }], report: { name: person } })
  await expect(liaison.getByText(words)).toBeVisible()
  const told = liaison.getByRole('region', { name: '相談窓口からの返事' })
  await expect(told.getByRole('listitem')).toHaveText([/受け取り/])
  await expect(liaison.getByRole('main')).not.toContainText('支援につながりました')
  await expectAccessible(liaison)

  await worker.reload()
  await worker.getByRole('link', { name: /^あかり電気から/ }).click()
  await expect(worker.getByText('届いた内容は、もう見られません')).toBeVisible()
  await expect(worker.getByText(words)).toBeHidden()
  await expectAccessible(worker)
}
