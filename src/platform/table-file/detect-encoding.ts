import { cp932Decoder, type TextEncoding } from './text-encoding.ts'

/** What the bytes themselves say; `sure` is false where both readings are possible or some bytes fit neither. */
export type EncodingFound = Readonly<{ encoding: TextEncoding; sure: boolean; because: string }>

/** Tells the encoding from the first bytes of a file (a sample may end within a character). */
export function detectEncoding(sample: Uint8Array): EncodingFound {
  const [first, second, third] = sample
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return { encoding: 'utf-8', sure: true, because: '先頭に UTF-8 の印（BOM）があります' }
  }
  if (first === 0xff && second === 0xfe)
    return { encoding: 'utf-16le', sure: true, because: '先頭に UTF-16 の印（BOM）があります' }
  if (first === 0xfe && second === 0xff)
    return { encoding: 'utf-16be', sure: true, because: '先頭に UTF-16 の印（BOM）があります' }
  const utf8 = isUtf8(sample)
  const broken = brokenAsCp932(sample)
  if (sample.every((byte) => byte < 0x80)) {
    return { encoding: 'utf-8', sure: true, because: '調べた範囲は英数字と記号だけで、どの文字コードでも同じです' }
  }
  if (utf8) return { encoding: 'utf-8', sure: true, because: '日本語が UTF-8 として正しく並んでいます' }
  if (broken === 0)
    return {
      encoding: 'cp932',
      sure: true,
      because: 'UTF-8 としては読めず、シフトJIS（CP932）として正しく並んでいます',
    }
  return {
    encoding: 'cp932',
    sure: false,
    because: `UTF-8 としてもシフトJIS（CP932）としても読めないところがあります（調べた範囲で${broken}か所）`,
  }
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    // A stream may end within a character: only what is complete is judged.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}

function brokenAsCp932(sample: Uint8Array): number {
  const decoder = cp932Decoder()
  decoder.push(sample)
  return decoder.broken().count
}
