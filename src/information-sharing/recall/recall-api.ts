import { z } from 'zod'
import { err, ok } from '#kernel/result.ts'
import { callGate, recordAudit } from '#platform/database/session.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { decideAttestation } from './recall.ts'
import { mayWithRecalls } from './recall-access.ts'
import { attestRecall, listRecalls, takeRecall } from './recall-contract.ts'
import { listLateRecalls, listOwnRecalls, listRecallStates, takeRecall as take } from './recall-store.ts'

const notYours = { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' } as const

/** What follows a withdrawal, for those who were told. */
export function recallApi(app: App, platform: Platform): void {
  const both = { app, platform, planes: ['welfare', 'utility'] } as const

  door(both, listRecalls, async ({ tx, staff }) => {
    const { roles, plane } = staff
    const settles = mayWithRecalls(roles, 'settle')
    if (!settles && !mayWithRecalls(roles, 'late')) return err(notYours)
    const tasks = settles ? await listOwnRecalls(tx.db) : []
    const states = mayWithRecalls(roles, 'state') ? await listRecallStates(tx.db) : []
    const late = plane === 'welfare' && mayWithRecalls(roles, 'late') ? await listLateRecalls(tx.db) : []
    await recordAudit(tx, { action: 'recall.listed', detail: { count: tasks.length } })
    return ok({ tasks, states, late })
  })

  door(both, takeRecall, async ({ tx, staff, params, body }) => {
    if (!mayWithRecalls(staff.roles, 'settle')) return err(notYours)
    await take(tx.db, params.id, body.version)
    return ok({ done: true })
  })

  door(both, attestRecall, async ({ tx, staff, params, body }) => {
    if (!mayWithRecalls(staff.roles, 'settle')) return err(notYours)
    const whole = decideAttestation(body.lines)
    if (!whole.ok) return whole
    const document = { id: params.id, ...body }
    return ok({ done: await callGate(tx.db, 'attest_recall', { document, shape: z.boolean() }) })
  })
}
