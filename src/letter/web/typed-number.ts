/** A whole number as people type it; undefined for anything else. */
export function readNumber(typed: string): number | undefined {
  const digits = typed.normalize('NFKC').replace(/[,，枚件円\s]/g, '')
  return /^\d{1,8}$/.test(digits) ? Number(digits) : undefined
}
