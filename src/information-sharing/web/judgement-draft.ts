import { z } from 'zod'
import { readDate } from '#ui/date-field.tsx'
import { instantOf, typedMoment } from '#ui/moment-field.tsx'
import { type JudgementContent, judgementContent } from '../judgement-contract.ts'

/** The guided record as the form holds it: dates as typed, and which way of telling the person was chosen. */
export const judgementDraft = judgementContent.extend({
  factsObservedAt: z.string(),
  validUntil: z.string(),
  askAgainOn: z.string(),
  tellOn: z.string(),
  notToldUntil: z.string(),
  telling: z.enum(['later', 'not-now']).optional(),
})
export type JudgementDraft = z.infer<typeof judgementDraft>

/** The form for a record. */
export function draftOf(content: JudgementContent): JudgementDraft {
  const notNow = content.notToldUntil !== undefined || (content.notTold ?? '') !== ''
  return {
    ...content,
    factsObservedAt: typedMoment(content.factsObservedAt),
    validUntil: content.validUntil ?? '',
    askAgainOn: content.askAgainOn ?? '',
    tellOn: content.tellOn ?? '',
    notToldUntil: content.notToldUntil ?? '',
    telling: notNow ? 'not-now' : content.tellOn === undefined ? undefined : 'later',
  }
}

/** What can be kept of a form: a date that cannot be read yet stays in the form alone; of two ways of telling, the chosen one. */
export function contentOf({ telling, ...draft }: JudgementDraft): JudgementContent {
  const notNow = telling === 'not-now'
  return {
    ...draft,
    factsObservedAt: instantOf(draft.factsObservedAt),
    validUntil: readDate(draft.validUntil),
    askAgainOn: readDate(draft.askAgainOn),
    tellOn: notNow ? undefined : readDate(draft.tellOn),
    notToldUntil: notNow ? readDate(draft.notToldUntil) : undefined,
    notTold: notNow ? draft.notTold : undefined,
  }
}
