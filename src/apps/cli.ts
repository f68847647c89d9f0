/** `npm run cli -- …`: what an operator needs beside `npm start`. */
import { runCli } from './cli/run-cli.ts'

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort()
  })
}
// Whoever pipes into `head` closes early; that is no fault.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

process.exitCode = await runCli(process.argv.slice(2), stopping.signal)
