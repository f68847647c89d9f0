/** How the characters of a text file are written down. */
export type TextEncoding = 'utf-8' | 'cp932' | 'utf-16le' | 'utf-16be'

/** Bytes that stand for no character: where the first ones are (0 is the file's first byte) and how many there are in all. */
export type BrokenBytes = Readonly<{ count: number; offsets: readonly number[] }>

/** Turns a file's bytes, piece by piece, into UTF-8. Broken bytes become U+FFFD and are counted. */
export type Utf8Decoder = Readonly<{
  push(bytes: Uint8Array): Uint8Array
  /** What was still waiting for its second half. */
  end(): Uint8Array
  broken(): BrokenBytes
}>

const rememberedOffsets = 100

/** Lead × trail byte → code unit, as the WHATWG table of Shift_JIS (Windows-31J) has it; 0 is no character. */
let table: Uint16Array | undefined

function tableOfCp932(): Uint16Array {
  if (table !== undefined) return table
  table = new Uint16Array(65_536)
  const decoder = new TextDecoder('shift_jis', { fatal: true })
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (lead >= 0xa0 && lead <= 0xdf) continue
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      try {
        table[(lead << 8) | trail] = decoder.decode(Uint8Array.of(lead, trail)).charCodeAt(0)
      } catch {
        table[(lead << 8) | trail] = 0
      }
    }
  }
  return table
}

/** CP932 (Windows-31J) to UTF-8, byte to byte: no text is built on the way. */
export function cp932Decoder(): Utf8Decoder {
  const units = tableOfCp932()
  let out = new Uint8Array(0)
  let lead = -1
  let seen = 0
  let at = 0
  const found: { count: number; offsets: number[] } = { count: 0, offsets: [] }
  const put = (unit: number) => {
    at = putUtf8(unit, out, at)
  }
  const putBroken = (offset: number) => {
    found.count += 1
    if (found.offsets.length < rememberedOffsets) found.offsets.push(offset)
    put(0xfffd)
  }
  const putPair = (trail: number, offset: number): boolean => {
    const unit = units[(lead << 8) | trail] ?? 0
    lead = -1
    if (unit !== 0) put(unit)
    else putBroken(offset - 1)
    // A broken pair must not swallow the comma or line end behind it.
    return unit !== 0 || trail >= 0x80
  }
  const putHigh = (byte: number, offset: number) => {
    if (byte >= 0xa1 && byte <= 0xdf) put(0xff61 + byte - 0xa1)
    else if (byte === 0x80 || byte === 0xa0 || byte > 0xfc) putBroken(offset)
    else lead = byte
  }
  return {
    push: (bytes) => {
      if (out.length < bytes.length * 3 + 6) out = new Uint8Array(bytes.length * 3 + 6)
      at = 0
      for (let index = 0; index < bytes.length; index += 1) {
        const byte = bytes[index] ?? 0
        if (lead >= 0 && putPair(byte, seen + index)) continue
        if (byte < 0x80) out[at++] = byte
        else putHigh(byte, seen + index)
      }
      seen += bytes.length
      return out.subarray(0, at)
    },
    end: () => {
      at = 0
      if (lead >= 0) putBroken(seen - 1)
      lead = -1
      return out.subarray(0, at)
    },
    broken: () => ({ ...found }),
  }
}

/** Writes a code unit beyond ASCII as two or three bytes; answers where the next one goes. */
function putUtf8(unit: number, out: Uint8Array, from: number): number {
  let at = from
  if (unit < 0x800) {
    out[at++] = 0xc0 | (unit >> 6)
  } else {
    out[at++] = 0xe0 | (unit >> 12)
    out[at++] = 0x80 | ((unit >> 6) & 0x3f)
  }
  out[at++] = 0x80 | (unit & 0x3f)
  return at
}

/** Any other encoding by way of the platform's decoder; UTF-8 passes through as it is. */
export function decoderOf(encoding: TextEncoding): Utf8Decoder {
  switch (encoding) {
    case 'cp932':
      return cp932Decoder()
    case 'utf-8':
      return { push: (bytes) => bytes, end: () => new Uint8Array(0), broken: () => ({ count: 0, offsets: [] }) }
    case 'utf-16le':
    case 'utf-16be':
      return throughText(encoding)
    default: {
      const never: never = encoding
      return never
    }
  }
}

function throughText(encoding: string): Utf8Decoder {
  const decoder = new TextDecoder(encoding)
  return {
    push: (bytes) => Buffer.from(decoder.decode(bytes, { stream: true })),
    end: () => Buffer.from(decoder.decode()),
    broken: () => ({ count: 0, offsets: [] }),
  }
}
