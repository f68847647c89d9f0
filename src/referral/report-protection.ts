/** Why a report is marked, said to its audience alone. Who is not its audience does not meet it at all. */
export const REPORT_MARKS = {
  company: '「知られると危ない人がいる」と知らせがありました。',
  worker: '相談員が、保護の印を付けました。',
  household: '保護の印がある、あなたの担当と、同じ世帯かもしれません。',
  case: '保護の印があるケースに入っています。',
} as const
export type ReportMark = keyof typeof REPORT_MARKS
export const reportMarks = ['company', 'worker', 'household', 'case'] as const satisfies readonly ReportMark[]

/** What the mark hides, from whom: one sentence for the page and one for the list. */
export const HIDDEN_FROM_OTHERS =
  'この通報は、担当の人だけに見えます。決まるまでは、主任と当番の人だけです。ほかの相談員・市の主管部局・会社には、あることも見えません。ご本人のページも開かず、手紙も出ません。'

/** Only what a machine took for the same household is given back by hand; a mark that a human gave goes into the case. */
export function mayRelease(mark: ReportMark | null): boolean {
  return mark === 'household'
}
