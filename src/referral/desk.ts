import type { SessionTx, Staff } from '#platform/database/session.ts'
import type { Platform } from '#platform/platform.ts'

/** Who asks, in which transaction, with which clock and keys: what every use case of this feature is given. */
export type Desk = { readonly tx: SessionTx; readonly staff: Staff; readonly platform: Platform }
