import { type ComponentType, useMemo } from 'react'
import { roleNames } from '#organization/organization.ts'
import type { Session, StaffRole } from '#platform/auth/auth-contract.ts'
import { findByPath, useAddress } from '#ui/address.ts'
import { NotFound } from '#ui/not-found.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { PageTabs } from '#ui/tabs.tsx'
import { LoginPage } from './login-page.tsx'
import { homes, openScreens } from './routes.tsx'
import { lately, OpenFrame, ScreenFrame, Unreachable } from './screen-frame.tsx'
import { useSession } from './session.tsx'
import { SessionDialogs } from './session-dialogs.tsx'
import { Shell } from './shell.tsx'

const lateOpenScreens = openScreens.map((entry) => ({ ...entry, screen: lately(entry.load) }))
const AnyScreen = lately(async () => (await import('./screen-by-address.tsx')).ScreenByAddress)

const homeScreens = {
  field_worker: lately(homes.field_worker.load),
  arrears_clerk: lately(homes.arrears_clerk.load),
  liaison: lately(homes.liaison.load),
  utility_admin: lately(homes.utility_admin.load),
  consultation_worker: lately(homes.consultation_worker.load),
  lead_worker: lately(homes.lead_worker.load),
  municipal_officer: lately(homes.municipal_officer.load),
  tenant_admin: lately(homes.tenant_admin.load),
  auditor: lately(homes.auditor.load),
} satisfies Record<StaffRole, ComponentType<ScreenProps>>

/** Who sits here decides the frame. Nobody signs in on the spot, so the address they came for survives. */
export function App() {
  const { state } = useSession()
  const { pathname } = useAddress()
  const open = findByPath(lateOpenScreens, pathname)
  if (state.kind !== 'somebody' && open !== undefined) {
    return (
      <OpenFrame>
        <ScreenFrame screen={open.entry.screen} params={open.params} />
      </OpenFrame>
    )
  }
  switch (state.kind) {
    case 'asking':
      return (
        <div className="mx-auto max-w-[75rem] p-8">
          <Skeleton />
        </div>
      )
    case 'unreachable':
      return <Unreachable retry={state.retry} />
    case 'nobody':
      return <LoginPage />
    case 'somebody':
      return (
        <>
          <Shell session={state.session}>
            <Screen session={state.session} pathname={pathname} />
          </Shell>
          <SessionDialogs />
        </>
      )
    default: {
      const never: never = state
      return never
    }
  }
}

function Screen({ session, pathname }: { session: Session; pathname: string }) {
  const { roles } = session.user
  if (pathname === '/') return <Home roles={roles} />
  return <ScreenFrame screen={AnyScreen} params={nothing} />
}

const nothing = {}

/** The home of the person's role; somebody with several roles changes between them by tabs. */
function Home({ roles }: { roles: readonly StaffRole[] }) {
  const tabs = useMemo(
    () =>
      roles.map((role) => ({
        key: role,
        label: roleNames[role],
        content: <ScreenFrame screen={homeScreens[role]} params={nothing} />,
      })),
    [roles],
  )
  const only = tabs[0]
  if (only === undefined) return <NotFound />
  return tabs.length === 1 ? only.content : <PageTabs label="役割" tabs={tabs} />
}
