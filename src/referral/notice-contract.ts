import { z } from 'zod'
import { noticeKinds } from './notice-words.ts'

/** News without personal content: what kind, about which record, and where to read it. */
const notice = z.object({
  id: z.uuid(),
  kind: z.enum(noticeKinds),
  /** One sentence; never a name. */
  title: z.string(),
  objectId: z.uuid().optional(),
  /** What `objectId` names, so that a screen knows where to lead. */
  about: z.enum([
    'judgement',
    'report',
    'referral',
    'question',
    'contact-request',
    'account',
    'access-review',
    'recall',
    'statement-request',
    'conference',
    'nothing',
  ]),
  at: z.string(),
  readAt: z.string().optional(),
})
export type Notice = z.infer<typeof notice>

export const listNotices = {
  method: 'GET',
  path: '/api/notices',
  summary: '自分へのお知らせです。個人の情報は含みません。',
  response: z.object({ notices: z.array(notice), unread: z.int() }),
} as const

/** Harmless when repeated. */
export const readNotice = {
  method: 'POST',
  path: '/api/notices/:id/read',
  summary: 'お知らせを読んだことにします。',
  params: z.strictObject({ id: z.uuid() }),
  response: z.object({ unread: z.int() }),
} as const

export const readAllNotices = {
  method: 'POST',
  path: '/api/notices/read-all',
  summary: 'お知らせをすべて読んだことにします。',
  response: z.object({ unread: z.int() }),
} as const
