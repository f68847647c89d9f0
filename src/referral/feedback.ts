import { type FeedbackLevel, feedbackLevels, lowestLevel } from '#consent/consent.ts'
import type { FeedbackWord } from './conclusion-codes.ts'

/** The three who can each lower what a company hears; none of them can raise it. */
export type FeedbackCeilings = {
  /** The agreement in force; `received` without one. */
  readonly agreement: FeedbackLevel
  /** The person's consent; `received` when it says nothing. */
  readonly consent: FeedbackLevel
  /** The agency's choice for this report. */
  readonly choice: FeedbackLevel
}

/** The lowest of agreement, consent and the agency's choice. */
export function feedbackCeiling({ agreement, consent, choice }: FeedbackCeilings): FeedbackLevel {
  return lowestLevel([agreement, consent, choice])
}

/** The level that a word needs; the end needs no more than `received`, since it says nothing about the person. */
export function levelNeededFor(word: FeedbackWord): FeedbackLevel {
  return word === 'closed' ? 'received' : word
}

/** Whether a word may be told under a ceiling. */
export function mayTell(word: FeedbackWord, ceiling: FeedbackLevel): boolean {
  return feedbackLevels.indexOf(levelNeededFor(word)) <= feedbackLevels.indexOf(ceiling)
}

/** Words that the agency may still tell by hand: facts about the person, not told yet, under the ceiling. */
export function wordsStillToTell(ceiling: FeedbackLevel, told: readonly FeedbackWord[]): readonly FeedbackWord[] {
  const byHand: readonly FeedbackWord[] = ['contacted', 'supported']
  return byHand.filter((word) => mayTell(word, ceiling) && !told.includes(word))
}

/** What comes back to the company at a level, as the summary panel says it. */
export const COMES_BACK = {
  none: '何も戻りません。',
  received: '「受け取りました」と、終わったときの「終了しました」だけが戻ります。',
  contacted: '「受け取りました」「ご本人とお話しできました」「終了しました」が戻ります。',
  supported: '「受け取りました」「ご本人とお話しできました」「支援につながりました」「終了しました」が戻ります。',
} as const satisfies Record<FeedbackLevel, string>
