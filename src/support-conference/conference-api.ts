import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import * as body from './conference-body-contract.ts'
import type { Desk } from './conference-desk.ts'
import { getItemMinutes, keepMinutes, tellDecision } from './decide-item.ts'
import { getItemMaterial, handOutMaterial, keepMaterial } from './hand-out-packs.ts'
import * as room from './keep-room.ts'
import * as roster from './keep-roster.ts'
import { change, getSittings, getSittingView, move, plan } from './keep-sitting.ts'
import * as own from './member-contract.ts'
import * as mine from './own-conference.ts'
import * as pack from './pack-contract.ts'
import { printDecisionSheet, printNumberedCopy, printSittingSheet } from './print-conference.ts'
import * as sitting from './sitting-contract.ts'

/** Every plane knocks at every door: whoever has no business there hears what one hears of an id that never was. */
const everybody = ['welfare', 'utility', 'auditor'] as const

/** Every door of the support conference: the office's, the case's people's, and the called members'. */
export function supportConferenceApi(app: App, platform: Platform): void {
  bodyDoors(app, platform)
  sittingDoors(app, platform)
  roomDoors(app, platform)
  paperDoors(app, platform)
  memberDoors(app, platform)
}

function bodyDoors(app: App, platform: Platform): void {
  const office = { app, platform, planes: everybody } as const
  door(office, body.listConferenceBodies, ({ tx, staff }) => roster.getBodies({ tx, staff, platform }))
  door(office, body.getConferenceBody, ({ tx, staff, params }) => roster.getBody({ tx, staff, platform }, params.id))
  door(office, body.createConferenceBody, (call) => roster.createBody({ ...call, platform }, call.body))
  door(office, body.changeByLaws, (call) => roster.writeByLaws({ ...call, platform }, call.params.id, call.body))
  door(office, body.addConferenceMember, (call) => roster.addMember({ ...call, platform }, call.params.id, call.body))
  door(office, body.changeConferenceMember, (call) =>
    roster.changeMember({ ...call, platform }, call.params.id, call.body),
  )
  door(office, body.endConferenceMembership, (call) =>
    roster.endMembership({ ...call, platform }, call.params.id, call.body),
  )
  door(office, body.recordSecrecy, (call) => roster.keepSecrecy({ ...call, platform }, call.params.id, call.body))
}

function sittingDoors(app: App, platform: Platform): void {
  const office = { app, platform, planes: everybody } as const
  door(office, sitting.listSittings, (call) => getSittings({ ...call, platform }, call.query.show))
  door(office, sitting.getSitting, (call) => getSittingView({ ...call, platform }, call.params.id))
  door(office, sitting.planSitting, (call) => plan({ ...call, platform }, call.body))
  door(office, sitting.changeSitting, (call) => change({ ...call, platform }, call.params.id, call.body))
  door(office, sitting.moveSitting, (call) => move({ ...call, platform }, call.params.id, call.body))
  door(office, sitting.addItem, (call) => room.putItem({ ...call, platform }, call.params.id, call.body))
  door(office, sitting.changeItem, (call) => room.changeItemOf({ ...call, platform }, call.params.id, call.body))
  door(office, sitting.callToItem, (call) => room.callTo({ ...call, platform }, call.params.id, call.body))
}

function roomDoors(app: App, platform: Platform): void {
  const office = { app, platform, planes: everybody } as const
  door(office, sitting.markAttendance, (call) => room.attend({ ...call, platform }, call.params.id, call.body))
  door(office, sitting.timeItem, (call) => room.time({ ...call, platform }, call.params.id, call.body))
  door(office, sitting.addIssue, (call) => room.raiseIssue({ ...call, platform }, call.params.id, call.body))
  door(office, sitting.endAction, (call) => room.endActionOf({ ...call, platform }, call.params.id, call.body))
  door(office, sitting.moveAction, (call) => room.moveActionOf({ ...call, platform }, call.params.id, call.body))
  door(office, pack.countCopy, (call) => room.count({ ...call, platform }, call.params.id, call.body))
  door(office, pack.printSitting, (call) => printSittingSheet({ ...call, platform }, call.params.id))
}

function paperDoors(app: App, platform: Platform): void {
  const office = { app, platform, planes: everybody } as const
  door(office, pack.getMaterial, (call) => getItemMaterial({ ...call, platform }, call.params.id))
  door(office, pack.writeMaterial, (call) => keepMaterial({ ...call, platform }, call.params.id, call.body))
  door(office, pack.issuePacks, (call) => handOutMaterial({ ...call, platform }, call.params.id, call.body))
  door(office, pack.printCopy, (call) => printNumberedCopy({ ...call, platform }, call.params.id, call.body))
  door(office, pack.getMinutes, (call) => getItemMinutes({ ...call, platform }, call.params.id))
  door(office, pack.writeMinutes, (call) => keepMinutes({ ...call, platform }, call.params.id, call.body))
  door(office, pack.shareDecision, (call) => tellDecision({ ...call, platform }, call.params.id, call.body))
  door(office, pack.printDecision, (call) => printDecisionSheet({ ...call, platform }, call.params.id))
}

/** Agency, city and company alike: what somebody is called to does not hang on their plane or role. */
function memberDoors(app: App, platform: Platform): void {
  const members = { app, platform, planes: everybody } as const
  const desk = ({ tx, staff }: Pick<Desk, 'tx' | 'staff'>): Desk => ({ tx, staff, platform })
  door(members, own.getOwnConference, (call) => mine.getOwn(desk(call)))
  door(members, own.givePledge, (call) => mine.pledge(desk(call), call.body))
  door(members, own.openPack, (call) => mine.open(desk(call), call.params.id))
  door(members, own.endOwnAction, (call) => mine.endOwn(desk(call), call.params.id, call.body))
}
