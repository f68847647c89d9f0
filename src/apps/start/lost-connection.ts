import { errorCodeOf } from '#platform/config/operator-trouble.ts'

/**
 * Whether a fault only says that the database went away. Background work may meet it outside any request; the
 * database is started again beside it, so that it is news for the log and not the end of the house.
 */
export function isLostConnection(cause: unknown): boolean {
  const code = errorCodeOf(cause) ?? ''
  if (/^(08|57P0)/.test(code)) return true
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT)$/.test(code)) return isSocketFault(cause)
  return (
    cause instanceof Error && /^(Connection terminated|timeout exceeded when trying to connect)/.test(cause.message)
  )
}

function isSocketFault(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null || !('syscall' in cause)) return false
  return cause.syscall === 'connect' || cause.syscall === 'write' || cause.syscall === 'read'
}
