import { z } from 'zod'
import { err, ok } from '#kernel/result.ts'
import { callGate } from '#platform/database/session.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { recordSpokenFeedback, recordSpokenSharing } from './spoken-contract.ts'

const notYours = { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' } as const

/** Who writes down what was said; the database asks the same (db/migrations/0024_statements.sql). */
export const SPOKEN_ACCESS = {
  utility: ['arrears_clerk', 'liaison'],
  welfare: ['consultation_worker', 'lead_worker'],
} as const

/** What was told on the telephone, at a meeting or on paper stands in the ledger like everything else. */
export function spokenApi(app: App, platform: Platform): void {
  const may = (roles: readonly string[], plane: keyof typeof SPOKEN_ACCESS) =>
    SPOKEN_ACCESS[plane].some((role) => roles.includes(role))

  door({ app, platform, planes: ['utility'] }, recordSpokenSharing, async ({ tx, staff, params, body }) => {
    if (!may(staff.roles, 'utility')) return err(notYours)
    const document = { ...body, reportId: params.id }
    return ok({ written: await callGate(tx.db, 'record_spoken_sharing', { document, shape: z.boolean() }) })
  })

  door({ app, platform, planes: ['welfare'] }, recordSpokenFeedback, async ({ tx, staff, params, body }) => {
    if (!may(staff.roles, 'welfare')) return err(notYours)
    const document = { ...body, referralId: params.id }
    return ok({ written: await callGate(tx.db, 'record_spoken_feedback', { document, shape: z.boolean() }) })
  })
}
