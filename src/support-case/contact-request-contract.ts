import { z } from 'zod'
import { caseView, listCandidates } from './support-case-contract.ts'

/** From 「連絡をもらう」 on the person's own page to a case. */

const byId = z.strictObject({ id: z.uuid() })

/** Only name and telephone are known; a human decides. */
export const listRequestCandidates = {
  method: 'GET',
  path: '/api/contact-requests/:id/household-candidates',
  summary: 'ご本人の申し出と同じ世帯かもしれない、通報とケースです。決めるのは人です。',
  params: byId,
  response: listCandidates.response,
} as const

/** Idempotent by `caseId`. Reports that a human took for the same household begin with it; the opener is assigned. */
export const openCaseFromRequest = {
  method: 'POST',
  path: '/api/contact-requests/:id/case',
  summary: 'ご本人の申し出から、ケースを始めます。会社には何も届きません。',
  params: byId,
  body: z.strictObject({ caseId: z.uuid(), referralIds: z.array(z.uuid()).max(10, '一度に10件までです。') }),
  response: caseView,
} as const

/** A second time answers the same. */
export const joinRequest = {
  method: 'POST',
  path: '/api/cases/:id/contact-requests',
  summary: 'ご本人の申し出を、同じ世帯と人が確かめたケースに加えます。',
  params: byId,
  body: z.strictObject({ version: z.int().min(1), requestId: z.uuid() }),
  response: caseView,
} as const
