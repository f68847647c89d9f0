/**
 * Receipt numbers are random, so that nobody can count or guess reports, and carry a check character, so that a slip of
 * the tongue is noticed. 31 characters (a prime): with weights every single wrong character and every swap is found.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXY'
const LENGTH = 12

/** How many random bytes `receiptNumber` takes; the bias of 256 modulo 31 is of no use to anybody. */
export const RECEIPT_BYTES = LENGTH - 1

/** Such as `7K3F-9XQA-M2T5`; the last character checks the others. */
export function receiptNumber(random: Uint8Array): string {
  if (random.length < RECEIPT_BYTES) throw new RangeError(`a receipt number needs ${RECEIPT_BYTES} random bytes`)
  const body = Array.from(random.subarray(0, RECEIPT_BYTES), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
  return grouped(body + checkCharacter(body))
}

/** As somebody types or says it: spaces, lower case, O for 0, I or L for 1. Undefined when it cannot be a number of ours. */
export function findReceiptNumber(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '')
  const read = plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1').replaceAll('Z', '2').replaceAll('U', 'V')
  if (read.length !== LENGTH || [...read].some((character) => !ALPHABET.includes(character))) return undefined
  return checkCharacter(read.slice(0, -1)) === read.at(-1) ? grouped(read) : undefined
}

function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, character, index) => total + ALPHABET.indexOf(character) * (index + 2), 0)
  return ALPHABET.charAt((ALPHABET.length - (sum % ALPHABET.length)) % ALPHABET.length)
}

function grouped(text: string): string {
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
}
