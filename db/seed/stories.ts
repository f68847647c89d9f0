import { z } from 'zod'
import { WORDING_VERSION } from '#consent/consent-wording.ts'
import { addDays, type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import type { Actor, Stage } from './actors.ts'
import { demoId, tenantId } from './town.ts'

/** The situations of the field, lived in the demo town. All names, numbers and places are invented. */

type Story = {
  readonly key: string
  readonly name: string
  readonly reading: string
  readonly phone: string
  readonly address: string
  readonly kind?: 'arrears' | 'signs'
  readonly signs: readonly string[]
  readonly note: string
  readonly supply: { kind: 'electricity' | 'gas'; stage: string; stopOn?: CalendarDate; stoppedOn?: CalendarDate }
  readonly arrears?: { months: number; yen: number }
  readonly consent?: 'given' | 'not-obtainable'
}

const Told = z.looseObject({ id: z.string(), version: z.number() })
const Inbox = z.looseObject({
  referrals: z.array(z.looseObject({ id: z.string(), version: z.number(), name: z.string().optional() })),
})

const reportOf = ({ kind = 'arrears', name, reading, phone, address, signs, note, supply, arrears }: Story) => ({
  kind,
  place: { address },
  name,
  reading,
  phone,
  signs,
  note,
  supply,
  ...(arrears ? { arrears } : {}),
})
const consentOf = (outcome: 'given' | 'not-obtainable', now: Date) => ({
  outcome,
  method: 'oral-script',
  capacity: 'self',
  language: 'ja',
  wordingVersion: WORDING_VERSION,
  obtainedAt: new Date(now.getTime() - 3_600_000).toISOString(),
})
const bodyOf = (story: Story, now: Date) => ({
  id: demoId(`report ${story.key}`),
  version: 0,
  report: reportOf(story),
  consent: consentOf(story.consent ?? 'given', now),
})

export async function liveStories({ as }: Stage, now: Date): Promise<void> {
  const today = todayInJapan(now)
  const day = (days: number) => addDays(today, days)
  const liaison = await as('renraku@akari-denki')
  const gas = await as('renraku@honoo-gas')
  const collector = await as('shukin@akari-denki')
  const worker = await as('soudan@kurashi')
  const lead = await as('shunin@kurashi')
  const send = (by: Actor, story: Story) => by('POST', '/api/reports/submit', bodyOf(story, now))

  await send(liaison, hanayo(day))
  await send(liaison, haiko(day))
  await openFirstCase(lead, worker, day)
  await concludedCase(lead, day)
  await send(gas, fuyuko(day))
  await send(liaison, dota(day))
  await send(gas, { ...dota(day), key: 'dota-gas', supply: { kind: 'gas', stage: 'reminder', stopOn: day(9) } })
  await collector('POST', '/api/reports', { ...bodyOf(genkan(day), now), passOn: true })
  await collector('POST', '/api/reports', { ...bodyOf(terebi(day), now), passOn: true })
  await collector('POST', '/api/danger', {
    place: '灯町市本町三丁目3番3号 見本荘102',
    what: '玄関で倒れていて、呼びかけへの返事がはっきりしません。',
    called: '119',
  })
  await askWithoutName(await as('denwa@akari-denki'), worker)
}

type Day = (days: number) => CalendarDate

const hanayo = (day: Day): Story => ({
  key: 'hanayo',
  name: '見本 花代',
  reading: 'みほん はなよ',
  phone: '000-0000-0101',
  address: '灯町市本町一丁目2番3号 灯ハイツ201',
  signs: ['said-cannot-pay', 'lost-income'],
  note: '先月で仕事が終わり、次が決まっていないと話された。ご本人は相談したいとのこと。',
  supply: { kind: 'electricity', stage: 'stop-notice', stopOn: day(3) },
  arrears: { months: 3, yen: 42_600 },
})
const haiko = (day: Day): Story => ({
  key: 'haiko',
  name: '見本 配子',
  reading: 'みほん はいこ',
  phone: '000-0000-0102',
  kind: 'signs',
  address: '灯町市本町二丁目5番1号',
  signs: ['no-food', 'unwell', 'elderly-alone'],
  note: '配達した食事が二日続けて手つかずだった。伺うと、食べる物がほとんどないと話された。',
  supply: { kind: 'electricity', stage: 'unknown', stopOn: day(21) },
})
const fuyuko = (day: Day): Story => ({
  key: 'fuyuko',
  name: '見本 冬子',
  reading: 'みほん ふゆこ',
  phone: '000-0000-0103',
  address: '灯町市北の丘四丁目8番',
  signs: ['no-heating-or-cooling', 'child-present'],
  note: 'ガスが止まり、暖房とお風呂が使えない。小さいお子さんがいる。',
  supply: { kind: 'gas', stage: 'stopped', stoppedOn: day(-1) },
})
const dota = (day: Day): Story => ({
  key: 'dota',
  name: '見本 同太',
  reading: 'みほん どうた',
  phone: '000-0000-0104',
  address: '灯町市本町一丁目7番7号',
  signs: ['said-cannot-pay', 'asked-to-wait'],
  note: '年金の日まで待ってほしいと話された。',
  supply: { kind: 'electricity', stage: 'stop-notice', stopOn: day(6) },
  arrears: { months: 2, yen: 18_300 },
})
const genkan = (day: Day): Story => ({
  key: 'genkan',
  name: '見本 玄',
  reading: 'みほん げん',
  phone: '000-0000-0105',
  address: '灯町市本町四丁目1番2号',
  signs: ['said-cannot-pay'],
  note: '集金で伺ったところ、今月も払えそうにないと話された。案内をお渡しし、同意をいただいた。',
  supply: { kind: 'electricity', stage: 'stop-notice', stopOn: day(5) },
})
const terebi = (day: Day): Story => ({
  key: 'terebi',
  name: '見本 照',
  reading: 'みほん てる',
  phone: '000-0000-0106',
  kind: 'signs',
  consent: 'not-obtainable',
  address: '灯町市本町二丁目9番9号',
  signs: ['no-answer-but-sounds', 'mail-piled-up', 'elderly-alone'],
  note: 'テレビの音はするが、返事がない。郵便物がたまっている。お会いできず、同意は伺えていない。',
  supply: { kind: 'electricity', stage: 'stop-notice', stopOn: day(8) },
})

async function referralNamed(by: Actor, name: string): Promise<{ id: string; version: number }> {
  const { referrals } = Inbox.parse(await by('GET', '/api/referrals'))
  const found = referrals.find((one) => one.name === name)
  if (!found) throw new Error(`${name} is not in the inbox`)
  return found
}

async function acknowledgeAndOpen(by: Actor, name: string): Promise<string> {
  const referral = await referralNamed(by, name)
  await by('POST', `/api/referrals/${referral.id}/acknowledge`, { version: referral.version })
  const id = demoId(`case ${name}`)
  await by('POST', '/api/cases', { id, referralIds: [referral.id] })
  return id
}

const entry = (by: Actor, id: string, content: Record<string, unknown>) =>
  by('POST', `/api/cases/${id}/entries`, { id: demoId(`${id} ${JSON.stringify(content)}`), entry: content })

async function openFirstCase(lead: Actor, worker: Actor, day: Day): Promise<void> {
  const id = await acknowledgeAndOpen(lead, '見本 花代')
  await lead('POST', `/api/cases/${id}/people`, { teamId: demoId('team visits') })
  await entry(worker, id, {
    kind: 'approach-plan',
    who: '見本 そよ（女性の相談員をご希望のため）',
    on: day(0),
    timeNote: '午後',
    way: 'phone',
    dignity: 'ご自分から話されたことを大切に。お仕事の話はご本人が出すまで待つ。',
    reluctance: '市役所に行くのは気が引けると話されている。まずは電話で。',
    notToSay: '「どうして早く相談しなかったのですか」',
  })
  await entry(worker, id, {
    kind: 'attempt',
    way: 'phone',
    reached: false,
    note: '留守番電話に、窓口の名前は残さず折り返しのお願いだけ。',
  })
}

async function concludedCase(lead: Actor, day: Day): Promise<void> {
  const id = await acknowledgeAndOpen(lead, '見本 配子')
  await entry(lead, id, {
    kind: 'approach-plan',
    who: '見本 あおい',
    on: day(0),
    way: 'visit',
    dignity: '体調を第一に。玄関先で短く。',
  })
  await entry(lead, id, {
    kind: 'attempt',
    way: 'visit',
    reached: true,
    note: 'お会いできた。食料をお届けし、一緒に申請へ行くことになった。',
  })
  await entry(lead, id, {
    kind: 'connection',
    service: 'public-assistance',
    on: day(0),
    place: '灯町市役所 福祉課',
    note: '申請に同行。',
  })
  const { version } = Told.parse(await lead('GET', `/api/cases/${id}`))
  await lead('POST', `/api/cases/${id}/conclude`, {
    version,
    code: 'connected-to-support',
    note: '生活保護の申請につながった。',
  })
}

async function askWithoutName(clerk: Actor, worker: Actor): Promise<void> {
  const ask = (key: string, question: Record<string, unknown>) =>
    clerk('POST', '/api/questions', { id: demoId(`question ${key}`), tenantId, areaCode: '992011', ...question })
  await ask('answered', {
    stage: 'stop-notice',
    signs: ['said-cannot-pay'],
    body: '停止の予告をお送りした方から、払えないとお電話がありました。同意を迷われています。どうお伝えするとよいでしょうか。',
  })
  await worker('POST', `/api/received-questions/${demoId('question answered')}/answer`, {
    version: 1,
    kind: 'consent-wording',
    text: '「相談しても、しなくても、お支払いの扱いは変わりません。窓口の人が、いっしょに考えます」とお伝えください。お名前を出さずに窓口へ直接お電話いただくこともできます。',
  })
  await ask('open', {
    stage: 'reminder',
    signs: ['unwell', 'elderly-alone'],
    body: '検針のたびに様子が気になる高齢の方がいます。お支払いは遅れ始めたところです。どの段階でお知らせするのがよいですか。',
  })
}
