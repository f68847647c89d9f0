import iconv from 'iconv-lite'
import type { OutputEncoding } from './run-order.ts'

/**
 * Characters of which Unicode has two for one of JIS: those that CP932 knows are written for the others, which look the
 * same (the wave dash and its kin).
 */
const TWINS: Readonly<Record<string, string>> = {
  '〜': '～',
  '−': '－',
  '‖': '∥',
  '—': '―',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
}
const twins = new RegExp(`[${Object.keys(TWINS).join('')}]`, 'g')

/** Text as bytes of the output's encoding. */
export function encodeText(text: string, encoding: OutputEncoding): Uint8Array {
  return encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(asCp932Has(text), 'cp932')
}

/** What a file begins with: the mark that makes office programs read UTF-8 as such. */
export function beginningOf(encoding: OutputEncoding): Uint8Array {
  return encoding === 'utf-8' ? Buffer.from('\uFEFF') : new Uint8Array()
}

/** The characters that the encoding cannot hold, each once; they would come out as question marks. */
export function cannotHold(text: string, encoding: OutputEncoding): readonly string[] {
  if (encoding === 'utf-8') return []
  const wanted = asCp932Has(text)
  if (iconv.decode(iconv.encode(wanted, 'cp932'), 'cp932') === wanted) return []
  const characters = new Set(wanted)
  return [...characters].filter((character) => iconv.decode(iconv.encode(character, 'cp932'), 'cp932') !== character)
}

/**
 * What could not be read may hold what the encoding cannot: such characters are written by their numbers, 〔U+FFFD〕, since
 * a question mark would hide what is wrong. `lost` takes them up.
 */
export function byNumbers(text: string, encoding: OutputEncoding, lost: Set<string>): string {
  const characters = cannotHold(text, encoding)
  for (const character of characters) lost.add(numberOf(character))
  return characters.reduce((rest, character) => rest.replaceAll(character, numberOf(character)), text)
}

function numberOf(character: string): string {
  return `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}〕`
}

function asCp932Has(text: string): string {
  return text.replace(twins, (character) => TWINS[character] ?? character)
}
