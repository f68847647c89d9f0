import { holdsMyNumber } from '#kernel/my-number.ts'

/** A question to the agency is asked without a name; this looks for what would tell who it is, and says so. */
export type FindingKind = 'my-number' | 'phone' | 'number' | 'mail' | 'name' | 'address' | 'birthday'
export type Finding = {
  readonly kind: FindingKind
  /** Place in the text (UTF-16 offsets), so that a screen can underline it. The value itself is not repeated. */
  readonly start: number
  readonly end: number
  readonly because: string
}

const SENTENCES = {
  'my-number': '12けたの番号があります。マイナンバーは、ここでは扱えません。番号を消してください。',
  phone: '電話番号のように見えます。番号を消すと送れます。',
  number: 'お客さま番号のような長い番号があります。番号を消すと送れます。',
  mail: 'メールアドレスがあります。消すと送れます。',
  name: 'お名前のように見えます。「お客さま」「ご家族」と書き換えると送れます。',
  address: '番地のように見えます。地域は上の欄で市区町村まで選べますので、番地を消すと送れます。',
  birthday: '生年月日のように見えます。「70代」のように書き換えると送れます。',
} as const satisfies Record<FindingKind, string>

const digits = '[0-9０-９]'
const dash = '[-－ー‐‑–—−ｰ]'
const kanji = '\\p{Script=Han}々〆'

const PATTERNS: readonly { readonly kind: FindingKind; readonly pattern: RegExp }[] = [
  { kind: 'my-number', pattern: new RegExp(`${digits}(?:[\\s　]?${dash}?[\\s　]?${digits}){11}(?!${digits})`, 'gu') },
  { kind: 'mail', pattern: /[\w.+-]+[@＠][\w-]+(?:[.．][\w-]+)+/gu },
  {
    kind: 'phone',
    pattern: new RegExp(
      `[(（]?[0０]${digits}{1,4}[)）]?(?:${dash}|[\\s　(（])?${digits}{1,4}(?:${dash}|[\\s　)）])?${digits}{3,4}`,
      'gu',
    ),
  },
  { kind: 'number', pattern: new RegExp(`[A-Za-z]{0,3}${digits}(?:${dash}?${digits}){6,}`, 'gu') },
  {
    kind: 'birthday',
    pattern: new RegExp(
      `(?:(?:19|20)${digits}{2}|(?:昭和|平成|大正|令和)[${'0-9０-９'}元]{1,2})年[\\s　]?${digits}{1,2}月[\\s　]?${digits}{1,2}日(?:[\\s　]?生)?`,
      'gu',
    ),
  },
  {
    kind: 'address',
    pattern: new RegExp(`${digits}+(?:丁目|番地?|号室?)|${digits}+${dash}${digits}+(?:${dash}${digits}+)?`, 'gu'),
  },
  {
    kind: 'name',
    pattern: new RegExp(
      `[${kanji}]{1,4}[\\s　]?[${kanji}ぁ-んァ-ヶー]{0,5}(?:さん|様|さま|氏|ちゃん|くん)(?![${kanji}])`,
      'gu',
    ),
  },
  { kind: 'name', pattern: /[ァ-ヶー]{2,8}[\s　・]?[ァ-ヶー]{0,8}(?:さん|様|さま|氏)/gu },
  { kind: 'name', pattern: new RegExp(`(?:氏名|名前|名義)[はがを:：\\s　]{1,3}[${kanji}]{2,6}`, 'gu') },
]

/** Words that end like a name and name nobody; before them stands nothing or a particle. */
const PERSON_WORDS = [
  'お?客',
  '皆',
  '奥',
  '旦那',
  '[お御]?(?:父|母|兄|姉|孫|子|息子|娘|祖父|祖母|嫁|婿)',
  '子ども',
  '大家',
  '隣',
  '近所',
  '管理人',
  '本人',
  '相手',
  '家族',
  '親御',
  '民生委員',
  '職員',
  '\\p{Script=Han}*[者員人医]',
]
const NOBODY = new RegExp(
  `(?:^|[ぁ-ん])(?:(?:${PERSON_WORDS.join('|')})(?:さま|様|さん)|[何同模仕多一異]様|同氏|両氏|赤ちゃん|お(?:母|父|姉|兄)ちゃん)$`,
  'u',
)

/** What in a text may tell who it is about; an empty list means that it can be sent. Overlapping finds are told once. */
export function findWhoItIs(text: string): readonly Finding[] {
  const found: Finding[] = []
  for (const { kind, pattern } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (found.some((one) => start < one.end && one.start < end)) continue
      if (speaksOfSomebody(kind, match[0])) found.push({ kind, start, end, because: SENTENCES[kind] })
    }
  }
  return found.toSorted((one, other) => one.start - other.start)
}

function speaksOfSomebody(kind: FindingKind, words: string): boolean {
  if (kind === 'my-number') return holdsMyNumber(words)
  if (kind !== 'name') return true
  return !NOBODY.test(words)
}
