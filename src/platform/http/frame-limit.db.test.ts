import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { type App, createFrame } from './frame.ts'
import { type TestFrame, testFrame } from './test-frame.ts'

let frame: TestFrame
beforeAll(async () => {
  frame = await testFrame(() => undefined)
})
afterAll(() => frame.close())

type Options = { perMinute: number; trustProxy?: readonly string[] }
async function openApp({ perMinute, trustProxy }: Options): Promise<App> {
  const app = await createFrame(frame.platform, { logger: false, perMinute, lifeline: ['/danger'], trustProxy })
  for (const url of ['/read', '/danger']) app.get(url, async (request) => ({ address: request.ip }))
  await app.ready()
  return app
}

const madeUp = () => `tomoshibi=u.${randomBytes(32).toString('base64url')}`

/** How many of `count` requests are answered; `change` says what differs from one to the next. */
async function answered(app: App, count: number, change: (at: number) => Record<string, string>): Promise<number> {
  let answers = 0
  for (let at = 0; at < count; at += 1) {
    const { statusCode } = await app.inject({ url: '/read', headers: change(at) })
    if (statusCode === 200) answers += 1
  }
  return answers
}

test('made-up cookies do not go round the limit: the address has one of its own', async () => {
  const app = await openApp({ perMinute: 2 })
  expect(await answered(app, 200, () => ({ cookie: madeUp() }))).toBe(120)
  const answer = await app.inject({ url: '/read', headers: { cookie: madeUp() } })
  expect([answer.statusCode, answer.json().code]).toEqual([429, 'too_many'])
  expect(answer.headers['retry-after']).toMatch(/^[0-9]+$/)
  expect((await app.inject({ url: '/danger', headers: { cookie: madeUp() } })).statusCode).toBe(200)
  expect((await app.inject({ url: '/read', remoteAddress: '192.0.2.7' })).statusCode).toBe(200)
  await app.close()
})

test('one cookie, or none, meets its limit at once', async () => {
  const app = await openApp({ perMinute: 3 })
  const cookie = madeUp()
  expect(await answered(app, 10, () => ({ cookie }))).toBe(3)
  expect(await answered(app, 10, () => ({}))).toBe(3)
  const answer = await app.inject({ url: '/read', headers: { cookie } })
  expect([answer.statusCode, answer.json().code]).toEqual([429, 'too_many'])
  await app.close()
})

test('what a caller says about its own address counts only from a proxy that the operator named', async () => {
  const forwarded = (at: number) => ({ 'x-forwarded-for': `192.0.2.${at}` })
  const alone = await openApp({ perMinute: 3 })
  expect(await answered(alone, 10, forwarded)).toBe(3)
  await alone.close()
  const behind = await openApp({
    perMinute: 3,
    trustProxy: readConfig({ TOMOSHIBI_TRUST_PROXY: '127.0.0.1' }).trustProxy ?? [],
  })
  expect(await answered(behind, 10, forwarded)).toBe(10)
  await behind.close()
})

test('the proxies are addresses or networks; anything else is refused with the name of the variable', () => {
  const read = (text: string) => readConfig({ TOMOSHIBI_TRUST_PROXY: text }).trustProxy
  expect(read('10.0.0.1, 192.168.0.0/16,loopback')).toEqual(['10.0.0.1', '192.168.0.0/16', 'loopback'])
  expect(read('')).toBeUndefined()
  for (const wrong of ['true', '*', '10.0.0.1;evil', '10.0.0.0/99'])
    expect(() => read(wrong)).toThrow('TOMOSHIBI_TRUST_PROXY')
})
