import { DATA_CATEGORIES, type DataCategory, PURPOSES } from '#consent/consent.ts'
import { type CalendarDate, timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { formatDate } from '#kernel/date-text.ts'
import { GROUNDS, type ledgerGrounds } from './grounds.ts'

export type LedgerGround = (typeof ledgerGrounds)[number]

export const LEDGER_GROUNDS = {
  ...GROUNDS,
  receipt: '受け取り・終了の知らせ（ご本人の事情を含まない）',
} as const satisfies Record<LedgerGround, string>

export const LEDGER_PURPOSES = {
  consultation: PURPOSES.consultation,
  feedback: PURPOSES.feedback,
  redirect: '担当の相談窓口への引き継ぎ',
  conference: '支援会議での話し合い',
  cooperation: '支援会議からの協力の求めへの答え',
} as const
export type LedgerPurpose = keyof typeof LEDGER_PURPOSES
export const ledgerPurposes = [
  'consultation',
  'feedback',
  'redirect',
  'conference',
  'cooperation',
] as const satisfies readonly LedgerPurpose[]

/** How something was told that did not pass through the system. */
export const SPOKEN_WAYS = { phone: '電話で', meeting: '会って', paper: '紙で' } as const
export type SpokenWay = keyof typeof SPOKEN_WAYS
export const spokenWays = ['phone', 'meeting', 'paper'] as const satisfies readonly SpokenWay[]

/** One line of the ledger as the person may read it. */
export type ToldEntry = {
  /** ISO instant. */
  readonly at: string
  readonly provider: string
  readonly recipient: string
  readonly categories: readonly (DataCategory | 'feedback')[]
  readonly purpose: LedgerPurpose
  readonly ground: LedgerGround
  readonly until: CalendarDate | undefined
  /** The word that went back to the company, if this was feedback. */
  readonly word: 'received' | 'contacted' | 'supported' | 'closed' | undefined
  /** Whether a withdrawal has made it unreadable. */
  readonly recalled: boolean
  /** How it was told, where that was not through the system. */
  readonly spoken?: SpokenWay | undefined
}

/** Who was told what, when and why, in plain sentences. */
export type ToldSentences = {
  readonly when: string
  readonly what: string
  readonly why: string
  readonly now: string
}

const words = {
  received: '連絡を受け取ったこと',
  contacted: 'お会いできた、またはお話しできたこと',
  supported: '支援につながったこと',
  closed: '相談が終わったこと',
} as const

const easyWords = {
  received: '連絡(れんらく)を 受(う)け取(と)ったこと',
  contacted: 'あなたと 話(はな)せたこと',
  supported: '手伝(てつだ)いが 始(はじ)まったこと',
  closed: '相談(そうだん)が 終(お)わったこと',
} as const

const easyCategories = {
  identity: '名前(なまえ)',
  contact: '住所(じゅうしょ)と 電話番号(でんわばんごう)',
  supply: '電気(でんき)や ガスの こと',
  observation: '聞(き)いたこと・見(み)たこと',
  arrears: '払(はら)っていない お金(かね)のこと',
} as const satisfies Record<DataCategory, string>

/** The sentences of one entry. `today` decides whether its time is over. */
export function toldSentences(entry: ToldEntry, language: 'ja' | 'ja-easy', today: CalendarDate): ToldSentences {
  const instant = new Date(entry.at)
  const when = `${formatDate(todayInJapan(instant))} ${timeInJapan(instant)}`
  return language === 'ja'
    ? { when, what: whatPassed(entry), why: whyPassed(entry), now: whatHolds(entry, today) }
    : { when, what: easyWhat(entry), why: easyWhy(entry), now: easyNow(entry, today) }
}

const isCategory = (one: DataCategory | 'feedback'): one is DataCategory => one !== 'feedback'

function whatPassed({ provider, recipient, purpose, categories, word, spoken }: ToldEntry): string {
  const way = spoken === undefined ? '' : SPOKEN_WAYS[spoken]
  if (purpose === 'feedback') return `${provider}が${recipient}に、${way}${words[word ?? 'received']}を伝えました。`
  const list = categories.filter(isCategory).map((one) => DATA_CATEGORIES[one])
  const verb = purpose === 'redirect' ? '引き継ぎました' : '伝えました'
  return `${provider}が${recipient}に、${way}${list.join('、')}を${verb}。`
}

const aims = {
  consultation: PURPOSES.consultation,
  feedback: PURPOSES.feedback,
  redirect: PURPOSES.consultation,
  conference: '支援のしかたを、秘密を守る約束をした人たちで話し合うため',
  cooperation: '支援のしかたを話し合うために、市区町村から求められたため',
} as const satisfies Record<LedgerPurpose, string>

function whyPassed({ ground, purpose }: ToldEntry): string {
  switch (ground) {
    case 'consent':
      return `理由：ご本人の同意があったため。目的：${aims[purpose]}。`
    case 'life-body-property':
      return `理由：生命・身体・財産を守る必要があり、同意をうかがうことが難しかったため（個人情報保護法で認められた場合です）。目的：${aims[purpose]}。`
    case 'support-conference':
      return '理由：法律にもとづく支援会議で話し合うため（生活困窮者自立支援法第9条）。出席した人には、秘密を守る義務があります。'
    case 'cooperation-request':
      return '理由：支援会議から、法律にもとづく協力の求めがあったため（生活困窮者自立支援法第9条第3項）。'
    case 'law':
      return `理由：法令に定めがあるため。目的：${aims[purpose]}。`
    case 'other':
      return `理由：責任者が、根拠となる法律の条文を確かめて判断したため。目的：${aims[purpose]}。`
    case 'immediate-danger':
      return '理由：命に危険があり、同意を待つことができなかったため（個人情報保護法で認められた場合です）。'
    case 'receipt':
      return '理由：連絡した会社への受け取りの知らせのため。あなたの事情は含まれていません。'
    default: {
      const never: never = ground
      return never
    }
  }
}

function whatHolds({ recalled, until }: ToldEntry, today: CalendarDate): string {
  if (recalled) return '同意が取り消されたため、いまは相手も開けません。'
  if (until === undefined) return ''
  return until < today
    ? `期限（${formatDate(until)}）が過ぎたため、いまは開けません。`
    : `期限：${formatDate(until)}まで。`
}

const easyWays = { phone: '電話(でんわ)で ', meeting: '会(あ)って ', paper: '紙(かみ)で ' } as const satisfies Record<
  SpokenWay,
  string
>

function easyWhat({ provider, recipient, purpose, categories, word, spoken }: ToldEntry): string {
  const way = spoken === undefined ? '' : easyWays[spoken]
  if (purpose === 'feedback')
    return `${provider}が ${recipient}に、${way}${easyWords[word ?? 'received']}を 話(はな)しました。`
  const list = categories.filter(isCategory).map((one) => easyCategories[one])
  return `${provider}が ${recipient}に、${way}${list.join('、')}を 話(はな)しました。`
}

function easyWhy({ ground }: ToldEntry): string {
  switch (ground) {
    case 'consent':
      return 'どうして：あなたが「いいです」と 言(い)ったからです。'
    case 'life-body-property':
      return 'どうして：あなたの 命(いのち)や 体(からだ)、お金(かね)を 守(まも)るためです。あなたに 聞(き)くことが 難(むずか)しかったです。'
    case 'support-conference':
      return 'どうして：あなたを 手伝(てつだ)う 方法(ほうほう)を、会議(かいぎ)で 話(はな)すためです。会議(かいぎ)の 人(ひと)は 秘密(ひみつ)を 守(まも)ります。'
    case 'cooperation-request':
      return 'どうして：会議(かいぎ)の 人(ひと)が「教(おし)えてください」と 言(い)ったからです。法律(ほうりつ)に 書(か)いてあります。'
    case 'law':
      return 'どうして：法律(ほうりつ)に「話(はな)す」と 書(か)いてあるからです。'
    case 'other':
      return 'どうして：責任(せきにん)の ある 人(ひと)が、法律(ほうりつ)を 見(み)て 決(き)めました。'
    case 'immediate-danger':
      return 'どうして：命(いのち)が 危(あぶ)なかったからです。'
    case 'receipt':
      return 'どうして：会社(かいしゃ)に「受(う)け取(と)りました」と 言(い)うためです。あなたの ことは 話(はな)していません。'
    default: {
      const never: never = ground
      return never
    }
  }
}

function easyNow({ recalled, until }: ToldEntry, today: CalendarDate): string {
  if (recalled) return 'あなたが やめたので、もう 見(み)ることが できません。'
  if (until === undefined) return ''
  return until < today
    ? `${formatDate(until)}までだったので、もう 見(み)ることが できません。`
    : `${formatDate(until)}までです。`
}
