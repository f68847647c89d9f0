import type { TestUser } from '#platform/database/test-world.ts'
import type { TestFrame } from '#platform/http/test-frame.ts'
import { newOneTimeCodes, oneTimeCodeHash } from './codes.ts'
import { hashPassword } from './password.ts'
import { newTotpSecret, sealTotp, totpCodeAt } from './totp.ts'

export const testPassword = '薄明かりの 坂道を のぼる 三毛'
let hashed: Promise<string> | undefined

export type TestAccount = {
  readonly user: TestUser
  readonly loginName: string
  readonly secret: Uint8Array
  readonly codes: readonly string[]
  /** What the authenticator shows, `steps` of 30 seconds from now. */
  codeAt(steps?: number): string
}

/** Gives a user of a test world the test password, an authenticator and a printed sheet. */
export async function addAccount({ admin, platform }: TestFrame, user: TestUser): Promise<TestAccount> {
  hashed ??= hashPassword(testPassword)
  const secret = newTotpSecret(platform.randomBytes)
  const codes = newOneTimeCodes(platform.randomBytes)
  await admin.query(
    `insert into auth.credentials (user_id, password_hash, totp_sealed) values ($1, $2, decode($3, 'base64'))`,
    [user.id, await hashed, sealTotp(platform.keys, user.id, secret)],
  )
  for (const code of codes) {
    const hash = oneTimeCodeHash(platform.keys, user.id, code)
    await admin.query(`insert into auth.one_time_codes (code_hash, user_id) values (decode($1, 'hex'), $2)`, [
      hash,
      user.id,
    ])
  }
  const { rows } = await admin.query<{ name: string }>(
    `select u.login_name || '@' || o.code as name from app.users u join app.organizations o on o.id = u.organization_id where u.id = $1`,
    [user.id],
  )
  const codeAt = (steps = 0) => totpCodeAt(secret, new Date(platform.now().getTime() + steps * 30_000))
  return { user, loginName: rows[0]?.name ?? '', secret, codes, codeAt }
}
