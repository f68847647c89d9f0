import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CruiseReport, cruiseSources, listRuleNames } from './cruise.ts'

/** A town of five small folders in which every import is allowed. */
const CLEAN: Readonly<Record<string, string>> = {
  'src/kernel/yen.ts': "import '@holiday-jp/holiday_jp'\nexport type Yen = number",
  'src/platform/database.ts': "import 'pg'\nimport type { Yen } from '#kernel/yen.ts'\nexport const database: Yen = 1",
  'src/ui/button.tsx': 'export const button = 1',
  'src/organization/organization.ts': "export type { Yen } from '#kernel/yen.ts'",
  'src/organization/organization-contract.ts': "import 'zod'\nexport type { Yen } from '#kernel/yen.ts'",
  'src/organization/organization-store.ts': "import '#platform/database.ts'\nexport const store = 1",
  'src/organization/index.ts': "export { store } from './organization-store.ts'",
  'src/consent/consent.ts':
    "import './consent-wording.ts'\nimport '#organization/organization.ts'\nexport const consent = 1",
  'src/consent/consent-wording.ts': 'export const wording = 1',
  'src/consent/consent-access.ts': "import './consent.ts'\nexport const access = 1",
  'src/consent/consent-contract.ts': "import './consent.ts'\nimport 'zod'\nexport const contract = 1",
  'src/consent/give-consent.ts': "import './consent.ts'\nimport '#organization/index.ts'\nexport const give = 1",
  'src/consent/consent.test.ts': "import './give-consent.ts'\nimport 'node:fs'",
  'src/consent/web/ConsentPage.tsx':
    "import '../consent-contract.ts'\nimport '../consent-access.ts'\nimport '#ui/button.tsx'",
  'src/apps/server.ts': "import '#consent/give-consent.ts'\nimport 'node:fs'\nexport const server = 1",
}

/** Rule → a file whose one import (or two) breaks it. Files stand beside the clean ones. */
const BROKEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circles': {
    'src/consent/answer.ts': "import './ask.ts'\nexport const answer = 1",
    'src/consent/ask.ts': "import './answer.ts'\nexport const ask = 1",
  },
  'nothing-unresolved': { 'src/consent/lost.ts': "import './nowhere.ts'" },
  'kernel-knows-nothing': { 'src/kernel/greedy.ts': "import 'zod'" },
  'platform-knows-no-feature': { 'src/platform/curious.ts': "import '#consent/consent.ts'" },
  'ui-knows-no-feature': { 'src/ui/consent-button.tsx': "import '#consent/consent.ts'" },
  'ui-knows-no-platform': { 'src/ui/query.tsx': "import '#platform/database.ts'" },
  'platform-knows-no-ui': { 'src/platform/drawn.ts': "import '#ui/button.tsx'" },
  'nothing-knows-apps': { 'src/consent/upward.ts': "import '#apps/server.ts'" },
  'rules-are-pure': { 'src/consent/waiting-rules.ts': "import 'zod'" },
  'rules-reach-no-driver': {
    'src/consent/reaching-rules.ts': "import './detour.ts'",
    'src/consent/detour.ts': "import '#platform/database.ts'\nexport const detour = 1",
  },
  'contract-is-only-shapes': { 'src/consent/wide-contract.ts': "import '#ui/button.tsx'" },
  'contract-reaches-no-driver': { 'src/consent/deep-contract.ts': "import './detour.ts'" },
  'screens-know-only-shapes': { 'src/consent/web/Nosy.tsx': "import '#organization/organization.ts'" },
  'screens-reach-no-server': { 'src/consent/web/Deep.tsx': "import '../detour.ts'" },
  'enter-by-the-door': { 'src/consent/window.ts': "import '#organization/organization-store.ts'" },
  'every-feature-is-listed': { 'src/surprise/surprise.ts': "import '#kernel/yen.ts'\nexport const surprise = 1" },
  'outside-only-through-platform': { 'src/consent/keep-file.ts': "import 'node:fs'" },
  'production-knows-no-development': { 'src/consent/random.ts': "import 'fast-check'" },
  'no-drawer': {
    'src/consent/untidy.ts': "import './helpers.ts'",
    'src/consent/helpers.ts': 'export const help = 1',
  },
  'tests-are-leaves': { 'src/consent/leaning.ts': "import './consent.test.ts'" },
}

/** Each feature imports, once, a feature that its row in KNOWS does not name. */
const STRANGERS: Readonly<Record<string, string>> = {
  organization: 'consent',
  'arrears-screening': 'consent',
  statistics: 'consent',
  agreement: 'statistics',
  consent: 'statistics',
  letter: 'consent',
  subsidy: 'consent',
  'information-sharing': 'statistics',
  referral: 'statistics',
  'support-case': 'statistics',
  'access-review': 'statistics',
  retention: 'statistics',
  'support-conference': 'statistics',
  network: 'consent',
  'household-budget': 'statistics',
  'payment-arrangement': 'statistics',
}

const folders: string[] = []

async function cruiseFiles(files: Readonly<Record<string, string>>): Promise<CruiseReport> {
  const root = mkdtempSync(join(tmpdir(), 'boundaries-'))
  folders.push(root)
  const own = { 'package.json': JSON.stringify(await readPackage()), ...files }
  for (const [path, text] of Object.entries(own)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), `${text}\n`)
  }
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'))
  return cruiseSources(root)
}

async function readPackage(): Promise<unknown> {
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } })
  return manifest
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('The rules of direction', () => {
  let clean: CruiseReport
  let broken: CruiseReport

  beforeAll(async () => {
    const written: Record<string, string> = Object.assign({}, CLEAN, ...Object.values(BROKEN))
    for (const [feature, stranger] of Object.entries(STRANGERS)) {
      written[`src/${feature}/stray.ts`] = `import '../${stranger}/${stranger}.ts'`
      written[`src/${stranger}/${stranger}.ts`] ??= 'export const it = 1'
    }
    clean = await cruiseFiles(CLEAN)
    broken = await cruiseFiles(written)
  }, 60_000)

  test('let a town pass in which every import is allowed', () => {
    expect(clean.breaches).toEqual([])
    expect(clean.modules).toHaveLength(Object.keys(CLEAN).length)
  })

  test('are each broken on purpose below', () => {
    const tried = [...Object.keys(BROKEN), ...Object.keys(STRANGERS).map((feature) => `${feature}-knows-only`)]
    expect(listRuleNames().sort()).toEqual(tried.sort())
  })

  test.each(Object.entries(BROKEN))('%s is caught', (rule, files) => {
    const culprits = broken.breaches.filter((breach) => breach.rule === rule).map(({ from }) => from)
    expect(culprits).toContain(Object.keys(files)[0])
  })

  test.each(Object.entries(STRANGERS))('%s does not know %s', (feature, stranger) => {
    expect(broken.breaches).toContainEqual(
      expect.objectContaining({
        rule: `${feature}-knows-only`,
        from: `src/${feature}/stray.ts`,
        to: `src/${stranger}/${stranger}.ts`,
      }),
    )
  })
})
