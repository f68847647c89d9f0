import { toString as drawQr } from 'qrcode'
import type { Authenticator } from './account-contract.ts'
import { totpAddress, totpText } from './totp.ts'

/** The secret as a person takes it over: a QR code drawn here, never by a service, and the same for typing. */
export async function showAuthenticator(secret: Uint8Array, loginName: string): Promise<Authenticator> {
  const qrSvg = await drawQr(totpAddress(secret, loginName), { type: 'svg', margin: 4, errorCorrectionLevel: 'M' })
  return { qrSvg, text: totpText(secret) }
}
