import { ok, type Refusal, type Result } from '#kernel/result.ts'
import { tokenHash } from '#platform/http/credentials.ts'
import type { Platform } from '#platform/platform.ts'
import type { StaffPlane } from './auth-contract.ts'
import { callAuth } from './auth-store.ts'
import { verifyPassword } from './password.ts'
import { readSecondFactor } from './second-factor.ts'

/** A session that was just opened; the token goes into the cookie and nowhere else. */
export type OpenedSession = { readonly token: string; readonly plane: StaffPlane }

/** What comes with an attempt besides what was typed. `device` is a few plain words; `oldToken` ends when this succeeds. */
export type From = { readonly address: string; readonly device: string; readonly oldToken?: string | undefined }

type Typed = { readonly loginName: string; readonly password: string; readonly code?: string | undefined }

/** Unknown, wrong, disabled and locked are one answer. */
export const authFailed: Refusal<'auth_failed'> = {
  code: 'auth_failed',
  because: 'ログインできませんでした。ログイン名・パスワード・確認コードを確かめて、もう一度お試しください。',
}
const secondFactorRequired: Refusal<'second_factor_required'> = {
  code: 'second_factor_required',
  because: '確認コードを入力してください。認証アプリの6桁の数字か、印刷した控えのコードです。',
}
const tooMany: Refusal<'too_many'> = {
  code: 'too_many',
  because:
    'この場所からのログインの試みが続いたため、しばらく確認コードもあわせてお願いしています。15分ほど待つか、パスワードと確認コードの両方を入力してください。',
}

/**
 * Signs somebody in. The password is hashed once whatever is known about the name, so that time tells nothing. When
 * tries of the account or the address are used up, only password and second factor together open: a guesser learns
 * nothing more, and shuts out nobody who has both.
 */
export async function signIn(platform: Platform, typed: Typed, from: From): Promise<Result<OpenedSession>> {
  const name = readLoginName(typed.loginName)
  const lanes = {
    accountKey: markOf(platform, 'account', `${name.loginName}@${name.organizationCode}`),
    address: markOf(platform, 'address', from.address),
  }
  const { user, held, addressHeld } = await callAuth(platform.databases, 'begin_login', { ...name, ...lanes })
  const right = await verifyPassword(user?.passwordHash, typed.password)
  const code = typed.code?.trim() ?? ''
  if (code === '' && addressHeld) return { ok: false, refusal: tooMany }
  if (code === '' && held) return { ok: false, refusal: secondFactorRequired }
  if (!user || !right) return { ok: false, refusal: authFailed }
  const second = code === '' || user.demo ? undefined : readSecondFactor(platform, user, code)
  if (code !== '' && !user.demo && !second) {
    await callAuth(platform.databases, 'finish_login', refusedFactor(user.id, lanes))
    return { ok: false, refusal: authFailed }
  }
  const token = newToken(platform)
  const plane = await callAuth(platform.databases, 'finish_login', {
    userId: user.id,
    tokenHash: tokenHash(token),
    oldTokenHash: from.oldToken === undefined ? null : tokenHash(from.oldToken),
    device: from.device,
    second: second ?? null,
    ...lanes,
  })
  if (plane !== null) return ok({ token, plane })
  return { ok: false, refusal: code === '' ? secondFactorRequired : authFailed }
}

/** A code that fits nothing still counts as a try of the second factor: time step 0 is never taken. */
function refusedFactor(userId: string, lanes: { accountKey: string; address: string }) {
  return { userId, ...lanes, second: { kind: 'totp', step: 0 } }
}

/** 256 random bits. */
export function newToken({ randomBytes }: Pick<Platform, 'randomBytes'>): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}

/** `name@organisation-code`, as forgiving about width, case and blanks as people's keyboards are not. */
export function readLoginName(typed: string): { readonly loginName: string; readonly organizationCode: string } {
  const plain = typed.normalize('NFKC').trim().toLowerCase()
  const at = plain.lastIndexOf('@')
  return at < 0
    ? { loginName: plain, organizationCode: '' }
    : { loginName: plain.slice(0, at), organizationCode: plain.slice(at + 1) }
}

/** Names and addresses of attempts are kept as keyed hashes only. */
export function markOf({ keys }: Pick<Platform, 'keys'>, lane: 'account' | 'address', text: string): string {
  return Buffer.from(keys.mark(`attempts:${lane}`, text)).toString('hex')
}
