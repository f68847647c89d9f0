import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'

/** The success criteria a public office answers for: WCAG 2.2, levels A and AA. */
const CRITERIA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The story's stage: the real app with the demo town, started once per run by tools/e2e-town.ts. */
export const test = base.extend({
  baseURL: async ({ browserName }, use) => {
    const url = process.env.TOMOSHIBI_STORY_URL
    if (url === undefined) throw new Error(`No app was started for ${browserName}: run npm run test:e2e.`)
    await use(url)
  },
})

export { expect }

/** Whether this story runs on the phone-sized screen. */
export function onPhone(): boolean {
  return base.info().project.name === 'phone'
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
