export { printGuidanceLetter, printLeaflets } from './letter-pdf.ts'
