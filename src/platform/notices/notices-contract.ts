import { z } from 'zod'

/** What kind of news; who it concerns is read at the record, by those who may open it. */
export const noticeKinds = [
  'report-arrived',
  'danger',
  'report-passed-on',
  'report-updated',
  'report-withdrawn',
  'consent-withdrawn',
  'feedback',
  'escalation',
  'question',
  'answer',
  'contact-request',
  'review-due',
] as const

export const notice = z.object({
  id: z.uuid(),
  kind: z.enum(noticeKinds),
  /** The record it is about: a referral for agencies, a report for companies. */
  objectId: z.uuid().nullable(),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})
export type Notice = z.infer<typeof notice>

/** The newest 100, unread first. */
export const listNotices = {
  method: 'GET',
  path: '/api/notices',
  summary: 'お知らせの一覧',
  response: z.object({ notices: z.array(notice) }),
} as const

export const markNoticeRead = {
  method: 'POST',
  path: '/api/notices/:id/read',
  summary: 'お知らせを読んだことにする',
  params: z.strictObject({ id: z.uuid() }),
  response: z.undefined(),
} as const

export const markAllNoticesRead = {
  method: 'POST',
  path: '/api/notices/read-all',
  summary: 'すべてのお知らせを読んだことにする',
  response: z.undefined(),
} as const
