import { chromium } from '@playwright/test'
import { prepareBrowser } from '../../tools/browser.ts'
import { htmlDocument } from './letter-html.ts'
import type { Letter } from './prepare.ts'

/** Headless Chromium, tagged as ours: one PDF for each letter, and all letters in one document. */
export type ChromiumPrinter = Readonly<{
  oneByOne(letters: readonly Letter[]): Promise<number>
  merged(letters: readonly Letter[]): Promise<number>
  close(): Promise<void>
}>

const options = { preferCSSPageSize: true, printBackground: true, tagged: true } as const

/** Opens so many tabs. Answers seconds. */
export async function openChromium(tabs: number): Promise<ChromiumPrinter> {
  const { executablePath, args, env } = await prepareBrowser()
  const browser = await chromium.launch({ executablePath, args, env })
  const pages = await Promise.all(Array.from({ length: tabs }, () => browser.newPage()))
  return {
    oneByOne: async (letters) => {
      const from = performance.now()
      const waiting = [...letters]
      await Promise.all(
        pages.map(async (page) => {
          for (let letter = waiting.shift(); letter !== undefined; letter = waiting.shift()) {
            await page.setContent(htmlDocument([letter]))
            await page.pdf(options)
          }
        }),
      )
      return (performance.now() - from) / 1000
    },
    merged: async (letters) => {
      const from = performance.now()
      const share = Math.ceil(letters.length / pages.length)
      await Promise.all(
        pages.map(async (page, index) => {
          await page.setContent(htmlDocument(letters.slice(index * share, (index + 1) * share)))
          await page.pdf(options)
        }),
      )
      return (performance.now() - from) / 1000
    },
    close: () => browser.close(),
  }
}
