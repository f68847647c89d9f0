/**
 * Code 128, code set C (ISO/IEC 15417): two digits in one symbol, with a check symbol of its own. Why not an OMR row of
 * strokes: strokes count only up to seven and are read after each maker's own plan; this says exactly which sheet of which
 * batch passes, so that a missing, doubled or spoilt sheet is known by its number and printed again, by any scanner.
 */

/** Widths of bars and spaces in modules, bar first, of the values 0 to 105; six elements and eleven modules each. */
const SYMBOLS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232'

const START_C = 105
const STOP = [2, 3, 3, 1, 1, 1, 2] as const

function widthsOf(value: number): number[] {
  return [...SYMBOLS.slice(value * 6, value * 6 + 6)].map(Number)
}

/**
 * The bars of an even number of digits: black and white in turn, beginning and ending black. The quiet zone of ten modules
 * on either side is the page's to keep. Throws when the text is not an even row of digits.
 */
export function code128(digits: string): readonly number[] {
  if (!/^(?:\d\d)+$/.test(digits)) throw new RangeError('code set C holds pairs of digits')
  const values = [...digits.matchAll(/\d\d/g)].map(([pair]) => Number(pair))
  const check = values.reduce((sum, value, index) => sum + value * (index + 1), START_C) % 103
  return [...[START_C, ...values, check].flatMap(widthsOf), ...STOP]
}
