import { addBusinessDays } from '#kernel/business-day.ts'
import type { CalendarDate } from '#kernel/calendar-date.ts'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'

/** How long a case that is not one's own stays open for reading (minutes); the database holds the same bound. */
export const LOOK_MINUTES = 60

/** A reason of fewer characters says nothing that another person could judge. */
export const SHORTEST_REASON = 15
export const LONGEST_REASON = 400

/** Business days in which another person judges a look. */
export const REVIEW_BUSINESS_DAYS = 3

/** The day by which a look is judged. Refuses days outside the holiday table. */
export function reviewDueOn(today: CalendarDate): Result<CalendarDate> {
  return addBusinessDays(today, REVIEW_BUSINESS_DAYS)
}

/** What whoever judges found. Glossary: 閲覧の見直し. */
export const REVIEW_OUTCOMES = {
  proper: '必要な閲覧でした',
  asked: '見た人に事情をたずねています',
  reported: '上司・個人情報の担当に報告しました',
} as const
export type ReviewOutcome = keyof typeof REVIEW_OUTCOMES
export const reviewOutcomes = ['proper', 'asked', 'reported'] as const satisfies readonly ReviewOutcome[]

/** What may follow: a question is open, the other two are the end. */
export const NEXT_OUTCOMES = {
  waiting: ['proper', 'asked', 'reported'],
  asked: ['proper', 'asked', 'reported'],
  proper: [],
  reported: [],
} as const satisfies Record<ReviewOutcome | 'waiting', readonly ReviewOutcome[]>

type Judged = { readonly before: ReviewOutcome | undefined; readonly own: boolean }

/** Nobody judges a look of their own, and what was judged stays. */
export function decideReview(
  { before, own }: Judged,
  outcome: ReviewOutcome,
): Result<ReviewOutcome, Refusal<'look-of-your-own' | 'look-judged'>> {
  if (own) return refuse('look-of-your-own', '自分の閲覧は、ほかの人が見直します。')
  const next: readonly ReviewOutcome[] = NEXT_OUTCOMES[before ?? 'waiting']
  if (next.includes(outcome)) return ok(outcome)
  return refuse('look-judged', 'この閲覧は、見直しが終わっています。画面を開き直して確かめてください。')
}

/** Sentences for the codes that the database's own functions raise in this feature. */
export const accessReviewSentences: Readonly<Record<string, string>> = {
  'look-reason-missing': `開く理由を${SHORTEST_REASON}文字以上で書くと、開けます。`,
  'look-of-your-own': '自分の閲覧は、ほかの人が見直します。',
  'look-judged': 'この閲覧は、見直しが終わっています。画面を開き直して確かめてください。',
}
