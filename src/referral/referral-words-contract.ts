/** The closed lists of a report with their Japanese words, for the screens of features that work on reports. */
export {
  CONCLUSIONS,
  declineCodes,
  FEEDBACK_WORDS,
  REDIRECT_REASONS,
  redirectReasons,
  wordsToldAtEnd,
} from './conclusion-codes.ts'
export { REFERRAL_STATES } from './referral.ts'
export { NOTICE_STAGES, REPORT_KINDS, SIGNS, SUPPLY_KINDS, URGENCIES } from './report-form.ts'
export { DATA_CATEGORIES, FEEDBACK_LEVELS } from './report-words.ts'
