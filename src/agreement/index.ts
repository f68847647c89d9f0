export { agreementApi } from './agreement-api.ts'
export { makePack } from './issue-pack.ts'
