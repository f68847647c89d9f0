import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { findWindows } from './find-windows.ts'
import { confirmToday, correctWindow, readOwnWindows, type WindowDesk } from './keep-windows.ts'
import { findWindowsRoute } from './organization-contract.ts'
import { confirmWindow, editWindow, listOwnWindows } from './own-windows-contract.ts'

/** Doors of this feature: the look-up of windows, for the staff who guide people to one (the directory is public knowledge), and the municipality's own windows. */
export function organizationApi(app: App, platform: Platform): void {
  door({ app, platform, planes: ['welfare', 'utility'] }, findWindowsRoute, ({ tx, query }) => {
    const { postal, address } = query
    const asked = {
      ...(postal === undefined ? {} : { postalCode: postal }),
      ...(address === undefined ? {} : { address }),
    }
    return findWindows(tx.db, asked, platform.now())
  })

  const own = { app, platform, planes: ['welfare'] } as const
  const desk = ({ tx, staff }: Pick<WindowDesk, 'tx' | 'staff'>) => ({ tx, staff, now: platform.now() })
  door(own, listOwnWindows, (call) => readOwnWindows(desk(call)))
  door(own, editWindow, ({ params, body, ...call }) => {
    const { version, confirmed, ...facts } = body
    return correctWindow(desk(call), { id: params.id, version }, { facts, confirmed })
  })
  door(own, confirmWindow, ({ params, body, ...call }) =>
    confirmToday(desk(call), { id: params.id, version: body.version }),
  )
}
