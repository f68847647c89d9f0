/** The door of this feature. The pure model is referral.ts. */
export { acceptInto, type Changed, concludeForCase } from './change-referral.ts'
export { openContactRequest, putRequestIntoCase } from './contact-requests.ts'
export type { Desk } from './desk.ts'
export { escalate, mailNotice, notify } from './notify-job.ts'
export { referralApi } from './referral-api.ts'
export { linesOf } from './report-parts.ts'
export { householdKeys, openPart } from './seal-report.ts'
export { referralSentences } from './sentences.ts'
