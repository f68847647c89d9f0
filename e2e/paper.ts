import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import qr from 'jsqr'
import { extractText, getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { z } from 'zod'

/** What somebody holds in the hand: the number printed on it and where its QR code leads. */
export type Paper = { readonly number: string; readonly page: string; readonly text: string }

/** Presses the link that saves the PDF and reads every page of it, as people and as a telephone's camera do. */
export async function savePapers(page: Page): Promise<readonly Paper[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'PDFを保存する' }).click(),
  ])
  const file = new Uint8Array(await readFile(await download.path()))
  const document = await getDocumentProxy(file, { verbosity: 0 })
  const { text } = await extractText(document, { mergePages: false })
  return Promise.all(
    text.map(async (words, index) => ({
      text: words.replaceAll(/\s/g, ''),
      number: /(?<![\d-])\d{4}-\d{4}(?:-\d{4})?(?![\d-])/.exec(words.replaceAll(/\s/g, ''))?.[0] ?? '',
      page: new URL(await scan(document, index + 1)).pathname,
    })),
  )
}

const Drawing = z.tuple([z.number(), z.tuple([z.instanceof(Float32Array)]).rest(z.unknown())]).rest(z.unknown())
const quietZone = 4
const dotsPerModule = 4

/** The text of the QR code on a page. It is the one drawing of hundreds of small squares, each one module wide. */
async function scan(document: Awaited<ReturnType<typeof getDocumentProxy>>, number: number): Promise<string> {
  const { OPS } = await getResolvedPDFJS()
  const { fnArray, argsArray } = await (await document.getPage(number)).getOperatorList()
  const drawings = fnArray.flatMap((operator, index) => {
    const drawn = operator === OPS.constructPath ? Drawing.safeParse(argsArray[index]) : undefined
    return drawn?.success === true ? [drawn.data[1][0]] : []
  })
  const code = drawings.reduce((largest, one) => (one.length > largest.length ? one : largest), new Float32Array())
  const corners = Array.from({ length: Math.floor(code.length / 13) }, (_, n) => ({
    column: code[n * 13 + 1] ?? 0,
    row: code[n * 13 + 2] ?? 0,
  }))
  const width = (Math.max(...corners.map(({ column }) => column)) + 1 + quietZone) * dotsPerModule
  const image = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const { column, row } of corners) {
    for (let dot = 0; dot < dotsPerModule ** 2; dot++) {
      const x = column * dotsPerModule + (dot % dotsPerModule)
      const y = row * dotsPerModule + Math.floor(dot / dotsPerModule)
      image.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  }
  const read = qr.default(image, width, width)
  if (read === null) throw new Error(`No QR code can be read on page ${number}.`)
  return read.data
}
