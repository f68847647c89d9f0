import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { findWindows } from './find-windows.ts'
import { findWindowsRoute } from './organization-contract.ts'

/** Doors of this feature: the look-up of windows, for the staff who guide people to one. The directory is public knowledge. */
export function organizationApi(app: App, platform: Platform): void {
  door({ app, platform, planes: ['welfare', 'utility'] }, findWindowsRoute, ({ tx, query }) => {
    const { postal, address } = query
    const asked = {
      ...(postal === undefined ? {} : { postalCode: postal }),
      ...(address === undefined ? {} : { address }),
    }
    return findWindows(tx.db, asked, platform.now())
  })
}
