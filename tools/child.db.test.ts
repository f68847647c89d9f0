import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { runNode } from './child.ts'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function isGoneSoon(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 50 && isAlive(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 100))
  return !isAlive(pid)
}

/** A script that starts a sleeper, prints its pid, and goes on as told. */
const withSleeper = (then: string) =>
  `const { spawn } = require('node:child_process')
  console.log(spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' }).pid)
  ${then}`

describe('A child', () => {
  test('gives its exit code and what it printed', async () => {
    const { code, output } = await runNode({
      script: ['-e', "console.log('one'); console.error('two'); process.exit(3)"],
    })
    expect(code).toBe(3)
    expect(output.split('\n').filter(Boolean).sort()).toEqual(['one', 'two'])
  })

  test('leaves nothing running behind it', async () => {
    const { output } = await runNode({ script: ['-e', withSleeper('process.exit(0)')] })
    expect(await isGoneSoon(Number(output))).toBe(true)
  })

  test('that never ends is ended, with all it started, and counts as failed', async () => {
    const { code, output } = await runNode({
      script: ['-e', withSleeper('setInterval(() => {}, 1000)')],
      timeoutSeconds: 1,
    })
    expect(code).toBe(1)
    expect(await isGoneSoon(Number(output))).toBe(true)
  })

  test('ends when its parent is told to end', async () => {
    const script = `import { runNode } from './tools/child.ts'
      await runNode({ script: ['-e', \`console.log(process.pid); setInterval(() => {}, 1000)\`], loud: true })
      await runNode({ script: ['-e', 'process.exit(0)'] })`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [printed] = await once(parent.stdout, 'data')
    parent.kill('SIGTERM')
    const [code] = await once(parent, 'exit')
    expect(code).toBe(130)
    expect(await isGoneSoon(Number(String(printed)))).toBe(true)
  })
})
