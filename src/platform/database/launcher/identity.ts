import { execFile } from 'node:child_process'
import { chown, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { rootNeedsAnotherIdentity } from './launcher-trouble.ts'

const run = promisify(execFile)

/** How to run a PostgreSQL program: words put before its command line, and the user who then owns its files. */
export type Identity = { readonly before: readonly string[]; readonly owner: number | undefined }

const nobody = 65534
const asOneself: Identity = { before: [], owner: undefined }

/**
 * PostgreSQL refuses to run as root. As root we therefore enter a user namespace in which root is called 1000:
 * no account is created, and a clone that only root may enter stays readable. Where namespaces are closed
 * (many containers), an unprivileged user that keeps only the right to pass through folders does the same.
 */
const identitiesForRoot: readonly Identity[] = [
  { before: ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'], owner: 0 },
  {
    before: [
      'setpriv',
      `--reuid=${nobody}`,
      `--regid=${nobody}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      '--',
    ],
    owner: nobody,
  },
]

export async function chooseIdentity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return asOneself
  let refusal: unknown
  for (const identity of identitiesForRoot) {
    const [command = '', ...words] = identity.before
    try {
      await run(command, [...words, 'true'], { timeout: 5_000 })
      return identity
    } catch (cause) {
      refusal = cause
    }
  }
  throw rootNeedsAnotherIdentity(refusal)
}

/** The server insists on owning its files; a folder moved here from another machine may belong to another identity. */
export async function giveTo(identity: Identity, folder: string): Promise<void> {
  const { owner } = identity
  if (owner === undefined || (await lstat(folder)).uid === owner) return
  for (const entry of await readdir(folder, { recursive: true })) {
    await chown(join(folder, entry), owner, owner)
  }
  await chown(folder, owner, owner)
}
