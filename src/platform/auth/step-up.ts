import { ok, type Result, refuse } from '#kernel/result.ts'
import { tokenHash } from '#platform/http/credentials.ts'
import type { Platform } from '#platform/platform.ts'
import { callAuth } from './auth-store.ts'
import { authFailed } from './login.ts'
import { verifyPassword } from './password.ts'
import { readSecondFactor } from './second-factor.ts'

/** What proves once more who sits here: one of both; the living session is the other half. */
export type Proof = { readonly password?: string | undefined; readonly code?: string | undefined }

/** Proves the person of a living session again; good for five minutes. `undefined` as value: done. */
export async function stepUpSession(platform: Platform, token: string, proof: Proof): Promise<Result<undefined>> {
  const hash = tokenHash(token)
  const begun = await callAuth(platform.databases, 'begin_step_up', { tokenHash: hash })
  if (begun === null) return refuse('no_session', 'もう一度ログインすると、続きから始められます。')
  if (begun.held) return refuse('too_many', '続けての操作が多いため、15分ほど待ってからもう一度お試しください。')
  const user = { id: begun.userId, totpSealed: begun.totpSealed }
  const code = proof.code?.trim() ?? ''
  const second = code === '' ? undefined : readSecondFactor(platform, user, code)
  const byPassword = await passwordFits(begun.passwordHash, proof.password)
  if (!byPassword && !second) return { ok: false, refusal: authFailed }
  const done = await callAuth(platform.databases, 'finish_step_up', {
    tokenHash: hash,
    second: byPassword ? null : second,
  })
  return done ? ok(undefined) : { ok: false, refusal: authFailed }
}

async function passwordFits(stored: string | null, password: string | undefined): Promise<boolean> {
  return password !== undefined && verifyPassword(stored ?? undefined, password)
}
