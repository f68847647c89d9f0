import type { Config } from '#platform/config/config.ts'
import { errorCodeOf, OperatorTrouble } from '#platform/config/operator-trouble.ts'

/** What a command is given: the installation it works on, and the person in front of it. */
export type Tools = {
  readonly config: Config
  readonly say: (words: string) => void
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Asks the person; undefined when nobody sits at a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>
}

export type Command = {
  /** The words that call it, such as `windows import`. */
  readonly name: string
  /** One line for the list. */
  readonly summary: string
  readonly usage: string
  /** Answers the exit code; throws an `OperatorTrouble` for what the operator can mend. */
  run(args: readonly string[], tools: Tools): Promise<number>
}

export function usageTrouble(because: string, usage: string): OperatorTrouble {
  return new OperatorTrouble('usage', `${because}\n\n使い方：\n  ${usage}`, { exitCode: 64 })
}

/** Runs Node's `parseArgs` and turns its refusals into sentences. */
export function readFlags<T>(usage: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : ''
    const word = /'([^']+)'/.exec(said)?.[1] ?? ''
    switch (errorCodeOf(cause)) {
      case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
        throw usageTrouble(`「${word}」という指定はありません。`, usage)
      case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
        throw usageTrouble(`「${word}」が余分です。値は --名前 に続けて書きます。`, usage)
      case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
        throw usageTrouble(`「${word}」の値の書き方が違います。`, usage)
      default:
        throw cause
    }
  }
}

/** The value of a flag that cannot be left out. */
export function needed(value: string | undefined, flag: string, usage: string): string {
  const text = value?.trim() ?? ''
  if (text === '') throw usageTrouble(`${flag} の指定が要ります。`, usage)
  return text
}

/** A line for each further quarter of a long work. */
export function quarters(say: Tools['say'], what: string): (done: number, total: number) => void {
  let next = 25
  return (done, total) => {
    while (total > 0 && next <= 100 && (done / total) * 100 >= next) {
      say(`  ${what} ${next}%`)
      next += 25
    }
  }
}

/** Bytes as people read them. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

export const counted = (number: number) => number.toLocaleString('ja-JP')
