import { useState } from 'react'
import type { Session } from '#platform/auth/auth-contract.ts'
import { cx } from '#ui/class-names.ts'
import { Dialog } from '#ui/dialog.tsx'
import { Icon } from '#ui/icon.tsx'
import { AppLink } from '#ui/link.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Lamp } from './lamp.tsx'
import { currentItem, type NavItem } from './screen-table.ts'

type HeaderProps = { session: Session; items: readonly NavItem[]; path: string; onHelp: () => void }

/** Product, organisation, notices, person; the menu below at a desk, behind a button on a phone. Never printed. */
export function Header({ session, items, path, onHelp }: HeaderProps) {
  return (
    <header data-print="never" className="border-b-1 border-solid-gray-420 bg-white">
      <div className="mx-auto flex max-w-[75rem] items-center gap-2 px-4 py-2 md:gap-4 md:px-8 md:py-3">
        <AppLink href="/" className="flex min-h-11 items-center gap-2 rounded-4 hover:underline md:gap-3">
          <Lamp className="size-8 md:size-9" />
          <span className="text-std-18B-160 text-solid-gray-900 md:text-std-22B-150">ともしび</span>
        </AppLink>
        <p className="hidden min-w-0 truncate border-l-1 border-solid-gray-420 pl-4 text-solid-gray-800 md:block">
          {session.organization.name}
        </p>
        <div className="ml-auto flex items-center gap-1 md:gap-2">
          <NoticesLink count={session.notices} />
          <AccountMenu session={session} onHelp={onHelp} />
          <PhoneMenu key={path} session={session} items={items} path={path} />
        </div>
      </div>
      {items.length > 1 && (
        <nav aria-label="メニュー" className="mx-auto hidden max-w-[75rem] px-6 md:block">
          <MenuList items={items} path={path} place="bar" />
        </nav>
      )}
    </header>
  )
}

function NoticesLink({ count }: { count: number }) {
  return (
    <AppLink
      href="/notices"
      className="relative inline-flex min-h-11 min-w-11 items-center justify-center gap-1 rounded-8 px-2 hover:bg-solid-gray-50 hover:underline"
    >
      <Icon name="bell" />
      <span className="sr-only md:not-sr-only">お知らせ</span>
      {count > 0 && (
        <span className="rounded-full bg-blue-900 px-2 text-[0.875rem] leading-[1.6] font-bold text-white figures">
          {count > 99 ? '99+' : count}
          <span className="sr-only">件の新しいお知らせ</span>
        </span>
      )}
    </AppLink>
  )
}

function PhoneMenu({ session, items, path }: Omit<HeaderProps, 'onHelp'>) {
  const [open, setOpen] = useState(false)
  if (items.length < 2) return null
  return (
    <div className="md:hidden">
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="inline-flex min-h-11 min-w-11 flex-col items-center justify-center rounded-8 px-2 text-[0.75rem] leading-[1.2] hover:bg-solid-gray-50"
      >
        <Icon name="menu" />
        メニュー
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title="メニュー" place="side">
        <p className="mb-2 text-solid-gray-700">{session.organization.name}</p>
        <nav aria-label="メニュー">
          <MenuList items={items} path={path} place="list" />
        </nav>
      </Dialog>
    </div>
  )
}

function MenuList({ items, path, place }: { items: readonly NavItem[]; path: string; place: 'bar' | 'list' }) {
  const current = currentItem(items, path)
  return (
    <ul className={place === 'bar' ? 'flex flex-wrap gap-x-1' : 'flex flex-col'}>
      {items.map((item) => (
        <li key={item.href}>
          <AppLink
            href={item.href}
            aria-current={item === current ? 'page' : undefined}
            className={cx(
              'flex min-h-12 items-center gap-2 px-3 hover:bg-solid-gray-50 hover:underline',
              place === 'bar' ? 'border-b-4' : 'border-l-4 py-2',
              item === current ? 'border-blue-900 font-bold text-blue-1000' : 'border-transparent',
            )}
          >
            <Icon name={item.icon} className="size-5" />
            {item.label}
          </AppLink>
        </li>
      ))}
    </ul>
  )
}
