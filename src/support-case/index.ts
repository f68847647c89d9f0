export { type CaseDesk, loadCase, type OpenedCase } from './case-desk.ts'
export { caseSentences } from './sentences.ts'
export { supportCaseApi } from './support-case-api.ts'
export { appendEntry } from './write-entry.ts'
