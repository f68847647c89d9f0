import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorTrouble, wordsOf } from '#platform/config/operator-trouble.ts'

/** What the operator sees (short Japanese lines) and what the log keeps (everything). */
export type Progress = {
  /** Runs a step and prints its name and the seconds it took. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>
  say(line: string): void
  /** To the log only. */
  note(words: string): void
  /** Prints the sentence of a trouble, keeps the details in the log, and answers the exit code. */
  trouble(thrown: unknown): number
}

export function openProgress(dataFolder: string): Progress {
  // A terminal that was closed takes no more lines; that must not keep anything from closing in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const logFolder = join(dataFolder, 'log')
  const logFile = join(logFolder, 'start.log')
  const note = (words: string) => {
    try {
      mkdirSync(logFolder, { recursive: true, mode: 0o700 })
      appendFileSync(logFile, `${new Date().toISOString()} ${words}\n`, { mode: 0o600 })
    } catch {
      // A full or read-only disk has its own sentence; a log that cannot be written must not hide it.
    }
  }
  const say = (line: string) => {
    process.stdout.write(`${line}\n`)
    note(line)
  }
  return {
    note,
    say,
    step: async (name, work) => {
      const from = performance.now()
      const result = await work()
      say(`  ${name}  ${((performance.now() - from) / 1000).toFixed(1)}秒`)
      return result
    },
    trouble: (thrown) => {
      note(wordsOf(thrown))
      const known = thrown instanceof OperatorTrouble
      const sentence = known
        ? thrown.message
        : `思いがけないことが起き、始められませんでした。くわしい記録は ${logFile} にあります。`
      process.stderr.write(`\n${sentence}\n`)
      return known ? thrown.exitCode : 70
    },
  }
}
