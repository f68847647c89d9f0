import { defineConfig } from '@playwright/test'
import { prepareBrowser } from './tools/browser.ts'

const { executablePath, args, env } = await prepareBrowser()

/** Stories of several people, each of whom brings a screen of their own size. */
const ofPeople = [
  'tamana',
  'tamana-without-consent',
  'kitakyushu',
  'a-pack-is-nobody-elses',
  'the-caller',
  'immediate-danger',
  'two-tabs',
  'light-pages',
  'a-protected-person',
].map((name) => `**/${name}.e2e.ts`)

/** One story per file, read by people, run in a real browser against the real app; phone and desk are both finished. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  globalSetup: './tools/e2e-town.ts',
  outputDir: '.data/stories',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '.data/reports/browser.json' }]],
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: { executablePath, args, env },
  },
  projects: [
    { name: 'people', testMatch: ofPeople },
    {
      name: 'phone',
      testIgnore: ofPeople,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    { name: 'desk', testIgnore: ofPeople, use: { viewport: { width: 1280, height: 800 } } },
  ],
})
