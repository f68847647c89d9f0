import { createReadStream } from 'node:fs'
import { decoderOf, type TextEncoding } from './text-encoding.ts'

/** The line (1 is the first) at each position of the file's UTF-8 text; positions in rising order. `lines` is their number in all. */
export async function lineNumbersAt(
  path: string,
  encoding: TextEncoding,
  positions: readonly number[],
): Promise<Readonly<{ lines: number; at: readonly number[] }>> {
  const decoder = decoderOf(encoding)
  const at: number[] = []
  let line = 1
  let seen = 0
  let last = 10
  const take = (bytes: Uint8Array) => {
    for (let end = bytes.indexOf(10); ; end = bytes.indexOf(10, end + 1)) {
      const until = end === -1 ? seen + bytes.length : seen + end + 1
      while (at.length < positions.length && (positions[at.length] ?? 0) < until) at.push(line)
      if (end === -1) break
      line += 1
    }
    seen += bytes.length
    last = bytes.at(-1) ?? last
  }
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) take(decoder.push(piece))
  take(decoder.end())
  while (at.length < positions.length) at.push(line)
  return { lines: last === 10 ? line - 1 : line, at }
}
