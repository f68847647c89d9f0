import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { holdClass, holdOneCase, liftHold, moveClock, orderRun, proveRun, showRetention } from './keep-clocks.ts'
import {
  holdCase,
  orderErasure,
  placeHold,
  readErasureProof,
  readRetention,
  releaseHold,
  setRetentionClock,
} from './retention-contract.ts'

/** Clocks of the municipality, what is due, and its erasure. Step-up and bounds are decided by the database's functions. */
export function retentionApi(app: App, platform: Platform): void {
  const town = { app, platform, planes: ['welfare'] } as const
  door(town, readRetention, ({ tx, staff }) => showRetention({ tx, staff, platform }))
  door(town, setRetentionClock, ({ tx, staff, body }) => moveClock({ tx, staff, platform }, body))
  door(town, placeHold, ({ tx, staff, body }) => holdClass({ tx, staff, platform }, body))
  door(town, holdCase, ({ tx, staff, params, body }) => holdOneCase({ tx, staff, platform }, params.id, body))
  door(town, releaseHold, ({ tx, staff, params }) => liftHold({ tx, staff, platform }, params.id))
  door(town, orderErasure, ({ tx, staff, body }) => orderRun({ tx, staff, platform }, body.id))
  door(town, readErasureProof, ({ tx, staff, params }) => proveRun({ tx, staff, platform }, params.id))
}
