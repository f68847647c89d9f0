/** Damm's quasigroup of order 10: one wrong digit and any two neighbours swapped always change the check digit (H. M. Damm, 2004). */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const

/** The check digit that belongs behind a row of digits. Throws when the text holds anything else. */
export function checkDigitOf(digits: string): string {
  let interim = '0'
  for (const digit of digits) interim = step(interim, digit)
  return interim
}

/** Whether the last digit is the check digit of those before it. */
export function endsWithCheckDigit(digits: string): boolean {
  return /^[0-9]{2,}$/.test(digits) && checkDigitOf(digits) === '0'
}

function step(interim: string, digit: string): string {
  const next = DAMM[Number(interim)]?.[Number(digit)]
  if (!/^[0-9]$/.test(digit) || next === undefined) throw new RangeError('only the digits 0 to 9 have a check digit')
  return next
}
