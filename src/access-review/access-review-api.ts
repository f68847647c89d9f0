import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import {
  listCaseLooks,
  listUnusualLooks,
  namePrivacyOfficer,
  openCaseLook,
  readPrivacyDuties,
  reviewCaseLook,
  reviewUnusualLook,
} from './access-review-contract.ts'
import {
  changePrivacyOfficer,
  type DeedWord,
  readLooks,
  readPrivacyOfficers,
  readUnusual,
  reviewLook,
  reviewUnusual,
} from './judge-looks.ts'
import { openLook } from './open-look.ts'

/** Looks with a reason and the list of unusual ones. `deedWord` puts the log's name of a deed into Japanese. */
export function accessReviewApi(app: App, platform: Platform, deedWord: DeedWord): void {
  const town = { app, platform, planes: ['welfare'] } as const
  door(town, openCaseLook, ({ tx, staff, body }) => openLook({ tx, staff, platform }, body))
  door(town, listCaseLooks, ({ tx, staff }) => readLooks({ tx, staff, platform }))
  door(town, reviewCaseLook, ({ tx, staff, params, body }) =>
    reviewLook({ tx, staff, platform }, { id: params.id, outcome: body.outcome }),
  )
  door(town, listUnusualLooks, ({ tx, staff }) => readUnusual({ tx, staff, platform }, deedWord))
  door(town, reviewUnusualLook, ({ tx, staff, params, body }) =>
    reviewUnusual({ tx, staff, platform }, { id: params.id, outcome: body.outcome }, deedWord),
  )
  door(town, readPrivacyDuties, ({ tx, staff }) => readPrivacyOfficers({ tx, staff, platform }))
  door(town, namePrivacyOfficer, ({ tx, staff, body }) => changePrivacyOfficer({ tx, staff, platform }, body))
}
