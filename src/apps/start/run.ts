import { type Config, readConfig } from '#platform/config/config.ts'
import { loginLines } from './demo-town.ts'
import { isLostConnection } from './lost-connection.ts'
import { openHouse } from './open-house.ts'
import type { Parts } from './parts.ts'
import { openProgress, type Progress } from './progress.ts'

/**
 * Ctrl-C reaches this process twice, once from the terminal and once through npm. What comes within this time (ms)
 * of the first signal is the same wish; what comes later means "now".
 */
const sameWish = 1_000

/** `npm start` from the first line to the exit code. */
export async function run(parts: Parts): Promise<never> {
  const config = configOrExit()
  const progress = openProgress(config.dataFolder)
  const stop = listenForStop(progress)
  process.on('uncaughtException', (cause) => stop.fail(cause))
  process.on('unhandledRejection', (cause) => {
    if (isLostConnection(cause)) progress.note(String(cause))
    else stop.fail(cause)
  })
  // Whoever read our lines may have left; that is no reason to leave too.
  process.stdout.on('error', () => undefined)
  try {
    const from = performance.now()
    progress.say('ともしびを始めます。')
    const house = await openHouse({ config, parts, progress, stopped: stop.signal })
    greet(progress, { ...house, parts, seconds: (performance.now() - from) / 1000 })
    await stop.asked
    await house.close()
    if (stop.failure === undefined) progress.say('ともしびを止めました。')
    process.exit(stop.failure === undefined ? 0 : progress.trouble(stop.failure))
  } catch (cause) {
    process.exit(stop.signal.aborted && stop.failure === undefined ? 0 : progress.trouble(cause))
  }
}

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (cause) {
    process.exit(openProgress('.data').trouble(cause))
  }
}

type Greeting = { readonly address: string; readonly demo: boolean; readonly parts: Parts; readonly seconds: number }

function greet(progress: Progress, { address, demo, parts, seconds }: Greeting): void {
  progress.say(`用意ができました（${seconds.toFixed(1)}秒）。ブラウザーで開いてください:  ${address}`)
  if (demo) {
    progress.say('  いまのデータは見本の町です。次のログイン名とパスワードで入れます。')
    // The passwords of the demo town are public, yet a log should learn none.
    for (const line of loginLines(parts.demoTown.demoLogins)) process.stdout.write(`${line}\n`)
  }
  progress.say('  止めるときは Ctrl-C を押してください。')
}

type Stop = {
  readonly signal: AbortSignal
  readonly asked: Promise<void>
  readonly failure: unknown
  fail(cause: unknown): void
}

function listenForStop(progress: Progress): Stop {
  const controller = new AbortController()
  const asked = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve()))
  let failure: unknown
  let firstAt: number | undefined
  function onSignal(): void {
    if (firstAt === undefined) {
      firstAt = performance.now()
      progress.say(
        '\n止めています。いま進んでいる作業が終わるまで、少しお待ちください（もう一度 Ctrl-C ですぐに止まります）。',
      )
      controller.abort()
    } else if (performance.now() - firstAt > sameWish) {
      process.exit(130)
    }
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal)
  return {
    signal: controller.signal,
    asked,
    get failure() {
      return failure
    },
    fail: (cause) => {
      failure ??= cause
      progress.note(String(cause))
      controller.abort()
    },
  }
}
