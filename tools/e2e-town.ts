import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const READY_SECONDS = 120
const STOP_SECONDS = 30

/** Starts the real app, as `npm start` does, with a demo town and a database of its own; Playwright calls what it returns at the end. */
export default async function startTown(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tomoshibi-stories-'))
  // The built screens are named by the hash of their sources, so runs may share them.
  const web = resolve('.data', 'web')
  mkdirSync(web, { recursive: true, mode: 0o700 })
  symlinkSync(web, join(folder, 'web'))
  const app = spawn(process.execPath, ['src/apps/start.ts'], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      TOMOSHIBI_DATA: folder,
      TOMOSHIBI_DATABASE_URL: '',
      TOMOSHIBI_SMTP_URL: '',
      TOMOSHIBI_PUBLIC_URL: '',
      TOMOSHIBI_DEMO_TOWN: 'on',
      // A story's person goes through a day in a minute.
      TOMOSHIBI_REQUESTS_PER_MINUTE: '10000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    await end(app)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    process.env.TOMOSHIBI_STORY_URL = await addressOf(app)
    process.env.TOMOSHIBI_STORY_DATA = folder
    return stop
  } catch (cause) {
    await stop()
    throw cause
  }
}

/** The address that the app prints when it is ready. Rejects with everything it said when it ends or stays silent. */
function addressOf(app: ChildProcess): Promise<string> {
  return new Promise((found, reject) => {
    let said = ''
    const fail = (why: string) => reject(new Error(`The app ${why}. It said:\n${said}`))
    const alarm = setTimeout(() => fail(`was not ready after ${READY_SECONDS} s`), READY_SECONDS * 1000)
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /開いてください:\s+(http:\/\/\S+)/.exec(said)?.[1]
      if (address === undefined) return
      clearTimeout(alarm)
      found(address)
    }
    app.stdout?.on('data', hear)
    app.stderr?.on('data', hear)
    app.once('exit', (code) => {
      clearTimeout(alarm)
      fail(`ended with code ${code} before it was ready`)
    })
  })
}

function end(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return Promise.resolve()
  return new Promise((ended) => {
    const alarm = setTimeout(() => app.kill('SIGKILL'), STOP_SECONDS * 1000)
    app.once('exit', () => {
      clearTimeout(alarm)
      ended()
    })
    app.kill('SIGTERM')
  })
}
