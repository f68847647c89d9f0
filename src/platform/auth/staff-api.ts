import { sql } from 'kysely'
import { z } from 'zod'
import { ok } from '#kernel/result.ts'
import { callGate, type GateFunction, type SessionTx } from '#platform/database/session.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { Refused } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import type { StaffRole } from './auth-contract.ts'
import { enrolmentCodeHash, newEnrolmentCode } from './codes.ts'
import { allowedWithAccount, rolesGoTogether, rolesToGive } from './staff-access.ts'
import {
  changeStaff,
  type HandedOver,
  inviteStaff,
  listStaff,
  reopenStaff,
  resetStaff,
  staffAccount,
  stopStaff,
} from './staff-contract.ts'

const listed = z.object({
  organizations: z.array(z.object({ id: z.string(), code: z.string(), name: z.string() })),
  accounts: z.array(staffAccount.omit({ allowed: true })),
})

/** Accounts of the administrator's company or municipality. Rights and step-up are decided by the database's functions. */
export function openStaff(app: App, platform: Platform): void {
  const frame = { app, platform, planes: ['welfare', 'utility'] } as const
  door(frame, listStaff, async ({ tx, staff }) => {
    const { organizations, accounts } = await readStaff(tx)
    return ok({
      organizations,
      roles: [...rolesToGive(staff.roles)],
      accounts: accounts.map((account) => ({ ...account, allowed: allowedWithAccount(account) })),
    })
  })
  door(frame, inviteStaff, async ({ tx, body }) => {
    refuseMixedRoles(body.roles)
    const id = platform.newId()
    const code = newEnrolmentCode(platform.randomBytes)
    await run(tx, 'invite_user', { ...body, id, codeHash: enrolmentCodeHash(code) })
    return ok(await handOver(tx, id, code))
  })
  door(frame, changeStaff, async ({ tx, params, body }) => {
    refuseMixedRoles(body.roles)
    await run(tx, 'change_user', { ...body, id: params.id })
    return ok(undefined)
  })
  openStopAndReset(app, platform)
}

function openStopAndReset(app: App, platform: Platform): void {
  const frame = { app, platform, planes: ['welfare', 'utility'] } as const
  door(frame, stopStaff, async ({ tx, params }) => {
    await run(tx, 'set_user_disabled', { id: params.id, disabled: true })
    return ok(undefined)
  })
  door(frame, reopenStaff, async ({ tx, params }) => {
    await run(tx, 'set_user_disabled', { id: params.id, disabled: false })
    return ok(undefined)
  })
  door(frame, resetStaff, async ({ tx, params }) => {
    const code = newEnrolmentCode(platform.randomBytes)
    await run(tx, 'reset_user', { id: params.id, codeHash: enrolmentCodeHash(code) })
    return ok(await handOver(tx, params.id, code))
  })
}

async function readStaff(tx: SessionTx) {
  const { rows } = await sql<{ answer: unknown }>`select sec.staff_accounts() as answer`.execute(tx.db)
  return listed.parse(rows[0]?.answer)
}

async function run(tx: SessionTx, name: GateFunction, document: Readonly<Record<string, unknown>>): Promise<void> {
  await callGate(tx.db, name, { document, shape: z.boolean() })
}

async function handOver(tx: SessionTx, id: string, code: string): Promise<HandedOver> {
  const account = (await readStaff(tx)).accounts.find((one) => one.id === id)
  if (!account?.invitedUntil) throw new Error('an invitation that was just made is not there')
  return { loginName: account.loginName, code, until: account.invitedUntil }
}

function refuseMixedRoles(roles: readonly StaffRole[]): void {
  if (rolesGoTogether(roles)) return
  const refusal = { code: 'roles_do_not_fit', because: '「監査・個人情報保護」は、ほかの役割と一緒には持てません。' }
  throw new Refused(refusal, { errors: [{ path: 'roles', code: refusal.code, message: refusal.because }] })
}
