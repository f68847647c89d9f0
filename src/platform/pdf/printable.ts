import { type CharacterMap, readCharacterMap } from './character-map.ts'
import { printFonts } from './fonts.ts'

let maps: CharacterMap[] | undefined

function fontMaps(): CharacterMap[] {
  maps ??= printFonts().map(readCharacterMap)
  return maps
}

function isVariationSelector(codePoint: number): boolean {
  return (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef)
}

function isControl(codePoint: number): boolean {
  return codePoint < 0x20
}

/** Code points that were asked for before: 1 prints, 0 was not asked. Letters say the same few hundred again and again. */
const known = new Uint8Array(0x110000)

/** The characters of a text that no bundled typeface can draw, each once; empty when everything prints. */
export function listUnprintable(text: string): string[] {
  const missing = new Set<string>()
  for (let at = 0; at < text.length; at += 1) {
    const codePoint = text.codePointAt(at) ?? 0
    if (codePoint > 0xffff) at += 1
    if (known[codePoint] === 1) continue
    if (isControl(codePoint) || isVariationSelector(codePoint) || fontMaps().some((map) => map.covers(codePoint))) {
      known[codePoint] = 1
    } else missing.add(String.fromCodePoint(codePoint))
  }
  return [...missing]
}

/**
 * Kanji whose chosen form (異体字, by ideographic variation sequence) the typefaces lack, so that the ordinary form is printed.
 * The person who sends the letter is told, because a name in another form may matter to its bearer.
 */
export function listPrintedInOrdinaryForm(text: string): string[] {
  const ordinary = new Set<string>()
  let previous = ''
  for (const character of text) {
    const selector = character.codePointAt(0) ?? 0
    const base = previous.codePointAt(0) ?? 0
    if (previous !== '' && isVariationSelector(selector) && !firstCovering(base)?.hasVariation(base, selector)) {
      ordinary.add(previous + character)
    }
    previous = character
  }
  return [...ordinary]
}

function firstCovering(codePoint: number): CharacterMap | undefined {
  return fontMaps().find((map) => map.covers(codePoint))
}
