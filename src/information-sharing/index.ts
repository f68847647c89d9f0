export { ownPage } from './own-page/own-page-api.ts'
