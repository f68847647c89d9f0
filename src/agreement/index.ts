export { agreementApi } from './agreement-api.ts'
