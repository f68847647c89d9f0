import { ok, type Result, refuse } from '#kernel/result.ts'
import { tokenHash } from '#platform/http/credentials.ts'
import type { Platform } from '#platform/platform.ts'
import { callAuth } from './auth-store.ts'
import type { OpenedSession } from './login.ts'
import { decidePassword, hashPassword, verifyPassword } from './password.ts'
import { getSession } from './session-view.ts'

/** Changes the password of whoever sits here; the current one is the proof. Every other session of theirs ends. */
export async function setOwnPassword(
  platform: Platform,
  opened: OpenedSession,
  { current, next }: { current: string; next: string },
): Promise<Result<undefined>> {
  const { user, organization, tenant } = await getSession(platform, opened)
  const context = [user.loginName, user.displayName, organization.name, tenant?.name ?? '']
  const decided = decidePassword(next, context)
  if (!decided.ok) return decided
  const hash = tokenHash(opened.token)
  const begun = await callAuth(platform.databases, 'begin_step_up', { tokenHash: hash })
  if (begun === null) return refuse('no_session', 'もう一度ログインすると、続きから始められます。')
  if (begun.held) return refuse('too_many', '続けての操作が多いため、15分ほど待ってからもう一度お試しください。')
  if (begun.demo) return refuse('demo_account', demoAccountSentence)
  if (!(await verifyPassword(begun.passwordHash ?? undefined, current)))
    return refuse('password_wrong', 'いまのパスワードが合いませんでした。もう一度入力してください。')
  await callAuth(platform.databases, 'finish_step_up', { tokenHash: hash, second: null })
  const passwordHash = await hashPassword(decided.value)
  const done = await callAuth(platform.databases, 'set_password', { tokenHash: hash, passwordHash })
  return done ? ok(undefined) : refuse('no_session', 'もう一度ログインすると、続きから始められます。')
}

export const demoAccountSentence =
  '見本の町の人のログインは、みなさんで一緒に使うため変えられません。「利用者」で招待した人なら、本番と同じように試せます。'
