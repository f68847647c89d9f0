const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXY'

/** How many random bytes `caseNumber` takes. */
export const CASE_NUMBER_BYTES = 6

/** Such as `7K3-9XQ`: random, so that it tells neither order nor number of cases, and can be said aloud before others. */
export function caseNumber(random: Uint8Array): string {
  if (random.length < CASE_NUMBER_BYTES) throw new RangeError(`a case number needs ${CASE_NUMBER_BYTES} random bytes`)
  const text = Array.from(random.subarray(0, CASE_NUMBER_BYTES), (byte) => ALPHABET.charAt(byte % ALPHABET.length))
  return `${text.slice(0, 3).join('')}-${text.slice(3).join('')}`
}
