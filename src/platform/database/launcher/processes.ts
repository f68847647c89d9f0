import { readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'

/** What PostgreSQL writes into `postmaster.pid`. */
export type PostmasterFile = { readonly pid: number; readonly socketFolder: string; readonly ready: boolean }

export async function readPostmasterFile(dataDirectory: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10))
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  return { pid, socketFolder: lines[4] ?? '', ready: (lines[7] ?? '').trim() === 'ready' }
}

/** Alive and not a zombie: a killed child of a lazy first process (containers) stays in the table for ever. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (cause) {
    if (errorCodeOf(cause) !== 'EPERM') return false
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/\) [ZX] /.test(status)
}

/** Every server process works inside its data directory. Undefined where the system has no /proc (macOS). */
export async function processesIn(dataDirectory: string): Promise<number[] | undefined> {
  if (process.platform !== 'linux') return undefined
  const names = await readdir('/proc')
  const inside: number[] = []
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue
    const folder = await readlink(`/proc/${name}/cwd`).catch(() => undefined)
    if (folder === dataDirectory) inside.push(Number(name))
  }
  return inside
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(pid: number, name: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name)
  } catch (cause) {
    if (errorCodeOf(cause) !== 'ESRCH') throw cause
  }
}

/** True when the process ended within the time (ms). */
export async function endsWithin(pid: number, milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds
  while (Date.now() < until) {
    if (!(await isAlive(pid))) return true
    await pause(10)
  }
  return !(await isAlive(pid))
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
