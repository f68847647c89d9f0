import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCorporateNumber, parseCorporateNumber } from './corporate-number.ts'

const VALID = ['7123456789012', '4011001098993', '7010705000725']

describe('a corporate number', () => {
  test.each(VALID)('%s has the right check digit', (number) => {
    expect(parseCorporateNumber(number)).toEqual({ ok: true, value: number })
  })

  test.each(['７１２３４５６７８９０１２', '7-1234-5678-9012', '7 1234 5678 9012', 'T7123456789012'])(
    'is read from %s',
    (text) => {
      expect(parseCorporateNumber(text)).toEqual({ ok: true, value: '7123456789012' })
    },
  )

  test.each([
    ['', 'corporate_number_missing'],
    ['123456789012', 'corporate_number_length'],
    ['灯電気株式会社', 'corporate_number_length'],
    ['8123456789012', 'corporate_number_check_digit'],
    ['0123456789012', 'corporate_number_check_digit'],
  ])('%s is refused as %s', (text, code) => {
    expect(parseCorporateNumber(text)).toMatchObject({
      ok: false,
      refusal: { code, because: expect.stringMatching(/。$/) },
    })
  })

  test('with one digit wrong is noticed, except 0 taken for 9, which the formula cannot see', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VALID), fc.nat(12), fc.nat(9), (number, at, digit) => {
        const before = Number(number[at])
        fc.pre(digit !== before)
        const invisible = at > 0 && Math.abs(digit - before) === 9
        expect(isCorporateNumber(`${number.slice(0, at)}${digit}${number.slice(at + 1)}`)).toBe(invisible)
      }),
    )
  })
})
