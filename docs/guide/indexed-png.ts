import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** Dots of a picture in lines, `step` bytes each (RGB or RGBA). */
type Dots = { readonly width: number; readonly height: number; readonly step: number; readonly bytes: Buffer }

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const mostColours = 256

/**
 * Writes a browser's PNG again with a palette: a screen has few colours, so about half of the bytes is left.
 * Colours beyond the 256 most frequent ones become the nearest of those. Reads 8-bit RGB and RGBA without interlace.
 */
export function indexedPng(png: Buffer): Buffer {
  const { width, height, step, bytes } = dotsOf(png)
  const colours = Array.from({ length: width * height }, (_, dot) => colourAt(bytes, dot * step))
  const palette = paletteOf(colours)
  const known = new Map(palette.map((colour, index) => [colour, index]))
  const lines = Buffer.alloc(height * (width + 1))
  for (const [dot, colour] of colours.entries()) {
    const index = known.get(colour) ?? nearest(palette, colour)
    known.set(colour, index)
    lines[dot + Math.floor(dot / width) + 1] = index
  }
  const inks = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([
    signature,
    chunk('IHDR', header(width, height)),
    chunk('PLTE', inks),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function dotsOf(png: Buffer): Dots {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const kind = [...png.subarray(24, 29)].join(' ')
  const step = kind === '8 2 0 0 0' ? 3 : kind === '8 6 0 0 0' ? 4 : undefined
  if (step === undefined) throw new Error(`This PNG is of a kind that no browser takes: ${kind}`)
  const packed: Buffer[] = []
  for (let at = signature.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(data)
  }
  return { width, height, step, bytes: unfiltered(inflateSync(Buffer.concat(packed)), { length: width * step, step }) }
}

/**
 * Undoes the five line filters of PNG (ISO/IEC 15948, 9.2): every byte was written as a difference to its neighbours.
 * A line and a dot of zeros stand around the picture, as the standard reads its edges.
 */
function unfiltered(lines: Buffer, { length, step }: { length: number; step: number }): Buffer {
  const height = lines.length / (length + 1)
  const stride = length + step
  const padded = Buffer.alloc((height + 1) * stride)
  for (let y = 0; y < height; y++) {
    const filter = byteAt(lines, y * (length + 1))
    for (let x = 0; x < length; x++) {
      const at = (y + 1) * stride + step + x
      const [left, up, corner] = [at - step, at - stride, at - stride - step].map((near) => byteAt(padded, near))
      padded[at] = (byteAt(lines, y * (length + 1) + 1 + x) + guessed(filter, { left, up, corner })) & 255
    }
  }
  return Buffer.concat(
    Array.from({ length: height }, (_, y) => padded.subarray((y + 1) * stride + step, (y + 2) * stride)),
  )
}

const byteAt = (bytes: Buffer, at: number) => bytes[at] ?? 0

type Near = { left?: number | undefined; up?: number | undefined; corner?: number | undefined }

function guessed(filter: number, { left = 0, up = 0, corner = 0 }: Near): number {
  return [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

/** Three channels in five bits each: soft edges of letters need no more. White and black stay what they are. */
function colourAt(bytes: Buffer, at: number): number {
  const channel = (offset: number) => {
    const five = byteAt(bytes, at + offset) >> 3
    return (five << 3) | (five >> 2)
  }
  return (channel(0) << 16) | (channel(1) << 8) | channel(2)
}

function paletteOf(colours: readonly number[]): readonly number[] {
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const byCount = [...counts].toSorted(([, one], [, other]) => other - one)
  return byCount.slice(0, mostColours).map(([colour]) => colour)
}

function nearest(palette: readonly number[], colour: number): number {
  const far = (one: number) =>
    ((one >> 16) - (colour >> 16)) ** 2 +
    (((one >> 8) & 255) - ((colour >> 8) & 255)) ** 2 +
    ((one & 255) - (colour & 255)) ** 2
  const distances = palette.map(far)
  return distances.indexOf(Math.min(...distances))
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([8, 3, 0, 0, 0], 8)
  return data
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
