import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { codeAsPrinted, enrolmentCodeHash, newEnrolmentCode, newOneTimeCodes, oneTimeCodeHash } from './codes.ts'
import { newTotpSecret, openTotp, sealTotp, totpAddress, totpCodeAt, totpStepOf, totpText } from './totp.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const keys = openKeyRing(new Uint8Array(32).fill(7))
const now = new Date('2026-11-22T05:00:10Z')

test('a sheet has ten different codes without letters that are misread', () => {
  const sheet = newOneTimeCodes(random)
  expect(new Set(sheet).size).toBe(10)
  for (const code of sheet) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
})

test('an invitation holds at least 128 bits', () => {
  const code = newEnrolmentCode(random)
  expect(codeAsPrinted(code).length * 5).toBeGreaterThanOrEqual(128)
  expect(newEnrolmentCode(random)).not.toBe(code)
})

test('every sign of the alphabet comes up equally often', () => {
  const counts = new Map<string, number>()
  const total = 20_000
  for (let n = 0; n < total / 10; n += 1) {
    for (const sign of codeAsPrinted(newOneTimeCodes(random)[0] ?? '')) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  }
  const expected = total / 32
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  expect(counts.size).toBe(32)
  // 31 degrees of freedom: beyond 70 once in 20,000 runs.
  expect(chiSquare).toBeLessThan(70)
})

test('a code is read as printed, however a hand typed it', () => {
  const sloppy = (code: string) =>
    `　${code.toLowerCase().replaceAll('-', 'ー').replaceAll('0', 'o').replaceAll('1', 'l')} `
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 100, maxLength: 100 }), (bytes) => {
      const [code = ''] = newOneTimeCodes((length) => bytes.subarray(0, length))
      expect(codeAsPrinted(sloppy(code))).toBe(code.replace('-', ''))
      expect(enrolmentCodeHash(sloppy(code))).toBe(enrolmentCodeHash(code))
    }),
  )
})

test('a printed code is worth nothing for another person or another installation', () => {
  const other = openKeyRing(new Uint8Array(32).fill(8))
  expect(oneTimeCodeHash(keys, 'a', 'ABCDE-FGHJK')).not.toBe(oneTimeCodeHash(keys, 'b', 'ABCDE-FGHJK'))
  expect(oneTimeCodeHash(keys, 'a', 'ABCDE-FGHJK')).not.toBe(oneTimeCodeHash(other, 'a', 'ABCDE-FGHJK'))
})

test('the authenticator follows RFC 6238', () => {
  const secret = new TextEncoder().encode('12345678901234567890')
  // Appendix B, SHA-1, the last six of eight digits.
  const vectors = {
    59: '287082',
    1111111109: '081804',
    1111111111: '050471',
    1234567890: '005924',
    2000000000: '279037',
  }
  for (const [seconds, code] of Object.entries(vectors)) {
    expect(totpCodeAt(secret, new Date(Number(seconds) * 1000))).toBe(code)
  }
})

test('one step early and late fits, two do not, and anything but six digits fits nothing', () => {
  const secret = newTotpSecret(random)
  const at = (steps: number) => totpCodeAt(secret, new Date(now.getTime() + steps * 30_000))
  const step = Math.floor(now.getTime() / 30_000)
  expect([-1, 0, 1].map((steps) => totpStepOf(secret, at(steps), now))).toEqual([step - 1, step, step + 1])
  for (const code of ['', '12345', '1234567', '12345a', '１２３４５６', '-12345', '1e5   ']) {
    expect(totpStepOf(secret, code, now)).toBeUndefined()
  }
})

test('the address for the app names the account; the text for typing is the same secret', () => {
  const secret = newTotpSecret(random)
  const url = new URL(totpAddress(secret, 'tanaka@akari-denki'))
  expect(url.protocol).toBe('otpauth:')
  expect(url.searchParams.get('secret')).toBe(totpText(secret).replaceAll(' ', ''))
})

test('a sealed secret opens for its own user alone', () => {
  const secret = newTotpSecret(random)
  const sealed = sealTotp(keys, 'one', secret)
  expect(openTotp(keys, 'one', sealed)).toEqual(secret)
  expect(() => openTotp(keys, 'other', sealed)).toThrow()
})
