import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Session } from '#platform/auth/auth-contract.ts'
import { useAddress } from '#ui/address.ts'
import { DemoBanner } from '#ui/banner.tsx'
import { KeyboardHelp } from '#ui/keyboard-help.tsx'
import { SkipLink } from '#ui/page.tsx'
import { focusSearch, useShortcuts } from '#ui/shortcuts.ts'
import { Header } from './header.tsx'
import { navigation } from './routes.tsx'
import { menuOf } from './screen-table.ts'
import { useSession } from './session.tsx'

/** The frame around every screen of a signed-in person. */
export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const { pathname } = useAddress()
  const [help, setHelp] = useState(false)
  const items = useMemo(() => menuOf(session.user.roles, navigation), [session.user.roles])
  useShortcuts(
    useMemo(
      () => [
        { key: '/', does: '検索に移る', run: focusSearch },
        { key: '?', does: 'キーの一覧を開く', run: () => setHelp(true) },
      ],
      [],
    ),
  )
  useFreshScreen(pathname)
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {session.demo && <DemoBanner />}
      <Header session={session} items={items} path={pathname} onHelp={() => setHelp(true)} />
      <main id="main" tabIndex={-1} className="w-full flex-1">
        {children}
      </main>
      <footer data-print="never" className="mt-8 border-t-1 border-solid-gray-300">
        <p className="mx-auto max-w-[75rem] px-4 py-4 text-[0.875rem] leading-[1.7] text-solid-gray-700 md:px-8">
          ともしび　見たこと・伝えたことは、すべて記録に残ります。
        </p>
      </footer>
      <KeyboardHelp open={help} onClose={() => setHelp(false)} />
    </div>
  )
}

/** A new screen is real activity: the count of notices is fetched anew. */
function useFreshScreen(pathname: string) {
  const { refresh } = useSession()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    refresh()
  }, [pathname, refresh])
}
