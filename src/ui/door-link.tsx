import { cx } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { AppLink } from './link.tsx'

type DoorLinkProps = {
  href: string
  title: string
  note?: string | undefined
  icon: IconName
  tone?: 'plain' | 'danger' | undefined
}

/** A large way in, for a thumb: the doors of a home. `danger` is for life and supply stop only. */
export function DoorLink({ href, title, note, icon, tone = 'plain' }: DoorLinkProps) {
  return (
    <AppLink
      href={href}
      className={cx(
        'group flex min-h-24 w-full items-center gap-4 rounded-12 border-2 px-4 py-4 md:px-6',
        tone === 'danger'
          ? 'border-red-1000 bg-red-50 text-red-1100 hover:bg-red-100'
          : 'border-blue-900 bg-white text-blue-1000 hover:bg-blue-50',
      )}
    >
      <Icon name={icon} className="size-9" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="text-std-20B-150 group-hover:underline">{title}</span>
        {note !== undefined && <span className="text-solid-gray-800">{note}</span>}
      </span>
      <Icon name="arrow" />
    </AppLink>
  )
}
