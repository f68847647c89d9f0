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

/** The characters of a text that no bundled typeface can draw, each once; empty when everything prints. */
export function listUnprintable(text: string): string[] {
  const missing = new Set<string>()
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    if (isControl(codePoint) || isVariationSelector(codePoint)) continue
    if (!fontMaps().some((map) => map.covers(codePoint))) missing.add(character)
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
