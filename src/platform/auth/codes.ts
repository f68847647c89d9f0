import { hash } from 'node:crypto'
import type { KeyRing } from '#platform/crypto/key-ring.ts'

/** Crockford's base 32: no I, L, O, U, so that a printed code is read as it was printed. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** How many codes stand on one printed sheet. */
export const codesPerSheet = 10

type RandomBytes = (length: number) => Uint8Array

/** Ten codes of 50 bits, `XXXXX-XXXXX`, shown once. */
export function newOneTimeCodes(randomBytes: RandomBytes): readonly string[] {
  return Array.from({ length: codesPerSheet }, () => grouped(signsFrom(randomBytes, 10)))
}

/** An invitation or reset: 130 bits, `XXXXX-…`, handed over in person. */
export function newEnrolmentCode(randomBytes: RandomBytes): string {
  return grouped(signsFrom(randomBytes, 26))
}

/** 32 signs divide a byte evenly: no sign is likelier than another. */
function signsFrom(randomBytes: RandomBytes, length: number): string {
  return Array.from(randomBytes(length), (byte) => signs.charAt(byte % 32)).join('')
}

const grouped = (text: string) => text.replaceAll(/(.{5})(?=.)/g, '$1-')

/** As printed, whatever a hand makes of it: small letters, full width, blanks, O for 0, I and L for 1. */
export function codeAsPrinted(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}ー]/gu, '')
  return plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
}

/** Keyed and bound to the user: short codes cannot be searched for in a copy of the database. */
export function oneTimeCodeHash(keys: KeyRing, userId: string, code: string): string {
  return Buffer.from(keys.mark('one-time-code', `${userId}:${codeAsPrinted(code)}`)).toString('hex')
}

/** 130 random bits need no key. */
export function enrolmentCodeHash(code: string): string {
  return hash('sha256', codeAsPrinted(code))
}
