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
function aboutOf(kind: NoticeKind, plane: Desk['staff']['plane']): Notice['about'] {
  switch (kind) {
    case 'report-arrived':
    case 'danger':
    case 'report-updated':
    case 'report-withdrawn':
    case 'judgement-overturned':
    case 'escalation':
      return 'referral'
    case 'report-passed-on':
    case 'feedback':
    case 'review-due':
      return 'report'
    case 'consent-withdrawn':
      return plane === 'utility' ? 'report' : 'referral'
    case 'question':
    case 'answer':
      return 'question'
    case 'contact-request':
      return 'contact-request'
    case 'colleague-invited':
    case 'colleague-reset':
    case 'colleague-changed':
    case 'own-account-invited':
    case 'own-account-reset':
    case 'own-account-changed':
      return 'account'
    case 'case-looked':
    case 'look-review-due':
    case 'unusual-looks':
      return 'access-review'
    case 'leaflets-low':
      return 'nothing'
    case 'recall-asked':
    case 'recall-late':
      return 'recall'
    case 'statement-asked':
      return 'statement-request'
    case 'conference-called':
    case 'conference-cancelled':
    case 'conference-action-late':
      return 'conference'
    case 'judgement-asked':
    case 'judgement-decided':
    case 'judgement-waits':
    case 'second-signature-due':
      return 'judgement'
    default: {
      const never: never = kind
      return never
    }
  }
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
