import { findByPath, useAddress } from '#ui/address.ts'
import { NotFound } from '#ui/not-found.tsx'
import { lately, ScreenFrame } from './screen-frame.tsx'
import { maySee } from './screen-table.ts'
import { screens } from './screens.ts'
import { useSession } from './session.tsx'

const lateScreens = screens.map((entry) => ({ ...entry, screen: lately(entry.load) }))

/** The screen of the address, if the person who sits here finds it. Apart from home, which needs no table of all screens. */
export function ScreenByAddress() {
  const { state } = useSession()
  const { pathname } = useAddress()
  const found = findByPath(lateScreens, pathname)
  const roles = state.kind === 'somebody' ? state.session.user.roles : []
  if (found === undefined || !maySee(found.entry, roles)) return <NotFound />
  return <ScreenFrame screen={found.entry.screen} params={found.params} />
}
