import { unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'

/** The right to start and stop the database of one folder. The system takes it back the moment its holder dies. */
export type Turn = { release(): Promise<void> }
export type TurnAnswer = { readonly turn: Turn } | { readonly heldBy: string }

/**
 * Takes the turn, or says which process holds it. A listening socket instead of a lock file: a file outlives
 * `kill -9`, and its process number may by then belong to somebody else.
 */
export async function takeTurn(key: string): Promise<TurnAnswer> {
  const address = process.platform === 'linux' ? `\0tomoshibi-${key}` : join(tmpdir(), `tomoshibi-${key}.turn`)
  for (let attempt = 0; ; attempt++) {
    const server = createServer((asking) => asking.on('error', () => undefined).end(`${process.pid}`))
    if (await listens(server, address)) return { turn: { release: () => close(server) } }
    const heldBy = await ask(address)
    if (heldBy !== undefined || attempt > 20) return { heldBy: heldBy ?? '?' }
    if (process.platform !== 'linux') await unlink(address).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => (errorCodeOf(cause) === 'EADDRINUSE' ? resolve(false) : reject(cause)))
    server.listen({ path: address }, () => {
      server.unref()
      resolve(true)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

/** The process number of the holder; undefined when nobody answers any more. */
function ask(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let heard = ''
    const asking = connect({ path: address })
    asking.setEncoding('utf8').setTimeout(2_000, () => asking.destroy())
    asking.on('data', (part) => {
      heard += String(part)
    })
    asking.on('error', () => resolve(undefined))
    asking.on('close', () => resolve(heard === '' ? '?' : heard))
  })
}
