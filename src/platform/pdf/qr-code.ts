import QRCode from 'qrcode'

/** A QR code as SVG text with a quiet zone of four modules (ISO/IEC 18004), error correction M; scales without loss. */
export function qrCodeSvg(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const width = modules.size + 8
  let drawing = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) drawing += `M${column + 4} ${row + 4}h1v1h-1z`
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${width}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${width}v${width}H0z"/><path d="${drawing}"/></svg>`
}

/** QR codes as pixels for one batch: each `side` × `side` bytes, 0 black and 255 white, quiet zone included. */
export type QrPixels = Readonly<{ side: number; pixels: Buffer }>

/** Draws several QR codes of one size (that of the longest text), one after another. */
export function qrCodePixels(texts: readonly string[]): QrPixels {
  const errorCorrectionLevel = 'M'
  // Texts of one length need one version: most batches ask once.
  const byLength = new Map(texts.map((text) => [text.length, text]))
  const version = Math.max(
    1,
    ...[...byLength.values()].map((text) => QRCode.create(segmentsOf(text), { errorCorrectionLevel }).version),
  )
  // Weighing the eight masks against each other costs five times the drawing. Readers accept each of them, and what is
  // random before a mask is random behind it.
  const codes = texts.map(
    (text) => QRCode.create(segmentsOf(text), { errorCorrectionLevel, version, maskPattern: 3 }).modules,
  )
  const side = (codes[0]?.size ?? 0) + 8
  const pixels = Buffer.alloc(side * side * codes.length, 255)
  codes.forEach((modules, index) => {
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        if (modules.get(row, column)) pixels[(index * side + row + 4) * side + column + 4] = 0
      }
    }
  })
  return { side, pixels }
}

/**
 * An address as bytes up to its last slash, and its code behind it in the set of capitals and digits, which takes two
 * thirds of the room. Looking for the best cut of every text anew costs four times as much as drawing it.
 */
function segmentsOf(text: string): QRCode.QRCodeSegment[] {
  const at = text.lastIndexOf('/') + 1
  const [address, code] = [text.slice(0, at), text.slice(at)]
  const bytes = (part: string) => ({ data: new TextEncoder().encode(part), mode: 'byte' as const })
  if (!/^[0-9A-Z$%*+./:-]+$/.test(code)) return [bytes(text)]
  return [...(address === '' ? [] : [bytes(address)]), { data: code, mode: 'alphanumeric' }]
}
