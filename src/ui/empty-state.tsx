import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** An empty list explains itself and offers the next step. */
export function EmptyState({
  title,
  children,
  action,
  icon = 'info',
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
  icon?: IconName | undefined
}) {
  return (
    <div className="flex flex-col items-start gap-2 rounded-12 bg-solid-gray-50 p-4 md:p-6">
      <p className="flex items-start gap-2 text-std-17B-170 text-solid-gray-800">
        <Icon name={icon} className="mt-0.5" />
        {title}
      </p>
      {children !== undefined && <div className="max-w-line pl-8 text-solid-gray-800">{children}</div>}
      {action !== undefined && <div className="mt-2 pl-8">{action}</div>}
    </div>
  )
}
