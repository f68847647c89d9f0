import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import * as contract from './cooperation-contract.ts'
import * as desk from './cooperation-desk.ts'
import { cooperationLinks } from './cooperation-link-api.ts'
import { declineReceived, getReceived, openReceived } from './cooperation-received.ts'

/** Every door of cooperation requests: the office's, the company's, and the link of a letter. */
export async function cooperationApi(app: App, platform: Platform): Promise<void> {
  const all = { app, platform, planes: ['welfare', 'utility', 'auditor'] } as const
  door(all, contract.listCooperationRequests, (call) => desk.getRequests({ ...call, platform }))
  door(all, contract.getCooperationRequest, (call) => desk.getRequest({ ...call, platform }, call.params.id))
  door(all, contract.draftCooperation, (call) => desk.draftRequest({ ...call, platform }, call.body))
  door(all, contract.sendCooperation, (call) =>
    desk.sendRequest({ ...call, platform }, call.params.id, call.body.version),
  )
  door(all, contract.reissueCooperation, (call) =>
    desk.reissueLetter({ ...call, platform }, call.params.id, call.body.version),
  )
  door(all, contract.withdrawCooperation, (call) =>
    desk.withdrawRequest({ ...call, platform }, call.params.id, call.body.version),
  )
  door(all, contract.recordCooperation, (call) => desk.recordAnswer({ ...call, platform }, call.params.id, call.body))
  door(all, contract.listReceivedRequests, (call) => getReceived({ ...call, platform }))
  door(all, contract.openReceivedRequest, (call) => openReceived({ ...call, platform }, call.params.id))
  door(all, contract.declineReceivedRequest, (call) =>
    declineReceived({ ...call, platform }, call.params.id, call.body),
  )
  await cooperationLinks(app, platform)
}
