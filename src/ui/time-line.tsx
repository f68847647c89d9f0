import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

export type TimeLineItem = {
  readonly key: string
  /** 11月22日(日) 14:03 */
  readonly when: string
  readonly title: string
  readonly icon: IconName
  readonly body?: ReactNode
  /** Who did it. */
  readonly by?: string | undefined
  /** `stop` is red and for the supply stop; `ahead` lies in the future. */
  readonly tone?: 'plain' | 'ahead' | 'stop' | undefined
}

const dots = {
  plain: 'border-blue-900 bg-blue-50 text-blue-1000',
  ahead: 'border-dashed border-solid-gray-600 bg-white text-solid-gray-800',
  stop: 'border-red-1000 bg-red-50 text-red-1000',
} as const

/** What happened and what is ahead, in order. The stop date stands as a red line ahead. */
export function TimeLine({ label, items }: { label: string; items: readonly TimeLineItem[] }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {items.map((item, index) => {
        const tone = item.tone ?? 'plain'
        return (
          <li key={item.key} className="relative grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-3 pb-6 last:pb-0">
            {index < items.length - 1 && (
              <span
                aria-hidden="true"
                className={cx(
                  'absolute top-10 bottom-0 left-[1.1875rem] border-l-2',
                  tone === 'plain' ? 'border-solid-gray-300' : 'border-dashed border-solid-gray-420',
                )}
              />
            )}
            <span className={cx('flex size-10 items-center justify-center rounded-full border-2', dots[tone])}>
              <Icon name={item.icon} className="size-5" />
            </span>
            <div className={cx('min-w-0', tone === 'stop' && 'border-t-2 border-red-1000 pt-1')}>
              <p className="text-[0.875rem] leading-[1.6] text-solid-gray-700 figures">
                {item.when}
                {tone !== 'plain' && <span className="ml-2 font-bold">これから</span>}
              </p>
              <p className={cx('font-bold', tone === 'stop' && 'text-red-1000')}>{item.title}</p>
              {item.body !== undefined && <div className="mt-1">{item.body}</div>}
              {item.by !== undefined && <p className="text-[0.875rem] leading-[1.6] text-solid-gray-700">{item.by}</p>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
