export { agreementApi } from './agreement-api.ts'
export { listConditionsOfCompany } from './conditions-of-company.ts'
export { makePack, takePack } from './issue-pack.ts'
