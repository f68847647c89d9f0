import { HYPHENS, plainHyphens } from './character-width.ts'

// Keys are for finding, never for showing or storing in place of what was written. Two spellings of one name or address give
// one key; two people may share one too, so a match is a proposal for a human.

/** Each word: the usual form first, then the forms that registers and signboards use for it. */
const VARIANT_FORMS = [
  '高髙 崎﨑嵜 辺邊邉 斉齊斎齋 浜濱濵 吉𠮷 島嶋嶌 柳栁 徳德 恵惠 瀬瀨 黒黑 広廣 沢澤 国國 真眞 曽曾 富冨 桑桒 槙槇 桜櫻 関關 滝瀧 竜龍 円圓 児兒 実實 宝寳寶',
  '寿壽 将將 松枩 条條 栄榮 横橫 穂穗 総總 緑綠 縄繩 聡聰 芦蘆 薗園 薮藪 蔵藏 衛衞 豊豐 遥遙 郎郞 野埜 鉄鐵 鶴靏靎 黄黃 弥彌 静靜 兎兔 剣劍 勲勳',
  '奥奧 学學 巌巖 応應 悦悅 戸戶 暁曉 来來 桧檜 歩步 気氣 温溫 湾灣 焼燒 珍珎 画畫 県縣 礼禮 稲稻 万萬 証證 鉱鑛 双雙 頼賴 駅驛 凜凛 鰺鯵 桝枡',
  '梅楳 峰峯 船舩 窪窊 岳嶽 竈竃 籠篭 檪櫟 諫諌 塩鹽',
].join(' ')

const USUAL_FORM: ReadonlyMap<string, string> = new Map(
  VARIANT_FORMS.split(' ').flatMap((forms) => {
    const [usual = '', ...variants] = forms
    return variants.map((variant) => [variant, usual] as const)
  }),
)

const VARIATION_SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu
const NAME_SEPARATORS = new RegExp(`[${HYPHENS}・,、。.'’]`, 'g')
const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/g
const SMALL_KANA = 'ァィゥェォッャュョヮヵヶ'
const LARGE_KANA = 'アイウエオツヤユヨワカケ'

/** One form for width, kana, case, variation selectors and variant kanji; spaces go. */
function fold(text: string): string {
  const folded = text.replace(VARIATION_SELECTORS, '').replace(INVISIBLE, '').normalize('NFKC')
  const letters = Array.from(folded.toLowerCase().normalize('NFKC'), (letter) => USUAL_FORM.get(letter) ?? letter)
  return toKatakana(letters.join('')).replace(/\s/g, '')
}

/** Katakana in full size: bank and utility files write ﾔ for ャ. */
function toKatakana(text: string): string {
  return text
    .replace(/[ぁ-ゖゝゞ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replace(/[ァィゥェォッャュョヮヵヶ]/g, (kana) => LARGE_KANA[SMALL_KANA.indexOf(kana)] ?? kana)
}

/** Key of a name or its reading: 髙橋 花子 and 高橋花子 meet, ﾀｶﾊｼ and たかはし meet. Separators and hyphens are dropped; ー stays. */
export function nameSearchKey(name: string): string {
  // Folded again: a mark may now stand beside the letter it joins.
  return fold(fold(name).replace(NAME_SEPARATORS, ''))
}

const KANJI_DIGITS = '〇一二三四五六七八九'
const KANJI_UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])
const KANJI_NUMBER = '[〇零一二三四五六七八九十百千]'
const NUMBERED = new RegExp(`(?<!${KANJI_NUMBER})${KANJI_NUMBER}+(?=丁目|番地|番(?!町)|号|条|線|地割|階)`, 'g')

/** The value of a kanji number: 二十三 and 二三 are 23. */
export function kanjiNumber(kanji: string): number {
  let total = 0
  let current = 0
  for (const letter of kanji.replaceAll('零', '〇')) {
    const unit = KANJI_UNITS.get(letter)
    if (unit === undefined) current = current * 10 + KANJI_DIGITS.indexOf(letter)
    else {
      total += (current || 1) * unit
      current = 0
    }
  }
  return total + current
}

/**
 * Key of an address: 霞が関一丁目2番3号, 霞ヶ関１－２－３ and 霞が関1丁目2-3 meet. Block words become hyphens,
 * 大字・字 and room words go, ヶ・ケ・が between kanji are one.
 */
export function addressSearchKey(address: string): string {
  const blocks = plainHyphens(fold(address))
    .replace(NUMBERED, (kanji) => String(kanjiNumber(kanji)))
    .replace(/(?<=\d)(?:丁目|番地の|番地ノ|番地|番(?!町)|号室|号棟|号|ノ)-?/g, '-')
    .replace(/(?<=\p{Script=Han})[ガケ](?=\p{Script=Han})/gu, 'ケ')
    .replace(/(?<=\p{Script=Han})[ノツ](?=\p{Script=Han})/gu, '')
    .replace(/大字|(?<=[市区町村郡])字/g, '')
  return blocks.replace(/-+/g, '-').replace(/-(?!\d)|(?<!\d)-/g, '')
}
