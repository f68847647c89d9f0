import { ok, type Result, refuse } from '#kernel/result.ts'
import { tokenHash } from '#platform/http/credentials.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { callAuth } from './auth-store.ts'
import { codeAsPrinted, enrolmentCodeHash, newOneTimeCodes, oneTimeCodeHash } from './codes.ts'
import { type From, markOf, newToken, type OpenedSession } from './login.ts'
import { decidePassword, hashPassword } from './password.ts'
import { newTotpSecret, openTotp, sealTotp, totpStepOf } from './totp.ts'

export type Enrolment = {
  readonly userId: string
  readonly kind: 'invitation' | 'reset'
  readonly displayName: string
  readonly organizationName: string
  readonly loginName: string
  readonly until: string
  readonly secret: Uint8Array
}

/** What an invitation or reset is about. Unknown, used, too old and stopped are one answer. */
export async function findEnrolment(platform: Platform, code: string, address: string): Promise<Result<Enrolment>> {
  const found = await callAuth(platform.databases, 'open_enrolment', {
    codeHash: enrolmentCodeHash(code),
    address: markOf(platform, 'address', address),
  })
  if (found === null) return { ok: false, refusal: enrolmentGone }
  if ('held' in found) return refuse('too_many', '続けての試みが多いため、15分ほど待ってからもう一度お試しください。')
  const { totpSealed, ...rest } = found
  if (totpSealed !== null) return ok({ ...rest, secret: openTotp(platform.keys, rest.userId, totpSealed) })
  const secret = newTotpSecret(platform.randomBytes)
  const kept = await callAuth(platform.databases, 'keep_enrolment_secret', {
    codeHash: enrolmentCodeHash(code),
    totpSealed: sealTotp(platform.keys, rest.userId, secret),
  })
  if (kept === null) return { ok: false, refusal: enrolmentGone }
  return ok({ ...rest, secret: openTotp(platform.keys, rest.userId, kept) })
}

const enrolmentGone = {
  code: notFound.code,
  because:
    'このコードは使えません。打ちまちがい、使い終わったコード、または24時間を過ぎたコードです。組織の管理者に、新しいコードを頼めます。',
}

type Chosen = {
  readonly code: string
  readonly password: string
  readonly authenticatorCode?: string | undefined
}
export type Enrolled = { readonly opened: OpenedSession; readonly codes: readonly string[] }

/**
 * Sets password and second factor of the code's holder and opens a session. Printed codes are made in any case: the
 * second factor of those without a telephone, the spare of those with one.
 */
export async function enrol(platform: Platform, chosen: Chosen, from: From): Promise<Result<Enrolled>> {
  const found = await findEnrolment(platform, chosen.code, from.address)
  if (!found.ok) return found
  const { userId, secret, loginName, organizationName, displayName } = found.value
  const password = decidePassword(chosen.password, [loginName, organizationName, displayName])
  if (!password.ok) return password
  const typed = codeAsPrinted(chosen.authenticatorCode ?? '')
  const step = typed === '' ? null : totpStepOf(secret, typed, platform.now())
  if (step === undefined) return { ok: false, refusal: authenticatorWrong }
  const codes = newOneTimeCodes(platform.randomBytes)
  const token = newToken(platform)
  const plane = await callAuth(platform.databases, 'complete_enrolment', {
    codeHash: enrolmentCodeHash(chosen.code),
    passwordHash: await hashPassword(password.value),
    totpStep: step,
    codeHashes: codes.map((code) => oneTimeCodeHash(platform.keys, userId, code)),
    tokenHash: tokenHash(token),
    device: from.device,
  })
  return plane === null ? { ok: false, refusal: enrolmentGone } : ok({ opened: { token, plane }, codes })
}

/** The six digits do not fit the secret that was shown. */
export const authenticatorWrong = {
  code: 'authenticator_wrong',
  because:
    '認証アプリの数字が合いませんでした。いま表示されている6桁を入力してください。合わないときは、端末の時刻が正しいかを確かめます。',
}
