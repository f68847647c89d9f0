import { err, ok } from '#kernel/result.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { askForJudgement, decideOnJudgement, signOnJudgement, writeJudgement } from './change-judgement.ts'
import { mayJudge } from './judgement-access.ts'
import * as route from './judgement-contract.ts'
import { addDutyShift, isOnDuty, listColleagues, listDutyShifts, removeDutyShift } from './judgement-store.ts'
import { readGateRules, readJudgement, readJudgements } from './read-judgements.ts'

/** Doors of the guided record: for companies and agencies alike, each about its own. */
export function judgementApi(app: App, platform: Platform): void {
  const both = { app, platform, planes: ['utility', 'welfare'] } as const
  door(both, route.listJudgements, ({ tx, staff, query }) => readJudgements({ tx, staff, platform }, query))
  door(both, route.getJudgement, ({ tx, staff, params }) => readJudgement({ tx, staff, platform }, params.id))
  door(both, route.saveJudgement, ({ tx, staff, params, body }) =>
    writeJudgement({ tx, staff, platform }, { ...body, id: params.id }),
  )
  door(both, route.askJudgement, ({ tx, staff, params, body }) =>
    askForJudgement({ tx, staff, platform }, { id: params.id, version: body.version, command: 'ask' }),
  )
  door(both, route.takeBackJudgement, ({ tx, staff, params, body }) =>
    askForJudgement({ tx, staff, platform }, { id: params.id, version: body.version, command: 'take-back' }),
  )
  door(both, route.decideJudgementRoute, ({ tx, staff, params, body }) =>
    decideOnJudgement({ tx, staff, platform }, { ...body, id: params.id }),
  )
  door(both, route.signJudgement, ({ tx, staff, params, body }) =>
    signOnJudgement({ tx, staff, platform }, { ...body, id: params.id }),
  )
  door(both, route.listGateRules, async ({ tx, staff }) => readGateRules({ tx, staff, platform }))
  dutyDoors(app, platform)
}

const notYours = { code: 'forbidden', because: '判断の当番を決めるのは、連絡担当の役割です。' } as const

/** Who of a company decides outside office hours. */
function dutyDoors(app: App, platform: Platform): void {
  const company = { app, platform, planes: ['utility'] } as const
  door(company, route.listDecisionDuty, async ({ tx, staff }) => {
    const mayPlan = mayJudge(staff.roles, 'plan-duty')
    return ok({
      shifts: await listDutyShifts(tx.db),
      colleagues: mayPlan ? await listColleagues(tx.db) : [],
      mayPlan,
      onDutyNow: await isOnDuty(tx.db, staff.plane, staff.userId),
    })
  })
  door(company, route.planDecisionDuty, async ({ tx, staff, body }) => {
    if (!mayJudge(staff.roles, 'plan-duty')) return err(notYours)
    const length = Date.parse(body.until) - Date.parse(body.from)
    if (length <= 0 || length > 5 * 86_400_000) {
      return err({ code: 'duty_length', because: '当番は、始まりより後の日時まで、5日以内で入力してください。' })
    }
    if (!(await listColleagues(tx.db)).some(({ id }) => id === body.userId)) {
      return err({ code: 'not_a_colleague', because: 'この会社の利用者から選んでください。' })
    }
    const id = platform.newId()
    await addDutyShift(tx.db, { ...body, id, organizationId: staff.organization.id, plannedBy: staff.userId })
    return ok({ id })
  })
  door(company, route.cancelDecisionDuty, async ({ tx, staff, params }) => {
    if (!mayJudge(staff.roles, 'plan-duty')) return err(notYours)
    return ok({ cancelled: await removeDutyShift(tx.db, params.id) })
  })
}
