/** The door of this feature. The pure models are access-review.ts and unusual-looks.ts. */
export { accessReviewSentences } from './access-review.ts'
export { accessReviewApi } from './access-review-api.ts'
export { listUnusualLooksOfWeek, remindOfUnjudgedLooks } from './weekly-job.ts'
