import { type ChildProcess, spawn } from 'node:child_process'

/** What became of one command: its exit code (1 when a signal ended it), everything it printed, and seconds taken. */
export type ChildResult = { code: number; output: string; seconds: number }

export type ChildCommand = {
  /** Arguments after `node`; the first is a script. */
  script: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Show what it prints while it runs. */
  loud?: boolean
  timeoutSeconds?: number
}

const living = new Set<ChildProcess>()

/** Ends a child and whatever it started: each child leads a process group of its own. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

let ending = false

/** Told to stop, we pass it on, wait for every child, and go: no further step is started. */
function leaveWhenAlone(): void {
  if (ending && living.size === 0) process.exit(130)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    ending = true
    for (const child of living) end(child, 'SIGTERM')
    setTimeout(() => {
      for (const child of living) end(child, 'SIGKILL')
    }, 20_000).unref()
    leaveWhenAlone()
  })
}

/** Runs a script under this very Node and waits for its end. Never throws: a child that cannot start has code 1. */
export function runNode({ script, env = {}, loud = false, timeoutSeconds = 900 }: ChildCommand): Promise<ChildResult> {
  const started = performance.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...script], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    living.add(child)
    const alarm = setTimeout(() => end(child, 'SIGKILL'), timeoutSeconds * 1000)
    let output = ''
    const hear = (chunk: Buffer) => {
      output += chunk.toString()
      if (loud) process.stdout.write(chunk)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const finish = (code: number) => {
      clearTimeout(alarm)
      living.delete(child)
      end(child, 'SIGTERM')
      leaveWhenAlone()
      resolve({ code, output, seconds: (performance.now() - started) / 1000 })
    }
    child.once('error', (error) => {
      output += `${error.message}\n`
      finish(1)
    })
    child.once('close', (code) => finish(code ?? 1))
  })
}
