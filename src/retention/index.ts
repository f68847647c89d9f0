/** The door of this feature. The pure model is retention.ts. */
export { clearSessions, erase } from './erase-job.ts'
export { writeJournal } from './journal-job.ts'
export { retentionSentences } from './retention.ts'
export { retentionApi } from './retention-api.ts'
