/** Hepburn romanisation of the kana names of municipalities, to understand identifiers such as `hyogo-kobe`. */

const PAIRS: ReadonlyArray<readonly [string, string]> = [
  ['きゃ', 'kya'],
  ['きゅ', 'kyu'],
  ['きょ', 'kyo'],
  ['しゃ', 'sha'],
  ['しゅ', 'shu'],
  ['しょ', 'sho'],
  ['ちゃ', 'cha'],
  ['ちゅ', 'chu'],
  ['ちょ', 'cho'],
  ['にゃ', 'nya'],
  ['にゅ', 'nyu'],
  ['にょ', 'nyo'],
  ['ひゃ', 'hya'],
  ['ひゅ', 'hyu'],
  ['ひょ', 'hyo'],
  ['みゃ', 'mya'],
  ['みゅ', 'myu'],
  ['みょ', 'myo'],
  ['りゃ', 'rya'],
  ['りゅ', 'ryu'],
  ['りょ', 'ryo'],
  ['ぎゃ', 'gya'],
  ['ぎゅ', 'gyu'],
  ['ぎょ', 'gyo'],
  ['じゃ', 'ja'],
  ['じゅ', 'ju'],
  ['じょ', 'jo'],
  ['びゃ', 'bya'],
  ['びゅ', 'byu'],
  ['びょ', 'byo'],
  ['ぴゃ', 'pya'],
  ['ぴゅ', 'pyu'],
  ['ぴょ', 'pyo'],
]

const ROWS: ReadonlyArray<readonly [string, readonly string[]]> = [
  ['あいうえお', ['a', 'i', 'u', 'e', 'o']],
  ['かきくけこ', ['ka', 'ki', 'ku', 'ke', 'ko']],
  ['さしすせそ', ['sa', 'shi', 'su', 'se', 'so']],
  ['たちつてと', ['ta', 'chi', 'tsu', 'te', 'to']],
  ['なにぬねの', ['na', 'ni', 'nu', 'ne', 'no']],
  ['はひふへほ', ['ha', 'hi', 'fu', 'he', 'ho']],
  ['まみむめも', ['ma', 'mi', 'mu', 'me', 'mo']],
  ['らりるれろ', ['ra', 'ri', 'ru', 're', 'ro']],
  ['がぎぐげご', ['ga', 'gi', 'gu', 'ge', 'go']],
  ['ざじずぜぞ', ['za', 'ji', 'zu', 'ze', 'zo']],
  ['だぢづでど', ['da', 'ji', 'zu', 'de', 'do']],
  ['ばびぶべぼ', ['ba', 'bi', 'bu', 'be', 'bo']],
  ['ぱぴぷぺぽ', ['pa', 'pi', 'pu', 'pe', 'po']],
  ['やゆよわをんゔ', ['ya', 'yu', 'yo', 'wa', 'o', 'n', 'vu']],
]

const SOUNDS: ReadonlyMap<string, string> = new Map([
  ...PAIRS,
  ...ROWS.flatMap(([letters, sounds]) => [...letters].map((letter, index) => [letter, sounds[index] ?? ''] as const)),
])

/** Long vowels are written in many ways (Ōsaka, Oosaka, Osaka): for comparing they become short. */
export function shortVowels(roman: string): string {
  return roman
    .replace(/o[ou]+/gu, 'o')
    .replace(/u{2,}/gu, 'u')
    .replace(/[^a-z]/gu, '')
}

/** 「なごや」 → `nagoya`, 「べっぷ」 → `beppu`, for comparing only; letters that are not hiragana are left out. */
export function romanize(hiragana: string): string {
  const letters = [...hiragana]
  let roman = ''
  let doubled = false
  for (let index = 0; index < letters.length; index += 1) {
    const letter = letters[index] ?? ''
    if (letter === 'っ') {
      doubled = true
      continue
    }
    const pair = SOUNDS.get(`${letter}${letters[index + 1] ?? ''}`)
    const sound = pair ?? SOUNDS.get(letter) ?? ''
    if (pair !== undefined) index += 1
    roman += doubled && sound !== '' ? `${sound.startsWith('ch') ? 't' : (sound[0] ?? '')}${sound}` : sound
    doubled = false
  }
  return shortVowels(roman)
}

/** The comparable romanisation of a municipality without its 市・区・町・村, from its kana: both readings of 町 and 村. */
export function romanizeMunicipality(kana: string): string {
  return romanize(kana.replace(/(?:し|く|ちょう|まち|そん|むら)$/u, ''))
}

const PREFECTURES_ROMAN =
  'hokkaido aomori iwate miyagi akita yamagata fukushima ibaraki tochigi gunma saitama chiba tokyo kanagawa niigata toyama ishikawa fukui yamanashi nagano gifu shizuoka aichi mie shiga kyoto osaka hyogo nara wakayama tottori shimane okayama hiroshima yamaguchi tokushima kagawa ehime kochi fukuoka saga nagasaki kumamoto oita miyazaki kagoshima okinawa'.split(
    ' ',
  )

/** Two digits of a prefecture by its romanised name; undefined when there is none. */
export function findPrefectureByRoman(roman: string): string | undefined {
  const index = PREFECTURES_ROMAN.indexOf(roman.toLowerCase())
  return index === -1 ? undefined : String(index + 1).padStart(2, '0')
}
