export { supportCaseApi } from './support-case-api.ts'
