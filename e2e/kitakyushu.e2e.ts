import type { Page } from '@playwright/test'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { formatShort } from '#kernel/date-text.ts'
import { reviewDueOn } from '#referral/clocks.ts'
import { CONCLUSIONS } from '#referral/conclusion-codes.ts'
import { SIGNS } from '#referral/report-form.ts'
import { CALLED } from '#referral/report-parts.ts'
import { choose, expect, expectAccessible, test } from './stage.ts'
import { type Heard, hear } from './witness.ts'

const flat = '灯町市本町九丁目3番1号 見本荘103'
const person = '見本 物也'
const address = '灯町市本町六丁目2番8号'
/** What stays with the agency: public assistance, the caseworker, the hospital, the commissioner. */
const agencyOnly = [
  '生活保護',
  'public-assistance',
  'ケースワーカー',
  '病院',
  'medical',
  '民生委員',
  'emergency-services',
]

test('Kitakyushu: barely conscious behind the door, and the household is on public assistance already', async ({
  enter,
}) => {
  test.setTimeout(240_000)
  const collector = await enter('見本 集太', 'phone')
  const liaison = await enter('見本 結', 'desk')
  const lead = await enter('見本 あおい', 'desk')
  const heard = hear([collector, liaison], '/api/')

  await test.step('The ambulance first; then three inputs, and it has arrived', async () => {
    await collector.goto('/danger')
    await collector.getByLabel('場所').fill(flat)
    await collector.getByLabel('様子').fill('床に倒れています。呼ぶと目を開けますが、話が続きません。')
    await choose(collector, CALLED['119'])
    await collector.getByRole('button', { name: '相談窓口に知らせる' }).click()
    await expect(collector.getByRole('heading', { level: 1 })).toHaveText('相談窓口に知らせました')
    await expect(collector.getByRole('main')).toContainText('受付番号')
    await expectAccessible(collector)
  })

  await test.step('The agency reads it above everything else and goes, before any plan', () => goAtOnce(lead))

  await test.step('The caseworker is told, and that is the end for the agency', () => tellCaseworker(lead))

  await test.step('Who reported hears that it was read and that it ended, and nothing besides', async () => {
    await liaison.goto('/reports')
    await liaison.getByRole('link', { name: flat }).click()
    const told = liaison.getByRole('region', { name: '相談窓口からの返事' })
    await expect(told.getByRole('listitem')).toHaveText([/受け取り/, /終了/])
    await expectAccessible(liaison)
  })

  await test.step('Another person of the company looks at it again by the next business day', () =>
    review(collector, liaison))

  await test.step('Not a word about assistance ever reached the company', () => expectSilence(heard))
})

async function goAtOnce(lead: Page): Promise<void> {
  await lead.reload()
  const danger = lead.getByRole('region', { name: /^命の危険の連絡が\d+件あります$/ })
  await danger.getByRole('listitem').filter({ hasText: flat }).getByRole('link').first().click()
  await expect(lead.getByText('床に倒れています')).toBeVisible()
  await expectAccessible(lead)
  await lead.getByRole('button', { name: '受け取りを知らせる' }).click()
  await lead.getByRole('button', { name: '新しいケースを始める' }).click()
  const recorder = lead.getByRole('region', { name: '連絡を記録する' })
  await choose(recorder, '訪問')
  await recorder.getByLabel('計画の前に連絡する理由').fill('救急車が向かっているため、すぐに行きました。')
  await recorder.getByRole('button', { name: '話せた', exact: true }).click()
  const line = lead.getByRole('list', { name: '世帯の時間の流れ' })
  await expect(line.getByText('訪問：話せた', { exact: true })).toBeVisible()
  await expectAccessible(lead)
}

async function tellCaseworker(lead: Page): Promise<void> {
  const line = lead.getByRole('list', { name: '世帯の時間の流れ' })
  await lead.getByRole('button', { name: '支援先につなぐ' }).click()
  await choose(lead, '生活保護')
  await lead.getByLabel('つないだ先').fill('灯町市福祉事務所 担当のケースワーカー')
  await lead.getByLabel('引き継いだこと').fill('救急で搬送されたこと。受給中とわかったので、あとをお願いした。')
  await expectAccessible(lead)
  await lead.getByRole('button', { name: 'つないだことを記録する' }).click()
  await expect(line).toContainText('担当のケースワーカー')
  await lead.getByRole('button', { name: '支援を終わりにする' }).click()
  await choose(lead, CONCLUSIONS['public-assistance-received'].label)
  // Before it is done, the screen says word for word what the company will hear.
  await expect(lead.getByRole('main')).toContainText('「終了しました」')
  await expectAccessible(lead)
  await lead.getByRole('button', { name: '支援を終わりにする' }).click()
  await expect(lead.getByRole('heading', { name: '終了しています' })).toBeVisible()
  await expectAccessible(lead)
}

async function review(collector: Page, liaison: Page): Promise<void> {
  const due = formatShort(reviewDueOn(todayInJapan(new Date())))
  await collector.goto('/reports')
  await collector.getByRole('link', { name: flat }).click()
  await expect(collector.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(collector.getByLabel('見直しの結果')).toHaveCount(0)
  await liaison.goto('/')
  const task = liaison
    .getByRole('region', { name: /^見直しを待つ緊急の連絡/ })
    .getByRole('listitem')
    .filter({ hasText: flat })
  await expect(task).toContainText(`${due}までに見直し`)
  await task.getByRole('link').click()
  await liaison.getByLabel('見直しの結果').fill('救急につながったことを確かめました。')
  await expectAccessible(liaison)
  await liaison.getByRole('button', { name: '見直しを記録する' }).click()
  await expect(liaison.getByText('見直しを記録しました')).toBeVisible()
}

function expectSilence(heard: Heard): void {
  expect(heard.answers.length).toBeGreaterThan(5)
  for (const answer of heard.answers) for (const secret of agencyOnly) expect(answer).not.toContain(secret)
}

test('Kitakyushu: a home full of things, a visit with the welfare commissioner, and the hospital', async ({
  enter,
}) => {
  test.setTimeout(240_000)
  const collector = await enter('見本 集太', 'phone')
  const liaison = await enter('見本 結', 'desk')
  const worker = await enter('見本 そよ', 'desk')
  const heard = hear([collector, liaison], '/api/reports')

  await test.step('The collector says what there is to see, and the resident agrees', () => seeAtTheDoor(collector))
  await test.step('The liaison sends it on', () => sendOn(liaison))
  await test.step('The agency plans the visit with the commissioner of the quarter', () => planTogether(worker))
  await test.step('They meet, and the resident goes to the hospital', () => meet(worker))
  await test.step('The company hears that help was found, never which', async () => {
    await liaison.reload()
    const told = liaison.getByRole('region', { name: '相談窓口からの返事' })
    await expect(told.getByRole('listitem')).toHaveText([/受け取り/, /お話しできた/, /支援につながった/])
    await expectAccessible(liaison)
    expectSilence(heard)
  })
})

async function seeAtTheDoor(collector: Page): Promise<void> {
  await collector.getByRole('link', { name: /^様子がおかしい/ }).click()
  await collector.getByLabel('場所（住所）').fill(address)
  await choose(collector, SIGNS['rubbish-piled-up'])
  await choose(collector, SIGNS.unwell)
  await collector.getByLabel('補足').fill('玄関まで物があふれ、やせておられます。座り込んでいました。')
  await collector.getByLabel('お名前').fill(person)
  await choose(collector, 'はい')
  await sign(collector)
  await expectAccessible(collector)
  await collector.getByRole('button', { name: '連絡担当へ渡す' }).click()
  await expect(collector.getByRole('region', { name: '会社の連絡担当に渡しました' })).toBeVisible()
}

async function sign(page: Page): Promise<void> {
  const paper = page.getByRole('img', { name: 'ご署名を書くところ' })
  await paper.scrollIntoViewIfNeeded()
  const box = await paper.boundingBox()
  if (box === null) throw new Error('There is nothing to sign on.')
  await page.mouse.move(box.x + 40, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + 200, box.y + 30, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByText('署名を受け取りました')).toBeVisible()
}

async function sendOn(liaison: Page): Promise<void> {
  await liaison.goto('/')
  const waiting = liaison.getByRole('list', { name: '送るのを待っている連絡' })
  await waiting.getByRole('link', { name: `${person}さん` }).click()
  await liaison.getByRole('button', { name: '送る内容を確かめる' }).click()
  await liaison.getByRole('button', { name: '相談窓口に送る' }).click()
  await expect(liaison.getByRole('region', { name: 'くらし相談ともしびに送りました' })).toContainText('受付番号')
}

async function planTogether(worker: Page): Promise<void> {
  await worker.goto('/')
  await worker.getByRole('link', { name: `${person} さん` }).click()
  await worker.getByRole('button', { name: '受け取りを知らせる' }).click()
  await worker.getByRole('button', { name: '新しいケースを始める' }).click()
  await worker.getByRole('button', { name: '訪ね方を考える' }).click()
  await worker.getByLabel('だれが行くか').fill('見本 そよと、本町地区の民生委員')
  await worker.getByLabel('行く日').fill(todayInJapan(new Date()))
  await worker.getByLabel('尊厳を守るために気をつけること').fill('片付けの話はせず、体調を伺うことから始める')
  await expectAccessible(worker)
  await worker.getByRole('button', { name: '計画を残す' }).click()
  await expect(worker.getByRole('list', { name: '世帯の時間の流れ' })).toContainText('民生委員')
}

async function meet(worker: Page): Promise<void> {
  const line = worker.getByRole('list', { name: '世帯の時間の流れ' })
  const recorder = worker.getByRole('region', { name: '連絡を記録する' })
  await choose(recorder, '訪問')
  await recorder.getByRole('button', { name: '話せた', exact: true }).click()
  await expect(line.getByText('訪問：話せた', { exact: true })).toBeVisible()
  await worker.getByRole('button', { name: '「ご本人とお話しできました」と知らせる' }).click()
  await worker.getByRole('button', { name: '閉じる' }).click()
  await worker.getByRole('button', { name: '支援先につなぐ' }).click()
  await choose(worker, '医療')
  await worker.getByLabel('つないだ先').fill('見本病院')
  await worker.getByLabel('引き継いだこと').fill('民生委員が付き添って受診。脱水で、しばらく入院される。')
  await expectAccessible(worker)
  await worker.getByRole('button', { name: 'つないだことを記録する' }).click()
  await expect(line).toContainText('見本病院')
  await worker.getByRole('button', { name: '「支援につながりました」と知らせる' }).click()
  await expect(worker.getByRole('region', { name: /「支援につながりました」と知らせました/ })).toBeVisible()
  await expectAccessible(worker)
}
