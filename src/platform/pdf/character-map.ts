/** What a typeface can draw, read from its `cmap` table (OpenType specification, formats 12 and 14). */
export type CharacterMap = Readonly<{
  covers: (codePoint: number) => boolean
  hasVariation: (codePoint: number, selector: number) => boolean
}>

type Range = Readonly<{ from: number; to: number }>

/** Reads the character map of a TrueType file. Throws when the file holds none. */
export function readCharacterMap(font: Buffer): CharacterMap {
  const tables = subtables(font)
  const full = tables.find((at) => font.readUInt16BE(at) === 12)
  const forms = tables.find((at) => font.readUInt16BE(at) === 14)
  if (full === undefined) throw new Error('the font has no full Unicode character map')
  const ranges = groups(font, full)
  const variations = forms === undefined ? new Map<number, Range[]>() : variationRanges(font, forms)
  return {
    covers: (codePoint) => holds(ranges, codePoint),
    hasVariation: (codePoint, selector) => holds(variations.get(selector) ?? [], codePoint),
  }
}

function subtables(font: Buffer): number[] {
  const count = font.readUInt16BE(4)
  for (let index = 0; index < count; index++) {
    const record = 12 + index * 16
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue
    const start = font.readUInt32BE(record + 8)
    return Array.from({ length: font.readUInt16BE(start + 2) }, (_, n) => start + font.readUInt32BE(start + 8 + n * 8))
  }
  return []
}

function groups(font: Buffer, table: number): Range[] {
  return Array.from({ length: font.readUInt32BE(table + 12) }, (_, n) => {
    const at = table + 16 + n * 12
    return { from: font.readUInt32BE(at), to: font.readUInt32BE(at + 4) }
  })
}

function variationRanges(font: Buffer, table: number): Map<number, Range[]> {
  const bySelector = new Map<number, Range[]>()
  for (let index = 0; index < font.readUInt32BE(table + 6); index++) {
    const record = table + 10 + index * 11
    const usual = font.readUInt32BE(record + 3)
    const special = font.readUInt32BE(record + 7)
    const found = [
      ...(usual === 0 ? [] : usualForms(font, table + usual)),
      ...(special === 0 ? [] : specialForms(font, table + special)),
    ].sort((left, right) => left.from - right.from)
    bySelector.set(font.readUIntBE(record, 3), found)
  }
  return bySelector
}

function usualForms(font: Buffer, at: number): Range[] {
  return Array.from({ length: font.readUInt32BE(at) }, (_, n) => {
    const from = font.readUIntBE(at + 4 + n * 4, 3)
    return { from, to: from + font.readUInt8(at + 7 + n * 4) }
  })
}

function specialForms(font: Buffer, at: number): Range[] {
  return Array.from({ length: font.readUInt32BE(at) }, (_, n) => {
    const from = font.readUIntBE(at + 4 + n * 5, 3)
    return { from, to: from }
  })
}

/** Binary search: ranges are sorted and do not overlap. */
function holds(ranges: readonly Range[], codePoint: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (range === undefined) return false
    if (codePoint < range.from) high = middle - 1
    else if (codePoint > range.to) low = middle + 1
    else return true
  }
  return false
}
