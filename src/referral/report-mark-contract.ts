/** What the case's screens say of a marked report; apart, so that lists need not carry it. */
export { HIDDEN_FROM_OTHERS, REPORT_MARKS } from './report-protection.ts'
