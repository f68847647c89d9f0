import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'success' | 'error' | 'warning' | 'information'

const tones = {
  success: { frame: 'border-success-2', strip: 'bg-success-2', word: '完了', icon: 'check' },
  error: { frame: 'border-error-1', strip: 'bg-error-1', word: 'エラー', icon: 'error' },
  warning: { frame: 'border-warning-yellow-2', strip: 'bg-warning-yellow-2', word: '注意', icon: 'warning' },
  information: { frame: 'border-blue-900', strip: 'bg-blue-900', word: 'お知らせ', icon: 'info' },
} as const satisfies Record<Tone, { frame: string; strip: string; word: string; icon: IconName }>

type NotificationBannerProps = {
  tone: Tone
  title: string
  children?: ReactNode
  /** Buttons or links. */
  actions?: ReactNode
  onClose?: (() => void) | undefined
  /** `true` when it appears after an action: read out at once. */
  live?: boolean | undefined
}

/** A message inside a page: word, icon and colour together. */
export function NotificationBanner({ tone, title, children, actions, onClose, live = false }: NotificationBannerProps) {
  const { frame, strip, word, icon } = tones[tone]
  return (
    <div
      role={live ? (tone === 'error' ? 'alert' : 'status') : undefined}
      className={cx('flex overflow-hidden rounded-12 border-3 bg-white', frame)}
    >
      <div className={cx('flex shrink-0 items-start justify-center px-2 pt-4 text-white md:px-3 md:pt-5', strip)}>
        <Icon name={icon} />
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-2 p-4 md:p-5">
        <p className="text-std-17B-170 text-solid-gray-900">
          <span className="sr-only">{word}：</span>
          {title}
        </p>
        {children !== undefined && <div className="max-w-line">{children}</div>}
        {actions !== undefined && <div className="mt-2 flex flex-wrap gap-3">{actions}</div>}
      </div>
      {onClose !== undefined && (
        <button
          type="button"
          onClick={onClose}
          className="m-2 inline-flex size-11 shrink-0 items-center justify-center rounded-8 hover:bg-solid-gray-50"
        >
          <Icon name="close" />
          <span className="sr-only">この知らせを閉じる</span>
        </button>
      )}
    </div>
  )
}

type EmergencyBannerProps = {
  title: string
  children?: ReactNode
  actions?: ReactNode
}

/** For life and supply stop only. The telephone numbers are links of a thumb's size. */
export function EmergencyBanner({ title, children, actions }: EmergencyBannerProps) {
  const heading = useId()
  return (
    <section aria-labelledby={heading} className="rounded-8 border-6 border-red-900 bg-white p-4 md:p-6">
      <h2 id={heading} className="flex items-start gap-2 text-std-20B-150 text-red-1000 md:text-std-22B-150">
        <Icon name="alert" className="mt-0.5 size-7" />
        {title}
      </h2>
      {children !== undefined && <div className="mt-2 max-w-line">{children}</div>}
      {actions !== undefined && <div className="mt-4 grid grid-cols-1 gap-3 sm:grid-cols-2">{actions}</div>}
    </section>
  )
}

/** A telephone number as a large button: 119, 110, a window. `tone="danger"` is filled red, for 119 and 110 only. */
export function CallButton({
  number,
  label,
  tone = 'plain',
}: {
  number: string
  label: string
  tone?: 'plain' | 'danger' | undefined
}) {
  return (
    <a
      href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}
      className={cx(
        'inline-flex min-h-16 items-center justify-center gap-3 rounded-8 px-4 py-2 font-bold hover:underline',
        tone === 'danger'
          ? 'bg-red-1000 text-white hover:bg-red-1100'
          : 'border-1 border-blue-900 bg-white text-blue-900 hover:bg-blue-50',
      )}
    >
      <Icon name="phone" className="size-7" />
      <span className="flex flex-col leading-[1.3]">
        <span className="text-[1.375rem] figures">{number}</span>
        <span className="text-[0.875rem]">{label}</span>
      </span>
    </a>
  )
}

/** Says on every page, in print too, that nothing here is real. */
export function DemoBanner() {
  return (
    <aside aria-label="デモの表示" className="demo-stripes border-b-1 border-black p-1.5 md:py-2">
      <p className="mx-auto flex max-w-[75rem] flex-wrap items-center justify-center gap-x-2 rounded-4 bg-yellow-100 px-3 py-1 text-center text-[0.875rem] leading-[1.6] text-black md:text-[1rem]">
        <strong>これはデモです。</strong>
        <span>出てくる人・会社・市はすべて架空です。本物の個人情報は入力しないでください。</span>
      </p>
    </aside>
  )
}
