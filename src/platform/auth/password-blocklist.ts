/**
 * Judges a password by what would be left if everything that guessers try first were taken out: common words, names
 * of the place, runs on the keyboard, repetitions, years. A rule instead of a file: lists of leaked passwords hold few
 * of 15 characters, and what people do to reach 15 is to join and repeat short ones.
 */
export function isEasilyGuessed(password: string, context: readonly string[]): boolean {
  const plain = simplified(password)
  if (new Set(plain).size < 5) return true
  const words = [...context.flatMap(wordsOf), ...commonWords].toSorted((a, b) => b.length - a.length)
  return [plain, unmasked(plain)].some((text) => weightOf(withoutRepetition(leftOf(text, words))) < leastLeft)
}

/** What has to remain after everything guessable is gone. */
const leastLeft = 6

function simplified(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** P@ssw0rd is password. */
function unmasked(text: string): string {
  return text.replaceAll(/[@0134$5!7]/g, (mark) => masks[mark] ?? mark)
}
const masks: Readonly<Record<string, string>> = {
  '@': 'a',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  $: 's',
  '5': 's',
  '!': 'i',
  '7': 't',
}

function leftOf(text: string, words: readonly string[]): string {
  const withoutWords = words.reduce((rest, word) => rest.replaceAll(word, ' '), text)
  return withoutRuns(withoutWords).replaceAll(/(19|20)\d\d|令和|平成|昭和|[年月日]/g, ' ')
}

/** How much guessing a rest costs: letters one, kana and kanji two (there are more of them), digits little, signs nothing. */
function weightOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + weightOfSign(sign), 0)
}

function weightOfSign(sign: string): number {
  if (/[a-z]/.test(sign)) return 1
  if (/\d/.test(sign)) return 0.3
  return /\p{L}/u.test(sign) ? 2 : 0
}

const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  '1234567890-',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'あいうえおかきくけこさしすせそ',
  'いろはにほへとちりぬるを',
].flatMap((row) => [row, [...row].reverse().join('')])

/** Takes out three or more neighbours in a row. */
function withoutRuns(text: string): string {
  let left = ''
  for (let at = 0; at < text.length; ) {
    const length = runLength(text, at)
    if (length >= 3) left += ' '
    else left += text.slice(at, at + Math.max(length, 1))
    at += Math.max(length, 1)
  }
  return left
}

function runLength(text: string, at: number): number {
  let longest = 1
  for (const row of runs) {
    let length = longest
    while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length += 1
    longest = length
  }
  return longest
}

/** abcabcabc weighs as much as abc, aaaa as much as a. */
function withoutRepetition(text: string): string {
  return text.replaceAll(/(.{1,12}?)\1+/gu, '$1')
}

/** Names, and their parts between signs, of three letters or more (two in Japanese). */
function wordsOf(name: string): readonly string[] {
  const whole = simplified(name)
  const parts = [
    whole,
    ...whole.split(/[^\p{L}\p{N}]+/u),
    whole.replace(/(市役所|市|町|村|区|株式会社|電力|ガス)$/u, ''),
  ]
  return [...new Set(parts)].filter((part) => part.length >= (/^[a-z0-9]+$/.test(part) ? 3 : 2))
}

/** What heads every published list of passwords, and what everybody in this work would type first. */
const commonWords =
  `password passwd passcode passphrase secret welcome letmein login logon admin administrator root user
guest test testing default changeme change master system server computer internet windows google apple amazon
iloveyou love princess dragon monkey football baseball soccer superman batman shadow sunshine summer winter spring
autumn hello world freedom whatever trustno trust number hunter killer flower happy lucky money family mother father
qwerty qazwsx asdf zxcv abc xyz pass
tomoshibi akari hikari denki denryoku gas suidou shien soudan fukushi kurashi jichitai yakusho shiyakusho machi
nihon japan tokyo osaka kyoto nagoya sapporo fukuoka hiroshima yokohama sakura fuji yama kawa taro hanako tanaka suzuki
sato takahashi watanabe yamada yamamoto nakamura kobayashi konnichiwa ohayou arigatou pokemon doraemon naruto
january february march april may june july august september october november december monday tuesday wednesday thursday
friday saturday sunday
ともしび パスワード ぱすわーど ひみつ 秘密 相談 支援 窓口 市役所 役所 電力 電気 ガス 水道 福祉 自立 生活 困窮 管理者 こんにちは
おはよう ありがとう よろしく 日本 東京 大阪 さくら 桜 富士山 太郎 花子 田中 佐藤 鈴木`
    .split(/\s+/)
    .filter((word) => word !== '')
