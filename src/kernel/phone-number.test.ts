import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPhoneNumber, parsePhoneNumber } from './phone-number.ts'
import { getValue } from './result.ts'

describe('a telephone number', () => {
  test.each([
    ['0968-00-0000', '0968000000', 'landline', '0968-00-0000'],
    ['(0968)00-0000', '0968000000', 'landline', '0968-00-0000'],
    ['0968000000', '0968000000', 'landline', '0968000000'],
    ['０３－１２３４－５６７８', '0312345678', 'landline', '03-1234-5678'],
    ['0312345678', '0312345678', 'landline', '03-1234-5678'],
    ['090 1234 5678', '09012345678', 'mobile', '090-1234-5678'],
    ['06012345678', '06012345678', 'mobile', '060-1234-5678'],
    ['0120ー123ー456', '0120123456', 'toll_free', '0120-123-456'],
    ['08001234567', '08001234567', 'toll_free', '0800-123-4567'],
    ['0570-000-000', '0570000000', 'navigation', '0570-000-000'],
    ['05012345678', '05012345678', 'ip', '050-1234-5678'],
    ['+81-3-1234-5678', '0312345678', 'landline', '03-1234-5678'],
    ['000-0000-0000', '00000000000', 'demo', '000-0000-0000'],
    ['TEL:000-000-0001', '0000000001', 'demo', '000-000-0001'],
  ])('%s', (text, digits, kind, shown) => {
    const number = getValue(parsePhoneNumber(text))
    expect(number).toEqual({ raw: text, digits, kind })
    expect(formatPhoneNumber(number)).toBe(shown)
  })

  test.each(['0968-00-0000 内線123', '0968-00-0000（内線：１２３）', '0968-00-0000 ext. 123', '0968-00-0000,内線123'])(
    'keeps the extension of %s apart',
    (text) => {
      const number = getValue(parsePhoneNumber(text))
      expect(number).toMatchObject({ digits: '0968000000', extension: '123', raw: text })
      expect(formatPhoneNumber(number)).toBe('0968-00-0000（内線123）')
    },
  )

  test.each([
    ['', 'phone_missing'],
    ['不明', 'phone_unreadable'],
    ['12-3456', 'phone_area_code'],
    ['968-00-0000', 'phone_area_code'],
    ['0968-00-000', 'phone_length'],
    ['090-1234-567', 'phone_length'],
    ['0120-12-34567', 'phone_length'],
    ['03-1234-5678 / 090-1234-5678', 'phone_several'],
    ['03-1234-5678、090-1234-5678', 'phone_several'],
  ])('%s is refused as %s', (text, code) => {
    expect(parsePhoneNumber(text)).toMatchObject({
      ok: false,
      refusal: { code, because: expect.stringContaining('。') },
    })
  })

  test('no text makes reading throw, and what was typed is kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789０９()+ ー-内線'), maxLength: 16 }), (text) => {
        const number = parsePhoneNumber(text)
        if (number.ok) expect(number.value.raw).toBe(text)
      }),
    )
  })
})
