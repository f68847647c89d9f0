import { createReadStream } from 'node:fs'
import { decoderOf, type TextEncoding } from './text-encoding.ts'

/** From this record on (0 is the first after the header) a record's line is `record + shift`. */
export type LineShift = Readonly<{ record: number; shift: number }>

export type RecordOrder = Readonly<{
  path: string
  encoding: TextEncoding
  delimiter: string
  /** Lines before the first record, header included. */
  headerLines: number
  /** Lines at which the reader found no record, and how many lines it passed over there. */
  passedOver: ReadonlyMap<number, number>
}>

const [newline, carriageReturn, quote] = [10, 13, 34]

/**
 * On which line each record of a CSV file begins, told by the records where the distance changes: quoted line breaks, empty
 * lines and passed-over lines stand between. Reads the file once, in pieces.
 */
export async function recordLines(order: RecordOrder): Promise<readonly LineShift[]> {
  const walk = walkRecords(order)
  const decoder = decoderOf(order.encoding)
  let rest: Uint8Array = new Uint8Array(0)
  for await (const piece of createReadStream(order.path, { highWaterMark: 1 << 20 })) {
    const bytes = Buffer.concat([rest, decoder.push(piece)])
    const end = bytes.lastIndexOf(newline) + 1
    walk.take(bytes.subarray(0, end))
    rest = Buffer.from(bytes.subarray(end))
  }
  walk.take(Buffer.concat([rest, decoder.end()]))
  return walk.shifts()
}

function walkRecords({ delimiter, headerLines, passedOver }: RecordOrder) {
  const separator = delimiter.charCodeAt(0)
  const shifts: LineShift[] = []
  let [line, record, quoted, ahead] = [1, 0, false, 0]
  const begin = (length: number, firstByte: number | undefined) => {
    const isBlank = length === 0 || (length === 1 && firstByte === carriageReturn)
    ahead = passedOver.get(line) ?? 0
    if (ahead > 0 || isBlank) return false
    const shift = line - record
    if (shifts.at(-1)?.shift !== shift) shifts.push({ record, shift })
    record += 1
    return true
  }
  const takeLine = (bytes: Uint8Array) => {
    if (ahead > 1) ahead -= 1
    else if (line > headerLines && (quoted || begin(bytes.length, bytes[0])) && bytes.includes(quote)) {
      quoted = endsQuoted(bytes, separator, quoted)
    }
    line += 1
  }
  return {
    take: (bytes: Uint8Array) => {
      for (let from = 0; from < bytes.length; ) {
        const end = bytes.indexOf(newline, from)
        takeLine(bytes.subarray(from, end === -1 ? bytes.length : end))
        from = end === -1 ? bytes.length : end + 1
      }
    },
    shifts: (): readonly LineShift[] => shifts,
  }
}

/** Whether a line ends within quotes; a quote opens only where a cell begins. */
function endsQuoted(bytes: Uint8Array, separator: number, before: boolean): boolean {
  let inside = before
  let atStart = !before
  for (const byte of bytes) {
    if (inside) {
      inside = byte !== quote
      atStart = true
    } else if (byte === quote && atStart) inside = true
    else atStart = byte === separator
  }
  return inside
}
