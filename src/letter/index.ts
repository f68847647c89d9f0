export { letterApi } from './letter-api.ts'
export { printGuidanceLetter, printLeaflets } from './letter-pdf.ts'
export { parsePublicCode } from './public-code.ts'
export { stockSentences } from './stock/stock-api.ts'
