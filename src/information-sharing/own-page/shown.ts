import { answersAt } from '#organization/index.ts'
import type { Platform } from '#platform/platform.ts'
import type { Shown } from './front-pages.ts'
import { findWindowOf, type Guidance, listGeneralWindows } from './own-page-store.ts'

/** `reads`: what was typed has the form and the check symbol of a code. */
type Sought = { readonly guidance: Guidance | undefined; readonly reads: boolean }

/** The window of a code as the page shows it, with who answers at this moment. */
export async function shownOf(platform: Platform, { guidance, reads }: Sought): Promise<Shown> {
  if (guidance === undefined) {
    const general = await listGeneralWindows(platform.databases.public)
    return { town: undefined, window: undefined, notYet: reads, general }
  }
  const window = await findWindowOf(platform.databases.public, guidance)
  if (window === undefined) return { town: guidance.tenantName, window: undefined }
  const { name, phone, because } = answersAt(window, platform.now())
  const { hours, address, methods } = window
  return {
    town: guidance.tenantName,
    window: {
      name: window.name,
      phone: window.phone,
      hours: hours.text,
      address,
      methods,
      now: { name, phone, because },
    },
  }
}
