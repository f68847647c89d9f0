/** A PDF as Typst writes it: numbered objects in plain text (one character a byte), one table of their places at the end. */
export type PdfObjects = Readonly<{ head: string; bodies: Map<number, string>; trailer: string }>

/** Thrown when a document is written in a way that is not known here. */
export class UnknownShape extends Error {}

/** The first group of a pattern; throws `UnknownShape` when it is not there. */
export function partOf(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new UnknownShape(`nothing like ${pattern.source}`)
  return found
}

/** Reads all objects. Throws `UnknownShape`. */
export function readPdf(pdf: Uint8Array): PdfObjects {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const table = Number(partOf(text.slice(-64), /startxref\n(\d+)\n%%EOF\s*$/))
  const [, count = '', rows = '', trailer = ''] =
    /^xref\n0 (\d+)\n((?:\d{10} \d{5} [nf]\r\n)+)(trailer\n[\s\S]*?>>)\nstartxref/.exec(text.slice(table)) ?? []
  if (rows.length !== Number(count) * 20 || rows === '') throw new UnknownShape('no table of objects')
  const places = Array.from({ length: Number(count) - 1 }, (_, index) => ({
    id: index + 1,
    at: Number(rows.slice((index + 1) * 20, (index + 1) * 20 + 10)),
  })).sort((one, other) => one.at - other.at)
  const bodies = new Map<number, string>()
  places.forEach(({ id, at }, index) => {
    const opening = `${id} 0 obj\n`
    const end = text.lastIndexOf('\nendobj', places[index + 1]?.at ?? table)
    if (!text.startsWith(opening, at) || end < at) throw new UnknownShape('an object lies elsewhere')
    bodies.set(id, text.slice(at + opening.length, end))
  })
  return { head: text.slice(0, places[0]?.at ?? 0), bodies, trailer }
}

/** Ten digits with leading zeros, by way of an eleventh: a hundred rows a page are written. */
const FIRST_ROW = 10_000_000_000

/** Writes the objects, in the order of their numbers. Throws `UnknownShape` when one is missing. */
export function writePdf({ head, bodies, trailer }: PdfObjects): Uint8Array {
  const pieces = [head]
  const rows = ['0000000000 65535 f\r\n']
  let at = head.length
  for (let id = 1; id <= bodies.size; id += 1) {
    const body = bodies.get(id)
    if (body === undefined) throw new UnknownShape('a number is missing')
    const object = `${id} 0 obj\n${body}\nendobj\n\n`
    pieces.push(object)
    rows.push(`${String(FIRST_ROW + at).slice(1)} 00000 n\r\n`)
    at += object.length
  }
  const size = trailer.replace(/\/Size \d+/, `/Size ${rows.length}`)
  pieces.push(`xref\n0 ${rows.length}\n`, rows.join(''), size, `\nstartxref\n${at}\n%%EOF`)
  return Buffer.from(pieces.join(''), 'latin1')
}

/** The numbers that a list refers to, such as `[4 0 R 7 0 R]`. */
export function referencesIn(list: string): readonly number[] {
  return [...list.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id))
}
