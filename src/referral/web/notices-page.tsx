import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/class-names.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Icon } from '#ui/icon.tsx'
import { AppLink } from '#ui/link.tsx'
import { Page, Section } from '#ui/page.tsx'
import { useViewer } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { listNotices, type Notice, readAllNotices, readNotice } from '../notice-contract.ts'
import { momentText } from './report-text.ts'

/** Where the record of a notice stands for this reader; of one that counts several, the list; undefined: nowhere. */
function placeOf({ about, objectId }: Notice, roles: readonly string[]): string | undefined {
  switch (about) {
    case 'report':
      return objectId === undefined ? '/' : `/reports/${objectId}`
    case 'referral':
      return objectId === undefined ? '/' : `/referrals/${objectId}`
    case 'question':
      return roles.some((role) => role === 'consultation_worker' || role === 'lead_worker')
        ? '/received-questions'
        : '/call'
    case 'contact-request':
      return '/contact-requests'
    case 'account':
      return '/account'
    case 'access-review':
      return '/access-review'
    case 'recall':
      return '/recalls'
    case 'statement-request':
      return '/statement-requests'
    case 'conference':
      return '/conference'
    case 'judgement':
      return objectId === undefined ? '/judgements' : `/judgements/${objectId}`
    case 'nothing':
      return undefined
    default: {
      const never: never = about
      return never
    }
  }
}

/** News for the one who reads: what happened, when, and the way to the record. */
export function NoticesPage() {
  const reading = useApi(listNotices, {})
  // Without a list, everything is read anew: the number beside the bell, too.
  const readAll = useSend(readAllNotices)
  const [done, setDone] = useState(false)
  const unread = reading.data?.unread ?? 0
  return (
    <Page
      title="新しいお知らせはありますか"
      lead="お知らせに個人の情報は載りません。開くと、その記録に進みます。"
      back={{ href: '/', label: 'ホームに戻る' }}
      action={
        unread > 0 && (
          <Button
            icon="check"
            busy={readAll.isPending}
            busyLabel="記録しています…"
            onClick={() => readAll.mutate({}, { onSuccess: () => setDone(true) })}
          >
            すべて読んだことにする
          </Button>
        )
      }
    >
      {readAll.error !== null && <NotificationBanner tone="error" live title={readAll.error.title} />}
      {done && unread === 0 && <NotificationBanner tone="success" live title="すべて読んだことにしました" />}
      <Loaded reading={reading}>{({ notices }) => <Lists notices={notices} />}</Loaded>
    </Page>
  )
}

/** Danger to life stands first until it was read. */
const isDanger = ({ kind }: Notice) => kind === 'danger'

function Lists({ notices }: { notices: readonly Notice[] }) {
  if (notices.length === 0) {
    return (
      <EmptyState title="お知らせはありません" icon="bell">
        連絡が届いたとき、返事があったときなどに、ここに並びます。
      </EmptyState>
    )
  }
  const unread = notices.filter(({ readAt }) => readAt === undefined)
  const fresh = [...unread.filter(isDanger), ...unread.filter((notice) => !isDanger(notice))]
  const read = notices.filter(({ readAt }) => readAt !== undefined)
  return (
    <>
      <Section title={`まだ読んでいないお知らせ ${fresh.length}件`}>
        {fresh.length === 0 ? (
          <EmptyState title="すべて読んでいます" icon="check" />
        ) : (
          <NoticeList label="まだ読んでいないお知らせ" notices={fresh} />
        )}
      </Section>
      {read.length > 0 && (
        <Section title="読んだお知らせ">
          <NoticeList label="読んだお知らせ" notices={read} />
        </Section>
      )}
    </>
  )
}

function NoticeList({ label, notices }: { label: string; notices: readonly Notice[] }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {notices.map((notice) => (
        <li key={notice.id}>
          <NoticeEntry notice={notice} />
        </li>
      ))}
    </ul>
  )
}

function NoticeEntry({ notice }: { notice: Notice }) {
  const { id, title, at, readAt, kind } = notice
  const mark = useSend(readNotice)
  const href = placeOf(notice, useViewer()?.roles ?? [])
  const unread = readAt === undefined
  return (
    <div
      className={cx(
        'flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-12 border-1 bg-white p-4',
        unread && kind === 'danger' ? 'border-red-1000' : 'border-solid-gray-420',
      )}
    >
      <div className="flex min-w-0 flex-1 items-start gap-3">
        <Icon name={kind === 'danger' ? 'alert' : unread ? 'bell' : 'check'} className="mt-2.5" />
        <div className="min-w-0">
          {href === undefined ? (
            <p className={cx('py-2', unread && 'font-bold')}>{title}</p>
          ) : (
            <AppLink
              href={href}
              onClick={() => unread && mark.mutate({ params: { id } })}
              className={cx('link-text inline-flex min-h-11 items-center', unread && 'font-bold')}
            >
              {title}
            </AppLink>
          )}
          <p className="text-solid-gray-700 figures">{momentText(at)}</p>
        </div>
      </div>
      {unread && (
        <Button
          kind="tertiary"
          busy={mark.isPending}
          busyLabel="記録しています…"
          aria-label={`読んだことにする：${title}${momentText(at)}`}
          onClick={() => mark.mutate({ params: { id } })}
        >
          読んだことにする
        </Button>
      )}
    </div>
  )
}
