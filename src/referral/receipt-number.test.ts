import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findReceiptNumber, RECEIPT_BYTES, receiptNumber } from './receipt-number.ts'

const random = fc.uint8Array({ minLength: RECEIPT_BYTES, maxLength: RECEIPT_BYTES })
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXY'

test('a number is read back as it was given, also in small letters and without hyphens', () => {
  fc.assert(
    fc.property(random, (bytes) => {
      const number = receiptNumber(bytes)
      expect(number).toMatch(/^[0-9A-HJKMNP-TV-Y]{4}(-[0-9A-HJKMNP-TV-Y]{4}){2}$/)
      expect(findReceiptNumber(` ${number.toLowerCase().replaceAll('-', ' ')} `)).toBe(number)
    }),
  )
})

test('one wrong character, or two that changed places, are noticed', () => {
  fc.assert(
    fc.property(random, fc.nat({ max: 10 }), fc.nat({ max: 30 }), (bytes, place, other) => {
      const plain = receiptNumber(bytes).replaceAll('-', '')
      const wrong = plain.slice(0, place) + alphabet.charAt(other) + plain.slice(place + 1)
      if (wrong !== plain) expect(findReceiptNumber(wrong)).toBeUndefined()
      const swapped = plain.slice(0, place) + plain.charAt(place + 1) + plain.charAt(place) + plain.slice(place + 2)
      if (swapped !== plain) expect(findReceiptNumber(swapped)).toBeUndefined()
    }),
  )
})
