type Circumstances = { readonly exitCode?: number; readonly cause?: unknown }

/**
 * Something the person who runs Tomoshibi on this machine can mend.
 * `message` is the whole Japanese sentence they read: what happened and what to do. `cause` goes to the log only.
 * Exit codes follow sysexits: 78 configuration, 75 try again later, 74 input/output, 70 everything else.
 */
export class OperatorTrouble extends Error {
  readonly code: string
  readonly exitCode: number

  constructor(code: string, because: string, { exitCode = 78, cause }: Circumstances = {}) {
    super(because, { cause })
    this.name = 'OperatorTrouble'
    this.code = code
    this.exitCode = exitCode
  }
}

/** The system error code (`ENOSPC`, `EACCES` …) or SQLSTATE (`53100` …) of anything that was thrown. */
export function errorCodeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined
  return typeof thrown.code === 'string' ? thrown.code : undefined
}

/** The words of anything that was thrown, for the log. */
export function wordsOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const own = thrown.stack ?? thrown.message
  return thrown.cause === undefined ? own : `${own}\n  because: ${wordsOf(thrown.cause)}`
}
