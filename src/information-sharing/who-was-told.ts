import { DATA_CATEGORIES, type DataCategory, PURPOSES } from '#consent/consent.ts'
import { type CalendarDate, timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { formatDate } from '#kernel/date-text.ts'

/** One line of the ledger as the person may read it. */
export type ToldEntry = {
  /** ISO instant. */
  readonly at: string
  readonly provider: string
  readonly recipient: string
  readonly categories: readonly (DataCategory | 'feedback')[]
  readonly purpose: 'consultation' | 'feedback' | 'redirect'
  readonly ground: 'consent' | 'immediate-danger' | 'receipt'
  readonly until: CalendarDate | undefined
  /** The word that went back to the company, if this was feedback. */
  readonly word: 'received' | 'contacted' | 'supported' | 'closed' | undefined
  /** Whether a withdrawal has made it unreadable. */
  readonly recalled: boolean
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

function whatPassed({ provider, recipient, purpose, categories, word }: ToldEntry): string {
  if (purpose === 'feedback') return `${provider}が${recipient}に、${words[word ?? 'received']}を伝えました。`
  const list = categories.filter(isCategory).map((one) => DATA_CATEGORIES[one])
  const verb = purpose === 'redirect' ? '引き継ぎました' : '伝えました'
  return `${provider}が${recipient}に、${list.join('、')}を${verb}。`
}

function whyPassed({ ground, purpose }: ToldEntry): string {
  switch (ground) {
    case 'consent':
      return `理由：ご本人の同意があったため。目的：${PURPOSES[purpose === 'feedback' ? 'feedback' : 'consultation']}。`
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

function easyWhat({ provider, recipient, purpose, categories, word }: ToldEntry): string {
  if (purpose === 'feedback')
    return `${provider}が ${recipient}に、${easyWords[word ?? 'received']}を 話(はな)しました。`
  const list = categories.filter(isCategory).map((one) => easyCategories[one])
  return `${provider}が ${recipient}に、${list.join('、')}を 話(はな)しました。`
}

function easyWhy({ ground }: ToldEntry): string {
  switch (ground) {
    case 'consent':
      return 'どうして：あなたが「いいです」と 言(い)ったからです。'
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
