import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { type Paper, savePapers } from '../../e2e/paper.ts'
import { prepareBrowser } from '../../tools/browser.ts'
import startTown from '../../tools/e2e-town.ts'
import { button, choose, emptyAlbum, link, shoot, shootWhole, sign, weigh } from './camera.ts'
import { paperKept, screening } from './screening-pictures.ts'

/**
 * Takes every picture of the users' manual from the running demo town: `npx node docs/guide/take-screenshots.ts`.
 * The people of the pictures live one story, in the order of the field; a picture that cannot be taken fails the run.
 */

const sizes = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1280, height: 900 } },
} as const satisfies Record<string, BrowserContextOptions>
type Size = keyof typeof sizes

const person = '見本 玉緒'
const today = todayInJapan(new Date())

type Sit = (size: Size, options?: BrowserContextOptions) => Promise<Page>
type Cast = { readonly sit: Sit; readonly enter: (name: string, size: Size) => Promise<Page> }

const stop = await startTown()
try {
  emptyAlbum()
  const { executablePath, args, env } = await prepareBrowser()
  const browser = await chromium.launch({ executablePath, args, env })
  try {
    await tell(castOf(browser))
  } finally {
    await browser.close()
  }
  weigh()
} finally {
  await stop()
}

async function tell({ sit, enter }: Cast): Promise<void> {
  await firstSignIn(sit)
  const liaison = await enter('見本 結', 'desk')
  const leaflet = await printLeaflets(liaison)
  const keptNumber = await atTheDoor(await enter('見本 集太', 'phone'), leaflet)
  await danger(await enter('見本 集太', 'phone'))
  await onTheLine(await enter('見本 受子', 'desk'))
  await sendOn(liaison)
  const worker = await enter('見本 そよ', 'desk')
  await takeUp(worker)
  await meet(worker)
  await liaisonHears(liaison)
  await screening(await enter('見本 結', 'desk'))
  await paperKept(await enter('見本 結', 'desk'))
  await askForCall(await sit('phone', { javaScriptEnabled: false }), leaflet)
  await lead(await enter('見本 あおい', 'desk'))
  await officer(await enter('見本 市朗', 'desk'))
  await auditor(await enter('見本 正', 'desk'))
  await ownPage(await sit('phone', { javaScriptEnabled: false }), { leaflet, keptNumber })
}

function castOf(browser: Browser): Cast {
  const sit: Sit = async (size, options = {}) => {
    const given = { ...sizes[size], ...options, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' }
    const context = await browser.newContext({ ...given, baseURL: process.env.TOMOSHIBI_STORY_URL ?? '' })
    context.setDefaultTimeout(20_000)
    return context.newPage()
  }
  const enter = async (name: string, size: Size) => {
    const page = await sit(size)
    await page.goto('/')
    await page.getByRole('button', { name }).click()
    await page.getByText(`${name}さんのメニュー`).waitFor({ state: 'attached' })
    return page
  }
  return { sit, enter }
}

async function firstSignIn(sit: Sit): Promise<void> {
  const admin = await sit('desk')
  await admin.goto('/')
  await shoot(admin, 'login')
  await admin.getByLabel('ログイン名').fill('kanri@akari-denki')
  await admin.getByLabel('パスワード').fill('tomoshibi-mihon-2026')
  await button(admin, 'ログインする').click()
  await button(admin, '利用者を招待する').waitFor()
  await shoot(admin, 'staff')
  await button(admin, '利用者を招待する').click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('名前', { exact: true }).fill('見本 新芽')
  await dialog.getByLabel('ログイン名').fill('shinme')
  await dialog.getByLabel('会社の連絡担当').check()
  await shoot(admin, 'staff-invite')
  await button(dialog, '招待のコードを作る').click()
  const slip = admin.getByRole('region', { name: 'コードを本人に手渡してください' })
  const code = /[0-9A-Z]{5}(?:-[0-9A-Z]{1,5}){5}/.exec((await slip.textContent()) ?? '')?.[0] ?? ''
  await shoot(admin, 'staff-code')

  const theirs = await sit('desk')
  await theirs.goto('/enrolment')
  await theirs.getByLabel('受け取ったコード').fill(code)
  await shoot(theirs, 'enrolment-code')
  await button(theirs, '次へ進む').click()
  await theirs.getByText('ログインの方法を決めましょう').waitFor()
  await shoot(theirs, 'enrolment')
}

async function printLeaflets(liaison: Page): Promise<Paper> {
  await link(liaison, 'ちらしをつくる').waitFor()
  await shoot(liaison, 'liaison-home')
  await link(liaison, 'ちらしをつくる').click()
  await liaison.getByLabel('配る地域').fill('灯町市本町')
  await liaison.getByText('くらし相談ともしび').first().waitFor()
  await liaison.getByRole('textbox', { name: '枚数' }).fill('2')
  await button(liaison, 'ちらしをつくる').click()
  await liaison.getByRole('region', { name: 'ちらしを2枚つくりました' }).waitFor()
  await shoot(liaison, 'liaison-leaflets')
  const [first] = await savePapers(liaison)
  if (first === undefined) throw new Error('The PDF has no page.')
  return first
}

async function atTheDoor(collector: Page, leaflet: Paper): Promise<string> {
  await collector.getByRole('heading', { name: '自分が渡した連絡' }).waitFor()
  await shoot(collector, 'field-home')
  await link(collector, /^支払いに困っている様子/).click()
  await collector.getByLabel('場所（住所）').fill('灯町市本町三丁目4番5号 見本荘201')
  await collector.getByText('くらし相談ともしび').first().waitFor()
  await choose(collector, '支払いが難しいと話された')
  await collector.getByLabel('補足').fill('夫の入院で、今月は払えないとおっしゃった')
  await collector.getByLabel('お名前').fill(person)
  await collector.getByLabel('電話番号', { exact: false }).first().fill('000-0000-0301')
  await collector.getByLabel('停止予定日').fill(addDays(today, 5))
  await collector.getByLabel('お渡しした案内の番号').fill(leaflet.number)
  await shoot(collector, 'field-report')
  const keptNumber = ((await collector.getByTestId('kept-number').textContent()) ?? '').trim()
  await shoot(collector, 'field-leaflet', collector.getByRole('heading', { name: /案内|ちらし/ }))
  await shoot(collector, 'field-consent', collector.getByRole('heading', { name: /同意/ }))
  await choose(collector, 'はい')
  await sign(collector)
  await shoot(collector, 'field-signature', collector.getByText('同意してもしなくても'))
  await button(collector, '連絡担当へ渡す').click()
  await collector.getByRole('region', { name: '会社の連絡担当に渡しました' }).waitFor()
  await shoot(collector, 'field-receipt')
  return keptNumber
}

async function danger(collector: Page): Promise<void> {
  await collector.goto('/danger')
  await shootWhole(collector, 'danger')
  await collector.getByLabel('場所').fill('灯町市本町三丁目3番3号 見本荘102')
  await collector.getByLabel('様子').fill('玄関で倒れていて、呼びかけへの返事がはっきりしません。')
  await collector.getByLabel('119に電話した').check()
  await button(collector, '相談窓口に知らせる').click()
  await collector.getByRole('heading', { name: '相談窓口に知らせました' }).waitFor()
  await shootWhole(collector, 'danger-sent')
}

async function onTheLine(clerk: Page): Promise<void> {
  await clerk.getByRole('heading', { name: 'お電話の方の相談窓口はどこですか' }).waitFor()
  await shoot(clerk, 'call-home')
  await clerk
    .getByLabel(/住所|郵便番号/)
    .first()
    .fill('灯町市本町三丁目4番5号 見本荘201')
  await clerk.getByText('窓口のご案内').waitFor()
  await shoot(clerk, 'call-window')
  await shoot(clerk, 'call-consent', clerk.getByRole('heading', { name: '同意の答え' }))
  await clerk.getByRole('tab', { name: '名前を出さずに相談する' }).click()
  await shoot(clerk, 'call-question')
}

async function sendOn(liaison: Page): Promise<void> {
  await liaison.goto('/')
  const waiting = liaison.getByRole('list', { name: '送るのを待っている連絡' })
  await link(waiting, `${person}さん`).click()
  await button(liaison, '送る内容を確かめる').click()
  const summary = liaison.getByText('灯町市の「くらし相談ともしび」へ送ります。')
  await summary.waitFor()
  await shoot(liaison, 'liaison-send', liaison.getByRole('heading', { name: 'この連絡を、相談窓口に送りますか' }))
  await button(liaison, '見せる画面を確かめる').click()
  await liaison.getByRole('dialog').waitFor()
  await shoot(liaison, 'liaison-preview')
  await button(liaison.getByRole('dialog'), '閉じる').click()
  await button(liaison, '相談窓口に送る').click()
  await liaison.getByRole('region', { name: 'くらし相談ともしびに送りました' }).waitFor()
  await shoot(liaison, 'liaison-sent', liaison.getByRole('region', { name: 'くらし相談ともしびに送りました' }))
}

async function takeUp(worker: Page): Promise<void> {
  await link(worker, `${person} さん`).waitFor()
  await shoot(worker, 'worker-inbox')
  await link(worker, `${person} さん`).click()
  await button(worker, '受け取りを知らせる').waitFor()
  await shoot(worker, 'worker-referral')
  await button(worker, '受け取りを知らせる').click()
  await button(worker, '新しいケースを始める').click()
  await worker.getByRole('heading', { name: person }).waitFor()
  await choose(worker.getByRole('region', { name: '連絡を記録する' }), '電話')
  await button(worker, '訪ね方を考える').click()
  await worker.getByLabel('だれが行くか').fill('見本 そよ')
  await worker.getByLabel('行く日').fill(today)
  await worker.getByLabel('尊厳を守るために気をつけること').fill('玄関先では用件を言わず、体調の話から始める')
  await shoot(worker, 'worker-plan', worker.getByRole('heading', { name: '訪ね方を考える' }))
  await button(worker, '計画を残す').click()
  await button(worker, '計画を残す').waitFor({ state: 'hidden' })
}

async function meet(worker: Page): Promise<void> {
  const recorder = worker.getByRole('region', { name: '連絡を記録する' })
  await choose(recorder, '訪問')
  await button(recorder, '話せた').click()
  await worker.getByText('訪問：話せた', { exact: true }).waitFor()
  await shoot(worker, 'worker-case')
  const word = button(worker, '「ご本人とお話しできました」と知らせる')
  await shoot(worker, 'worker-feedback', worker.getByText('会社に知らせますか'))
  await word.click()
  await worker.getByRole('region', { name: /と知らせました/ }).waitFor()
}

async function liaisonHears(liaison: Page): Promise<void> {
  await liaison.goto('/')
  await link(liaison.getByRole('list', { name: '送った連絡と返事' }), `${person}さん`).click()
  const told = liaison.getByRole('region', { name: '相談窓口からの返事' })
  await told.waitFor()
  await shoot(liaison, 'liaison-answer')
}

async function lead(page: Page): Promise<void> {
  await shoot(page, 'lead-home')
  await page.goto('/contact-requests')
  await shoot(page, 'lead-contact-requests')
  await page.goto('/received-questions')
  await shoot(page, 'lead-questions')
}

async function officer(page: Page): Promise<void> {
  await shoot(page, 'officer-home')
  await page.goto('/agreements')
  await link(page.getByRole('main'), /三者連携協定/).click()
  await shoot(page, 'officer-agreement')
  await shoot(page, 'officer-shown-counts', page.getByRole('region', { name: '条件が届く人数' }))
  await page.goto('/windows')
  await shoot(page, 'officer-windows')
}

async function auditor(page: Page): Promise<void> {
  await shoot(page, 'auditor-home')
  await page.goto('/sharings')
  await shoot(page, 'auditor-ledger')
  await page.goto('/audit')
  await shoot(page, 'auditor-log')
}

async function askForCall(own: Page, leaflet: Paper): Promise<void> {
  await own.goto(leaflet.page)
  await link(own, '連絡をもらう').click()
  await own.getByLabel('電話番号').fill('000-0000-0301')
  await own.getByLabel('電話がつながりやすい時間').fill('平日の夕方')
  await shootWhole(own, 'own-contact')
  await button(own, '連絡をお願いする').click()
  await own.getByRole('heading', { level: 1, name: 'お願いを受け取りました' }).waitFor()
  await shootWhole(own, 'own-contact-sent')
}

async function ownPage(own: Page, { leaflet, keptNumber }: { leaflet: Paper; keptNumber: string }): Promise<void> {
  await own.goto(leaflet.page)
  await shootWhole(own, 'own-front')
  await own.goto(`${leaflet.page}?l=ja-easy`)
  await shootWhole(own, 'own-front-easy')
  await own.goto(leaflet.page)
  await link(own, 'だれに何が伝わったかを見る').click()
  await own.getByLabel('控え番号（6けた）').fill(keptNumber)
  await shootWhole(own, 'own-number')
  await button(own, '開く').click()
  await own.getByRole('heading', { level: 1, name: 'だれに何が伝わったか' }).waitFor()
  await shootWhole(own, 'own-told')
  await link(own, '同意する・取り消す').click()
  await link(own, '同意を取り消す').click()
  await shootWhole(own, 'own-withdraw')
}
