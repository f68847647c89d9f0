import type { Platform } from '#platform/platform.ts'
import type { SecondFactor } from './auth-store.ts'
import { codeAsPrinted, oneTimeCodeHash } from './codes.ts'
import { openTotp, totpStepOf } from './totp.ts'

/** Reads what was typed as a second factor: six digits are the authenticator's, ten signs a printed code. */
export function readSecondFactor(
  { keys, now }: Pick<Platform, 'keys' | 'now'>,
  user: { readonly id: string; readonly totpSealed: string | null },
  typed: string,
): SecondFactor | undefined {
  const plain = codeAsPrinted(typed)
  if (/^\d{6}$/.test(plain)) {
    if (user.totpSealed === null) return undefined
    const step = totpStepOf(openTotp(keys, user.id, user.totpSealed), plain, now())
    return step === undefined ? undefined : { kind: 'totp', step }
  }
  return plain.length === 10 ? { kind: 'one-time', hash: oneTimeCodeHash(keys, user.id, plain) } : undefined
}
