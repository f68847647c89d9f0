import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { indexedPng } from './indexed-png.ts'

/** How the manual's pictures are taken and kept, and the few gestures that every part of its story needs. */

const images = resolve('docs/guide/images')
const mostBytes = 200_000
const mostBytesTogether = 4_000_000

/** Starts with an empty album, so that no picture of a screen that is gone stays. */
export function emptyAlbum(): void {
  mkdirSync(images, { recursive: true })
  for (const file of readdirSync(images)) rmSync(join(images, file))
}

/** One picture of what the reader would see; `at` is brought to the top first. */
export async function shoot(page: Page, name: string, at?: Locator): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.getByText('読み込んでいます').first().waitFor({ state: 'hidden' })
  if (at === undefined) await page.evaluate(() => window.scrollTo(0, 0))
  // Names that stay in sight take the top of the desk's screens.
  else
    await at
      .first()
      .evaluate((node) => window.scrollBy(0, node.getBoundingClientRect().top - (innerWidth > 800 ? 96 : 24)))
  keep(name, await page.screenshot({ animations: 'disabled', caret: 'hide' }))
}

/** The person's pages and the danger page are short and plain: the picture shows all of each. */
export async function shootWhole(page: Page, name: string): Promise<void> {
  keep(name, await page.screenshot({ fullPage: true }))
}

function keep(name: string, png: Buffer): void {
  writeFileSync(join(images, `${name}.png`), indexedPng(png))
  console.info(name)
}

/** A button of this page or part. */
export const button = (page: Page | Locator, name: string | RegExp) => page.getByRole('button', { name })
/** A link of this page or part. */
export const link = (page: Page | Locator, name: string | RegExp) => page.getByRole('link', { name })

/** Presses one of the choices, as a thumb does: on its words. */
export async function choose(page: Page | Locator, name: string): Promise<void> {
  const choice = page.getByRole('radio', { name }).or(page.getByRole('checkbox', { name }))
  if (!(await choice.isChecked())) await choice.locator('xpath=ancestor::label').click()
}

/** A stroke of the finger where the signature goes. */
export async function sign(page: Page): Promise<void> {
  const paper = page.getByRole('img', { name: 'ご署名を書くところ' })
  await paper.scrollIntoViewIfNeeded()
  const box = await paper.boundingBox()
  if (box === null) throw new Error('There is nothing to sign on.')
  await page.mouse.move(box.x + 40, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 })
  await page.mouse.move(box.x + 200, box.y + 30, { steps: 5 })
  await page.mouse.up()
  await page.getByText('署名を受け取りました').waitFor()
}

/** Throws when a picture, or all together, would be too heavy for a page that is read on a telephone. */
export function weigh(): void {
  const files = readdirSync(images).map((name) => ({ name, bytes: statSync(join(images, name)).size }))
  const together = files.reduce((sum, { bytes }) => sum + bytes, 0)
  console.info(`${files.length} pictures, ${Math.round(together / 1000)} kB`)
  const heavy = files.filter(({ bytes }) => bytes > mostBytes)
  if (heavy.length > 0) throw new Error(`Too heavy for a manual: ${heavy.map(({ name }) => name).join(', ')}`)
  if (together > mostBytesTogether) throw new Error('All pictures together are too heavy for a manual.')
}
