import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { detectEncoding } from './detect-encoding.ts'
import { cp932Decoder, decoderOf, type Utf8Decoder } from './text-encoding.ts'

function decoded(decoder: Utf8Decoder, pieces: readonly Uint8Array[]): string {
  const parts = pieces.map((piece) => Buffer.from(decoder.push(piece)))
  return Buffer.concat([...parts, Buffer.from(decoder.end())]).toString()
}

/** Every character that CP932 has, as bytes: single ones and pairs. */
const characters = Array.from({ length: 0x1_00_00 }, (_, code) =>
  code < 0x100 ? [code] : [code >> 8, code & 0xff],
).filter(
  (bytes) =>
    iconv.decode(Buffer.from(bytes), 'cp932').length === 1 &&
    !iconv.decode(Buffer.from(bytes), 'cp932').includes('\uFFFD'),
)

test('CP932 comes out as its table has it, however the file is cut', () => {
  expect(characters.length).toBeGreaterThan(9000)
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...characters), { maxLength: 60 }), fc.nat(120), (units, cut) => {
      const bytes = Uint8Array.from(units.flat().map((byte) => (byte === 0x80 ? 0x41 : byte)))
      const text = iconv.decode(Buffer.from(bytes), 'cp932')
      expect(decoded(cp932Decoder(), [bytes.subarray(0, cut), bytes.subarray(cut)])).toBe(text)
    }),
    { numRuns: 2000 },
  )
})

test('a broken pair swallows neither the comma nor the line end behind it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const count = (sign: number, text: Uint8Array) => text.filter((byte) => byte === sign).length
      const out = Buffer.from(decoded(cp932Decoder(), [bytes]))
      for (const sign of [0x0a, 0x0d, 0x22, 0x2c]) expect(count(sign, out)).toBe(count(sign, bytes))
    }),
    { numRuns: 2000 },
  )
})

test('names with the extended characters of Windows survive', () => {
  const names = '髙橋﨑①㈱Ⅱ㍻～－―∥ﾃｽﾄ表ソ能'
  expect(decoded(cp932Decoder(), [iconv.encode(names, 'cp932')])).toBe(names)
})

test('a byte that stands for no character is told with its position', () => {
  const decoder = cp932Decoder()
  decoder.push(Uint8Array.of(0x41, 0x82, 0x2c, 0x42, 0xff))
  expect(decoder.broken()).toEqual({ count: 2, offsets: [1, 4] })
})

test('a character cut off at the end is broken, not forgotten', () => {
  const decoder = cp932Decoder()
  expect(decoded(decoder, [Uint8Array.of(0x41, 0x82)])).toBe('A\uFFFD')
  expect(decoder.broken()).toEqual({ count: 1, offsets: [1] })
})

test.each([
  ['utf-8', Buffer.from('\uFEFF契約番号')],
  ['utf-8', Buffer.from('契約番号')],
  ['cp932', iconv.encode('契約番号,ﾃﾞﾝｷ', 'cp932')],
  ['utf-16le', iconv.encode('契約番号', 'utf-16le', { addBOM: true })],
  ['utf-16be', iconv.encode('契約番号', 'utf-16be', { addBOM: true })],
] as const)('%s is told from the bytes alone', (encoding, bytes) => {
  expect(detectEncoding(bytes)).toMatchObject({ encoding, sure: true })
  expect(decoded(decoderOf(encoding), [bytes]).replace('\uFEFF', '')).toMatch(/^契約番号/)
})

test('bytes of no encoding are not called sure', () => {
  expect(detectEncoding(Uint8Array.of(0x41, 0xff, 0xff, 0x41)).sure).toBe(false)
})
