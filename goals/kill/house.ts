import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { findRunningDatabase } from '#platform/database/launcher/index.ts'
import { databaseFolder } from '#platform/database/open-database.ts'
import { csrfTokenFor } from '#platform/http/credentials.ts'
import { userId } from '../../db/seed/town.ts'

export type Session = { readonly cookie: string; readonly csrf: string }
export type House = {
  readonly address: string
  readonly sessions: readonly Session[]
  admin(): Promise<AdminConnection>
  /** `kill -9`; the house starts again by itself, as a supervisor would do it. */
  killServer(): void
  killPostmaster(): Promise<void>
  killBackend(): Promise<void>
  readonly dataFolder: string
  close(): Promise<void>
}

const repository = join(import.meta.dirname, '../..')

const unlimited = { TOMOSHIBI_REQUESTS_PER_MINUTE: '1000000' }

/** The whole of `npm start` with the demo town in a folder of its own, started again whenever it dies. */
export async function openHouse({ port, sessions }: { port: number; sessions: number }): Promise<House> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tomoshibi-kill-'))
  let closing = false
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    const running = spawn(process.execPath, [join(repository, 'src/apps/start.ts')], {
      env: { ...process.env, ...unlimited, PORT: String(port), TOMOSHIBI_DATA: dataFolder },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = running
    running.once('exit', () => {
      if (!closing) void start()
    })
    const lines = createInterface(running.stdout)
    await new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        if (line.includes('http://')) resolve()
      })
      lines.once('close', resolve)
    })
  }
  await start()
  const folder = { dataFolder: databaseFolder({ dataFolder }) }
  const admin = async (): Promise<AdminConnection> => {
    for (;;) {
      const found = await findRunningDatabase(folder).catch(() => undefined)
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const rootKey = await readFile(join(dataFolder, 'keys', 'root.key'))
  return {
    address: `http://127.0.0.1:${port}`,
    dataFolder,
    admin,
    sessions: await openSessions(await admin(), { rootKey, count: sessions }),
    killServer: () => void child?.kill('SIGKILL'),
    killPostmaster: async () => kill(await postmaster(dataFolder)),
    killBackend: async () => kill(pickOne(backendsOf(await postmaster(dataFolder)))),
    close: async () => {
      closing = true
      if (child && child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

function kill(pid: number | undefined): void {
  if (pid === undefined || Number.isNaN(pid)) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It died by itself in the meantime: the next kill finds another.
    return
  }
}

async function postmaster(dataFolder: string): Promise<number | undefined> {
  const file = join(databaseFolder({ dataFolder }), 'cluster-18', 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => '')
  return text === '' ? undefined : Number(text.split('\n')[0])
}

/** Server processes that serve the company's plane: the ones a report may be inside of. */
function backendsOf(parent: number | undefined): readonly number[] {
  if (parent === undefined) return []
  try {
    const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' })
    return listed
      .split('\n')
      .filter((line) => line.includes('app_utility'))
      .map((line) => Number(line.trim().split(' ')[0]))
  } catch {
    return []
  }
}

const pickOne = (all: readonly number[]): number | undefined => all[Math.floor(Math.random() * all.length)]

async function openSessions(
  admin: AdminConnection,
  { rootKey, count }: { rootKey: Uint8Array; count: number },
): Promise<readonly Session[]> {
  const keys = openKeyRing(rootKey)
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'))
  await withClient({ ...admin, role: 'tomoshibi_gate' }, async (client) => {
    for (const token of tokens) {
      await client.query(
        `insert into auth.sessions (token_hash, plane, user_id, idle_until, absolute_until, stepped_up_at)
         values ($1, 'utility', $2, now() + interval '1 day', now() + interval '1 day', now() + interval '1 hour')`,
        [createHash('sha256').update(token).digest(), userId('renraku@akari-denki')],
      )
    }
  })
  return tokens.map((token) => ({ cookie: `tomoshibi=u.${token}`, csrf: csrfTokenFor(keys, token) }))
}
