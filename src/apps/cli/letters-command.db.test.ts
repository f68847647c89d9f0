import { randomBytes } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractText, getDocumentProxy } from 'unpdf'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownPage } from '#information-sharing/index.ts'
import { parsePublicCode } from '#letter/index.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { closePlanes, openPlanes, rolePasswords } from '#platform/database/roles.ts'
import { openDatabases } from '#platform/database/session.ts'
import { createFrame } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { seedDemoTown } from '../../../db/seed/seed.ts'
import { type TestHouse, testHouse } from './test-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  await seedDemoTown({ admin: house.admin, rootKey: house.rootKey, now: new Date() })
}, 90_000)
afterAll(() => house.close())

const header = 'contract_id,person_name,postal_code,address,municipality,supply,notice_stage,language,reference'
const rows = [
  'C1,見本 花代,000-0000,灯町市本町一丁目2番3号,992011,electricity,reminder,ja,00-1',
  'C2,見本 冬子,000-0000,灯町市本町一丁目2番4号,992011,gas,stop-notice,ja-easy,00-2',
]

/** The person's pages of this house, as a browser gets them. */
async function openPages() {
  const planes = openPlanes(house.admin, rolePasswords(house.rootKey), 1)
  const platform: Platform = {
    databases: openDatabases(planes),
    keys: openKeyRing(house.rootKey),
    now: () => new Date(),
    newId,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    origin: 'https://tomoshibi.example.jp',
    secureCookies: false,
    isDemo: async () => true,
    sentences: {},
  }
  const app = await createFrame(platform, { logger: false, perMinute: 1000, lifeline: [] })
  await ownPage(app, platform, parsePublicCode)
  const close = async () => {
    await app.close()
    await closePlanes(planes)
  }
  return { read: async (code: string) => (await app.inject({ url: `/g/${code}` })).body, close }
}

/** The code as it stands on the sheet, for those who type it. */
async function codeOnPaper(pdf: string): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await readFile(pdf))), { mergePages: true })
  return /tomoshibi\.example\.jp\/g\/([0-9A-Z-]{31})/.exec(text.replace(/\s/g, ''))?.[1] ?? ''
}

test('What `cli letters` printed opens a warm page at once and its own page after `cli letters register`, sent twice as well', async () => {
  const at = (name: string) => join(house.dataFolder, name)
  const address = { TOMOSHIBI_PUBLIC_URL: 'https://tomoshibi.example.jp' }
  await house.cli(['screen', 'pack', '--organization', 'akari-denki', '--out', at('pack.json')], address)
  await writeFile(at('people.csv'), [header, ...rows].join('\r\n'))
  // The pack carries address and telephone: nothing of them is said here.
  const printed = await house.cli([
    'letters',
    '--people',
    at('people.csv'),
    '--pack',
    at('pack.json'),
    '--out',
    at('out'),
  ])
  expect([printed.code, printed.err]).toEqual([0, ''])
  const files = (await readdir(at('out'))).filter((name) => name.endsWith('.pdf'))
  const codes = await Promise.all(files.map((name) => codeOnPaper(join(at('out'), name))))
  expect(codes.map((code) => parsePublicCode(code).ok)).toEqual([true, true])
  const pages = await openPages()
  try {
    for (const code of codes) expect(await pages.read(code)).toContain('いまお電話で始められます')
    const register = () => house.cli(['letters', 'register', join(at('out'), 'registration.json')])
    expect((await register()).out).toContain('2通のお手紙を登録しました。すでに登録されていたもの：0通')
    expect((await register()).out).toContain('0通のお手紙を登録しました。すでに登録されていたもの：2通')
    const opened = await Promise.all(codes.map((code) => pages.read(code)))
    for (const page of opened) expect(page).toContain('灯町市')
    for (const page of opened) expect(page).not.toContain('いまお電話で始められます')
  } finally {
    await pages.close()
  }
}, 120_000)
