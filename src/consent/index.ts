export { consentApi } from './consent-api.ts'
export { type AnswerToKeep, type ConsentDocument, type Custody, consentDocument } from './consent-document.ts'
export { getConsentTerms } from './consent-store.ts'
export { type ConsentLanguage, consentWording, WORDING_VERSION, withdrawalWords } from './consent-wording.ts'
