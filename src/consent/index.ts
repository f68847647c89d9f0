export { consentApi } from './consent-api.ts'
export {
  type AnswerToKeep,
  type ConsentDocument,
  type ConsentTerms,
  type Custody,
  consentDocument,
} from './consent-document.ts'
export { type ConsentLanguage, consentWording, WORDING_VERSION, withdrawalWords } from './consent-wording.ts'
