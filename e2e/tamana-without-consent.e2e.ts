import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { WORDING_VERSION } from '#consent/consent-wording.ts'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { formatShort } from '#kernel/date-text.ts'
import { typedMoment } from '#ui/moment-field.tsx'
import { letPacksClose } from './clockwork.ts'
import { act, handOver, memberOf, officeOf, say, tellDecision } from './office.ts'
import { choose, expect, expectAccessible, test } from './stage.ts'

const person = '見本 静江'
const topic = '健康・けが・飲食が心配'
const today = todayInJapan(new Date())
const at = (days: number) => `${addDays(today, days)}T10:00:00+09:00`

/** Written for the conference; a company sees neither how somebody lives nor what was tried. */
const material = {
  basis: {
    kind: 'without-consent',
    interest: 'life',
    whyHard: '呼びかけに返事がなく、伺うことができません。',
    necessity: '冬に電気が止まると命に関わります。',
  },
  supply: '電気が止まる予定の日が近づいている。',
  situation: '郵便がたまり、夜も明かりがつかない。',
  efforts: '三度訪ねて、お会いできていない。',
  question: '止まる前に、だれが会いに行くか。',
  leftOut: [],
}
const direction = '止める日を延ばし、民生委員と一緒に訪ねます。'
const homework = '停止の日を二週間のばす手続きをする。'

type Scene = { officer: Page; worker: Page; liaison: Page; colleague: Page }

test('Tamana without consent: the conference calls the company, and everything closes afterwards', async ({
  enter,
}) => {
  test.setTimeout(300_000)
  const officer = await enter('見本 市朗', 'desk')
  const worker = await enter('見本 そよ', 'desk')
  const liaison = await enter('見本 結', 'desk')
  const colleague = await enter('見本 諒子', 'desk')
  const scene = { officer, worker, liaison, colleague }

  await test.step('The company writes down what its collector saw; nobody could be asked', () => reportKept(liaison))
  const { sitting, item } = await test.step('The officer calls a conference with the power company', () =>
    callCompany(officer))
  await test.step('The liaison gives the pledge on screen', () => givePledge(liaison))
  await test.step('The guided record begins from the company’s own report', () => bring(liaison))
  await test.step('A colleague, not who asked, decides', () => decide(scene))
  await test.step('The material is handed over, and the agency takes it up', () =>
    handMaterial(scene, { sitting, item }))
  await test.step('Ten days before, the pack says from which day it opens', () => waitForPack(scene, item))
  await test.step('The sitting comes near: the pack opens by a press', async () => {
    await officeOf(officer).moveDay(sitting, at(1))
    await openPack(liaison)
  })
  const pack = new URL(liaison.url()).pathname
  await test.step('Direction, roles and an action are shared with those who were called', () =>
    decideTogether(scene, { sitting, item }))
  await test.step('The company ends its action and hears from the agency', () => endAction(liaison))
  await test.step('After the meeting everything closes, and the office can prove it', async () => {
    await officeOf(officer).move(sitting, 'close')
    await letPacksClose(item)
    await expectClosed(liaison, pack)
    const { proof } = await officeOf(officer).sitting(sitting)
    expect(proof).toMatchObject({ packsOpen: 0 })
    expect(proof.packsClosed).toBeGreaterThan(0)
    expect(proof.keysDestroyed).toBeGreaterThan(0)
  })
})

async function reportKept(liaison: Page): Promise<void> {
  const report = {
    kind: 'signs',
    place: { address: '灯町市本町八丁目5番2号' },
    name: person,
    signs: ['mail-piled-up', 'no-answer-but-sounds'],
    note: '三度伺って、物音だけがする。',
    supply: { kind: 'electricity', stage: 'stop-notice', stopOn: addDays(today, 12) },
  }
  const consent = {
    ...{ outcome: 'not-obtainable', method: 'oral-script', capacity: 'self', language: 'ja' },
    wordingVersion: WORDING_VERSION,
    obtainedAt: new Date(Date.now() - 3_600_000).toISOString(),
  }
  await act(liaison, 'POST', '/api/reports', { id: randomUUID(), version: 0, report, consent, passOn: false })
}

async function callCompany(officer: Page): Promise<{ sitting: string; item: string }> {
  const office = officeOf(officer)
  const sitting = await office.plan({ kind: 'regular', startsAt: at(10) })
  const item = await office.put(sitting, officer, { kind: 'brought', topic: 'health', position: 1 })
  await office.callTo(sitting, item, {
    [memberOf('office')]: [],
    [memberOf('agency')]: [],
    [memberOf('denki')]: ['identity', 'contact', 'supply', 'observation'],
  })
  await office.move(sitting, 'call')
  return { sitting, item }
}

const itemOn = (page: Page) =>
  page.getByRole('list', { name: '呼ばれている案件' }).getByRole('listitem').filter({ hasText: topic })

async function givePledge(liaison: Page): Promise<void> {
  await expect(async () => {
    await liaison.goto('/notices')
    await expect(liaison.getByText('支援会議に呼ばれています').first()).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await liaison.goto('/conference')
  await expect(itemOn(liaison)).toContainText('会社にお願いしていること')
  await expect(liaison.getByText('わたしは、生活困窮者自立支援法第9条に基づく')).toBeVisible()
  await expectAccessible(liaison)
  await liaison.getByRole('button', { name: '読んで、確かめました' }).click()
  await expect(liaison.getByRole('button', { name: '読んで、確かめました' })).toHaveCount(0)
}

async function bring(liaison: Page): Promise<void> {
  await itemOn(liaison).getByRole('link', { name: '資料を出す' }).click()
  await expect(liaison.getByRole('heading', { level: 1 })).toHaveText('どの連絡の内容を、会議に出しますか')
  await expectAccessible(liaison)
  await liaison
    .getByRole('button', { name: new RegExp(`^この連絡で記録を書く.*${person}さん`) })
    .first()
    .click()
  await expect(liaison.getByRole('radio', { name: /^支援会議 / })).toBeChecked()
  await liaison.getByRole('button', { name: '記録を書き始める' }).click()
  await liaison.waitForURL(/\/judgements\/[0-9a-f-]{36}$/)
  await write(liaison)
  await expectAccessible(liaison)
  await liaison.getByRole('button', { name: '判断をお願いする' }).click()
  await expect(liaison.getByRole('heading', { level: 1 })).toHaveText('判断を待っています')
}

/** The guide asks one thing after the other. */
async function write(liaison: Page): Promise<void> {
  const next = () => liaison.getByRole('button', { name: '次へ' }).click()
  await choose(liaison, /^生命/)
  await next()
  await liaison
    .getByLabel('いちばん新しく見聞きした日時')
    .fill(typedMoment(new Date(Date.now() - 7_200_000).toISOString()))
  await liaison.getByLabel('見たこと・聞いたこと').fill('郵便がたまり、三度伺っても物音だけで返事がありません。')
  await next()
  await choose(liaison, '訪問した')
  await choose(liaison, '応答がなかった')
  await liaison.getByRole('button', { name: 'この一回を加える' }).click()
  await next()
  await choose(liaison, '何度か伺っても、答えが得られない')
  await liaison.getByLabel('その理由を一文で').fill('三度の訪問と電話のどれにも応答がありません。')
  await next()
  await liaison.getByLabel('渡す必要').fill('電気が止まる前に、支援の方に会っていただく必要があります。')
  await next()
  await liaison.getByRole('button', { name: '30日後' }).click()
  await next()
  await liaison.getByRole('button', { name: '2週間後' }).click()
  await next()
  await choose(liaison, '知らせる日を決める')
  await liaison.getByRole('button', { name: '30日後' }).click()
  await expect(liaison.getByRole('heading', { name: '伺うことは、すべてそろいました' })).toBeVisible()
}

async function decide({ liaison, colleague }: Scene): Promise<void> {
  const address = new URL(liaison.url()).pathname
  await expect(liaison.getByRole('button', { name: '渡してよいと判断する' })).toHaveCount(0)
  await colleague.goto(address)
  await expect(colleague.getByRole('heading', { level: 1 })).toHaveText('渡してよいかを、判断してください')
  await expectAccessible(colleague)
  await colleague.getByRole('button', { name: '渡してよいと判断する' }).click()
  await expect(colleague.getByRole('link', { name: 'この判断で連絡を送る' })).toBeVisible()
}

async function handMaterial({ liaison, worker }: Scene, { sitting, item }: { sitting: string; item: string }) {
  await liaison.reload()
  await liaison.getByRole('link', { name: 'この判断で連絡を送る' }).click()
  await expect(liaison.getByText('「支援会議」で渡してよいと判断されています')).toBeVisible()
  await liaison.getByRole('button', { name: '送る内容を確かめる' }).click()
  await expect(liaison.getByText('灯町市の「くらし相談ともしび」へ送ります。')).toBeVisible()
  await liaison.getByRole('button', { name: '相談窓口に送る' }).click()
  await expect(liaison.getByRole('region', { name: 'くらし相談ともしびに送りました' })).toContainText('受付番号')

  await worker.goto('/')
  await worker.getByRole('link', { name: `${person} さん` }).click()
  await worker.getByRole('button', { name: '受け取りを知らせる' }).click()
  await worker.getByRole('button', { name: '新しいケースを始める' }).click()
  await expect(worker.getByRole('heading', { name: person })).toBeVisible()
  await worker.waitForURL(/\/cases\//)
  const caseId = /[0-9a-f-]{36}/.exec(worker.url())?.[0]
  const { version } = await officeOf(worker).item(item, sitting)
  const changed = { version, topic: 'health', minutesPlanned: 20, position: 1, caseId }
  await act(worker, 'PUT', `/api/conference-items/${item}`, changed)
}

async function waitForPack({ worker, liaison }: Scene, item: string): Promise<void> {
  await handOver(worker, item, material)
  await liaison.goto('/conference')
  await expect(itemOn(liaison)).toContainText(`資料は${formatShort(addDays(today, 7))}から開けます`)
  await expect(itemOn(liaison).getByRole('link', { name: '案件の資料へ進む' })).toHaveCount(0)
  await expectAccessible(liaison)
}

async function openPack(liaison: Page): Promise<void> {
  await liaison.reload()
  await itemOn(liaison).getByRole('link', { name: '案件の資料へ進む' }).click()
  await expect(liaison.getByRole('button', { name: '資料を開く' })).toBeVisible()
  await expect(liaison.getByRole('main')).not.toContainText(person)
  await expectAccessible(liaison)
  await liaison.getByRole('button', { name: '資料を開く' }).click()
  const paper = liaison.getByRole('article', { name: '資料の内容' })
  await expect(paper).toContainText(person)
  await expect(paper).toContainText(material.question)
  await expect(paper).toContainText('正当な理由なく外に漏らすことはできません')
  await expect(paper).toContainText(`${formatShort(addDays(today, 8))}まで`)
  for (const hidden of [material.situation, material.efforts]) await expect(paper).not.toContainText(hidden)
  await expect(paper.locator('[data-watermark]')).toContainText('あかり電気')
  await expect(liaison.getByRole('main')).not.toContainText(/印刷|ダウンロード|保存する/)
  await expectAccessible(liaison)
  await liaison.emulateMedia({ media: 'print' })
  await expect(paper.locator('[data-watermark]')).toBeVisible()
  await liaison.emulateMedia({ media: 'screen' })
  await liaison.reload()
  await expect(liaison.getByRole('main')).not.toContainText(person)
}

async function decideTogether(
  { officer, worker, liaison }: Scene,
  { sitting, item }: { sitting: string; item: string },
) {
  await officeOf(officer).move(sitting, 'open')
  const action = { id: randomUUID(), kind: 'wait', ownerMemberId: memberOf('denki'), what: homework }
  await tellDecision(worker, item, {
    direction,
    roles: [{ memberId: memberOf('denki'), role: '停止の日をのばす' }],
    actions: [{ ...action, dueOn: addDays(today, 3) }],
    record: '受診を続けているかを確かめる必要があるとの話。',
  })
  await liaison.goto('/conference')
  await itemOn(liaison).getByRole('link', { name: '方針と役割へ進む' }).click()
  await liaison.getByRole('button', { name: '資料を開く' }).click()
  const paper = liaison.getByRole('article', { name: '資料の内容' })
  await expect(paper).toContainText(direction)
  await expect(paper).not.toContainText('受診')
  await expectAccessible(liaison)
}

async function endAction(liaison: Page): Promise<void> {
  await liaison.goto('/conference')
  const mine = liaison.getByRole('list', { name: '自分の宿題' }).getByRole('listitem').filter({ hasText: topic })
  await expect(mine).toContainText('あと3日')
  await mine.getByRole('link', { name: 'くわしい内容' }).click()
  await liaison.getByRole('button', { name: '資料を開く' }).click()
  await expect(liaison.getByRole('article', { name: '資料の内容' })).toContainText(homework)
  await liaison.goto('/conference')
  await mine.getByRole('button', { name: /^結果を知らせる/ }).click()
  await expectAccessible(liaison)
  await liaison.getByRole('dialog').getByRole('button', { name: 'できた', exact: true }).click()
  await expect(mine).toHaveCount(0)
  await expect(liaison.getByRole('list', { name: '終わった宿題' })).toContainText('できた')
  await liaison.goto('/reports')
  await liaison.getByRole('link', { name: `${person}さん` }).click()
  const told = liaison.getByRole('region', { name: '相談窓口からの返事' })
  await expect(told.getByRole('listitem')).toHaveText([/受け取り/])
}

const Problem = z.looseObject({ code: z.string() })

async function expectClosed(liaison: Page, address: string): Promise<void> {
  await liaison.goto(address)
  await expect(liaison.getByRole('heading', { level: 1 })).toHaveText('この資料は閉じました')
  await expectAccessible(liaison)
  const id = address.split('/').at(-1)
  const gone = await say(liaison, 'POST', `/api/my-conference/packs/${id}/open`)
  const never = await say(liaison, 'POST', `/api/my-conference/packs/${randomUUID()}/open`)
  expect([gone.status, Problem.parse(JSON.parse(gone.body)).code]).toEqual([404, 'not_found'])
  expect(never.status).toBe(404)
}
