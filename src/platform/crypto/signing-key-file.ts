import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { createOnce, findText, makePrivateFolder } from '#platform/files/private-files.ts'

/** The key with which a company signs what it made itself. */
export type SigningKey = { readonly privateKey: KeyObject; readonly publicKey: KeyObject; readonly fingerprint: string }

const fileName = 'signing.key'

/** The company's Ed25519 key: made at the first use, a file that only its owner can open. */
export async function openSigningKey(folder: string): Promise<SigningKey> {
  const found = await findSigningKey(folder)
  if (found !== undefined) return found
  await makePrivateFolder(folder)
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const made = await createOnce(join(folder, fileName), privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
  // Two first runs at once: whoever came second takes the key of the first.
  if (!made) return openSigningKey(folder)
  await createOnce(join(folder, 'signing.pub'), publicKey.export({ format: 'pem', type: 'spki' }).toString())
  return { privateKey, publicKey, fingerprint: fingerprintOf(publicKey) }
}

/** The same where it is only to be compared; undefined where the company has none yet. */
export async function findSigningKey(folder: string): Promise<SigningKey | undefined> {
  const path = join(folder, fileName)
  const text = await findText(path)
  if (text === undefined) return undefined
  try {
    const privateKey = createPrivateKey(text)
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key')
    const publicKey = createPublicKey(privateKey)
    return { privateKey, publicKey, fingerprint: fingerprintOf(publicKey) }
  } catch (cause) {
    throw new OperatorTrouble(
      'signing-key-unreadable',
      `署名の鍵（${path}）を読み取れません。控えから戻すか、鍵を移してから、もう一度行ってください（新しい鍵が作られます）。`,
      { cause },
    )
  }
}

/** SHA-256 of the public key, to be read out and compared: `1f2e 3d4c …`. */
export function fingerprintOf(publicKey: KeyObject): string {
  const hash = createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
  return hash.match(/.{4}/g)?.slice(0, 16).join(' ') ?? hash
}
