import { type CalendarDate, partsOf } from '#kernel/calendar-date.ts'
import { type ConsentScope, DATA_CATEGORIES, FEEDBACK_LEVELS, PURPOSES } from './consent.ts'

/** Languages in which consent can be asked; the wording shown is kept with the answer. */
export const CONSENT_LANGUAGES = { ja: '日本語', 'ja-easy': 'やさしい日本語' } as const
export type ConsentLanguage = keyof typeof CONSENT_LANGUAGES
export const consentLanguages = ['ja', 'ja-easy'] as const satisfies readonly ConsentLanguage[]

/** Changes whenever a sentence below changes; old answers keep the version that was shown. */
export const WORDING_VERSION = '2026-11-2'

export type WordingNames = { readonly companyName: string; readonly municipalityName: string }

/** What is asked, in short sentences: to whom, what, for what, until when, what comes back, and that "no" changes nothing. */
export type ConsentWording = {
  readonly version: string
  readonly language: ConsentLanguage
  readonly question: string
  readonly sentences: readonly string[]
  readonly nothingChanges: string
  readonly withdraw: string
  readonly yes: string
  readonly no: string
}

/** The sentences for one scope in one language. */
export function consentWording(scope: ConsentScope, names: WordingNames, language: ConsentLanguage): ConsentWording {
  return language === 'ja' ? plain(scope, names) : easy(scope, names)
}

function plain(scope: ConsentScope, { companyName, municipalityName }: WordingNames): ConsentWording {
  return {
    version: WORDING_VERSION,
    language: 'ja',
    question: `${municipalityName}の相談窓口に、${companyName}からご連絡してもよろしいですか。`,
    sentences: [
      `伝える先は、${municipalityName}の生活の相談窓口だけです。`,
      `伝えることは、${scope.categories.map((category) => DATA_CATEGORIES[category]).join('、')}です。`,
      `使う目的は、${scope.purposes.map((purpose) => PURPOSES[purpose]).join('、')}です。`,
      `${companyName}に戻る知らせは、「${FEEDBACK_LEVELS[scope.feedbackLevel]}」です。相談の中身は戻りません。`,
      `期限は、${japaneseDate(scope.until)}までです。`,
    ],
    nothingChanges: '同意してもしなくても、お支払いや供給停止の扱いは変わりません。',
    withdraw: 'あとからいつでも、ご自分のページやお電話で取り消せます。',
    yes: '同意します',
    no: '同意しません',
  }
}

const easyCategories = {
  identity: 'あなたの 名前(なまえ)',
  contact: '住所(じゅうしょ)と 電話番号(でんわばんごう)',
  supply: '電気(でんき)や ガスが 止(と)まる 日(ひ)',
  observation: 'あなたから 聞(き)いたこと',
  arrears: 'まだ 払(はら)っていない お金(かね)のこと',
} as const satisfies Record<keyof typeof DATA_CATEGORIES, string>

const easyLevels = {
  none: 'なにも 知(し)らせません',
  received: '「連絡(れんらく)を 受(う)け取(と)りました」だけ 知(し)らせます',
  contacted: '「あなたと 話(はな)せました」まで 知(し)らせます',
  supported: '「手伝(てつだ)いが 始(はじ)まりました」まで 知(し)らせます',
} as const satisfies Record<keyof typeof FEEDBACK_LEVELS, string>

function easy(scope: ConsentScope, { companyName, municipalityName }: WordingNames): ConsentWording {
  return {
    version: WORDING_VERSION,
    language: 'ja-easy',
    question: `${companyName}が ${municipalityName}の 相談(そうだん)の 人(ひと)に、あなたのことを 話(はな)しても いいですか。`,
    sentences: [
      `話(はな)す 相手(あいて)は、${municipalityName}の 相談(そうだん)の 窓口(まどぐち)だけです。`,
      `話(はな)すことは、${scope.categories.map((category) => easyCategories[category]).join('、')}です。`,
      'あなたの 生活(せいかつ)の 相談(そうだん)のために 使(つか)います。',
      `会社(かいしゃ)には、${easyLevels[scope.feedbackLevel]}。相談(そうだん)の 中身(なかみ)は 知(し)らせません。`,
      `${japaneseDate(scope.until)}までです。`,
    ],
    nothingChanges:
      '「いいえ」でも だいじょうぶです。お金(かね)の 払(はら)い方(かた)や、電気(でんき)・ガスを 止(と)めるか どうかは、変(か)わりません。',
    withdraw: 'あとで やめることが できます。いつでも いいです。',
    yes: 'はい、いいです',
    no: 'いいえ',
  }
}

function japaneseDate(date: CalendarDate): string {
  const { year, month, day } = partsOf(date)
  return `${year}年${month}月${day}日`
}

/** What a clerk reads aloud on the phone; the answer is kept as "oral, by script" with this version. */
export function oralScript(wording: ConsentWording): readonly string[] {
  return [
    `ひとつ、お伺いしてもよろしいでしょうか。${wording.question}`,
    ...wording.sentences,
    wording.nothingChanges,
    wording.withdraw,
    '「はい」か「いいえ」でお答えください。迷われるときは、今日お決めにならなくても大丈夫です。',
  ]
}

/** Told to the person before and after a withdrawal: what stops at once, what stays and why. */
export const withdrawalWords = {
  ja: {
    stops: [
      'これから先、あなたのことが新しく伝わることはありません。',
      '同意によって伝わっていた内容は、相談窓口でも会社でも、すぐに開けなくなります。',
    ],
    stays: [
      '会社には、会社自身の記録（連絡の控えと、法律で残すことになっている記録）が残ります。',
      '相談窓口がすでに相談を始めているときは、その相談の記録は窓口に残ります。',
      '命の危険があって伝えたことは、同意によるものではないため、残ります。',
      'どれも、決められた目的のほかには使われません。お支払いや供給停止の扱いは変わりません。',
    ],
  },
  'ja-easy': {
    stops: [
      'これから あなたのことを 新(あたら)しく 話(はな)しません。',
      '話(はな)したことは、相談(そうだん)の 窓口(まどぐち)も 会社(かいしゃ)も、もう 見(み)ることが できません。',
    ],
    stays: [
      '会社(かいしゃ)の 記録(きろく)は 残(のこ)ります。',
      '相談(そうだん)を 始(はじ)めたときは、相談(そうだん)の 記録(きろく)は 窓口(まどぐち)に 残(のこ)ります。',
      '命(いのち)が 危(あぶ)なくて 話(はな)したことは 残(のこ)ります。',
      'ほかのことには 使(つか)いません。お金(かね)の 払(はら)い方(かた)や、電気(でんき)・ガスを 止(と)めるか どうかは、変(か)わりません。',
    ],
  },
} as const satisfies Record<ConsentLanguage, { stops: readonly string[]; stays: readonly string[] }>
