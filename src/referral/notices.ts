import { ok } from '#kernel/result.ts'
import type { Desk } from './desk.ts'
import type { Notice } from './notice-contract.ts'
import { type NoticeKind, noticeSentence } from './notice-words.ts'
import {
  countUnread,
  listOwnNotices,
  markAllNoticesRead,
  markNoticeRead,
  type StoredNotice,
} from './own-notice-store.ts'
import { present } from './present.ts'

/** What the record of a notice is: agencies know referrals, companies reports. */
const ABOUT = {
  'report-arrived': 'referral',
  danger: 'referral',
  'report-updated': 'referral',
  'report-withdrawn': 'referral',
  'judgement-overturned': 'referral',
  escalation: 'referral',
  'report-passed-on': 'report',
  feedback: 'report',
  'review-due': 'report',
  'consent-withdrawn': 'report or referral',
  question: 'question',
  answer: 'question',
  'contact-request': 'contact-request',
  'colleague-invited': 'account',
  'colleague-reset': 'account',
  'colleague-changed': 'account',
  'own-account-invited': 'account',
  'own-account-reset': 'account',
  'own-account-changed': 'account',
  'case-looked': 'access-review',
  'look-review-due': 'access-review',
  'unusual-looks': 'access-review',
  'leaflets-low': 'nothing',
  'recall-asked': 'recall',
  'recall-late': 'recall',
  'statement-asked': 'statement-request',
  'conference-called': 'conference',
  'conference-cancelled': 'conference',
  'conference-action-late': 'conference',
  'judgement-asked': 'judgement',
  'judgement-decided': 'judgement',
  'judgement-waits': 'judgement',
  'second-signature-due': 'judgement',
} as const satisfies Record<NoticeKind, Notice['about'] | 'report or referral'>

function aboutOf(kind: NoticeKind, plane: Desk['staff']['plane']): Notice['about'] {
  const about = ABOUT[kind]
  if (about !== 'report or referral') return about
  return plane === 'utility' ? 'report' : 'referral'
}

function show({ staff }: Desk, { objectId, readAt, count, ...notice }: StoredNotice): Notice {
  return {
    ...notice,
    title: noticeSentence(notice.kind, count),
    about: aboutOf(notice.kind, staff.plane),
    ...present({ objectId, readAt }),
  }
}

/** The speaker's own news. Nothing in it is personal; the record says the rest to whom may open it. */
export async function readNotices(desk: Desk) {
  const stored = await listOwnNotices(desk.tx.db)
  return ok({ notices: stored.map((notice) => show(desk, notice)), unread: await countUnread(desk.tx.db) })
}

/** Ticks one off, or all of them. */
export async function tickOff({ tx }: Desk, which: { readonly id: string } | 'all') {
  await (which === 'all' ? markAllNoticesRead(tx.db) : markNoticeRead(tx.db, which.id))
  return ok({ unread: await countUnread(tx.db) })
}
