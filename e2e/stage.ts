import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContextOptions, test as base, expect, type Locator, type Page } from '@playwright/test'

/** The success criteria a public office answers for: WCAG 2.2, levels A and AA. */
const CRITERIA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const sizes = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1280, height: 800 } },
} as const satisfies Record<string, BrowserContextOptions>
export type Size = keyof typeof sizes

type Cast = {
  /** A page of its own for somebody who is not signed in; each call is another device. */
  sit: (size: Size, options?: BrowserContextOptions) => Promise<Page>
  /** Signs in as somebody of the demo town: one press on their name. */
  enter: (name: string, size: Size) => Promise<Page>
}

/** The story's stage: the real app with the demo town, started once per run by tools/e2e-town.ts. */
export const test = base.extend<Cast>({
  baseURL: async ({ browserName }, use) => {
    const url = process.env.TOMOSHIBI_STORY_URL
    if (url === undefined) throw new Error(`No app was started for ${browserName}: run npm run test:e2e.`)
    await use(url)
  },
  sit: async ({ browser, baseURL }, use) => {
    const left: (() => Promise<void>)[] = []
    await use(async (size, options = {}) => {
      const context = await browser.newContext({ ...sizes[size], ...options, baseURL: baseURL ?? '' })
      left.push(() => context.close())
      return context.newPage()
    })
    for (const close of left) await close()
  },
  enter: async ({ sit }, use) => {
    await use(async (name, size) => {
      const page = await sit(size)
      await page.goto('/')
      await page.getByRole('button', { name }).click()
      await expect(page.getByRole('banner')).toContainText(`${name}さんのメニュー`)
      return page
    })
  },
})

export { expect }

/** Whether this story runs on the phone-sized screen. */
export function onPhone(): boolean {
  return base.info().project.name === 'phone'
}

/** Presses one of the choices on a page, as a thumb does: on its words. */
export async function choose(page: Page | Locator, name: string | RegExp): Promise<void> {
  const choice = page.getByRole('radio', { name }).or(page.getByRole('checkbox', { name }))
  if (!(await choice.isChecked())) await choice.locator('xpath=ancestor::label').click()
  await expect(choice).toBeChecked()
}

/** Fails with every node at fault when the page breaks a WCAG 2.2 A or AA criterion, or scrolls sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(CRITERIA).analyze()
  const faults = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.target.join(' ')}\n  ${node.failureSummary ?? ''}`),
  )
  expect(faults, `${page.url()} in axe`).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow, `${page.url()} scrolls sideways by`).toBeLessThanOrEqual(0)
}

/** The same of a page that runs without script: axe needs one, so `twin` (with script) is shown what stands there. */
export async function expectAccessibleTo(twin: Page, page: Page): Promise<void> {
  const body = await page.content()
  await twin.route(page.url(), (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
  await twin.goto(page.url())
  await expectAccessible(twin)
  await twin.unroute(page.url())
}
