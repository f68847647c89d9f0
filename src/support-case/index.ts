export { caseSentences } from './sentences.ts'
export { supportCaseApi } from './support-case-api.ts'
