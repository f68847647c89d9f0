import { todayInJapan } from '#kernel/calendar-date.ts'
import { ok } from '#kernel/result.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { declareAgencyCapacity, listCapacityViews } from './declare-capacity.ts'
import { takePack } from './issue-pack.ts'
import { keepTerms, viewScreeningTerms } from './keep-screening-terms.ts'
import {
  declareCapacity,
  keepScreeningTerms,
  listCapacity,
  readScreeningTerms,
  takeScreeningPack,
} from './screening-terms-contract.ts'

/** Whom an agreement wants to be guided, what the agencies can take, and the file a company takes home. */
export function openScreeningTerms(app: App, platform: Platform): void {
  const everybody = { app, platform, planes: ['welfare', 'utility', 'auditor'] } as const
  const town = { app, platform, planes: ['welfare'] } as const
  const company = { app, platform, planes: ['utility'] } as const

  door(everybody, readScreeningTerms, ({ tx, staff, params }) =>
    viewScreeningTerms({ tx, staff, now: platform.now() }, params.id),
  )
  door(town, keepScreeningTerms, ({ tx, staff, params, body }) =>
    keepTerms({ tx, staff, now: platform.now() }, { id: params.id, version: body.version }, body.terms),
  )
  door(everybody, listCapacity, async ({ tx, staff }) =>
    ok({ agencies: await listCapacityViews({ tx, staff }, todayInJapan(platform.now())) }),
  )
  door(town, declareCapacity, ({ tx, staff, body }) =>
    declareAgencyCapacity({ tx, staff, now: platform.now(), id: platform.newId() }, body),
  )
  door(company, takeScreeningPack, ({ tx, staff }) =>
    takePack({ tx, staff, now: platform.now(), origin: platform.origin }),
  )
}
