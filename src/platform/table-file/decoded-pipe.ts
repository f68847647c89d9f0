import { spawnSync } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { TextEncoding } from './text-encoding.ts'

/** A path from which a file can be read as UTF-8, once, while a thread decodes it. */
export type DecodedPipe = Readonly<{
  path: string
  /** After the reader is done: how many lines there were, and the bytes that stood for no character. */
  finished(): Promise<DecodedFigures>
  /** Ends the thread, whether it is done or not, and removes the pipe. */
  close(): Promise<void>
}>

const figures = z.object({ lines: z.number(), count: z.number(), offsets: z.array(z.number()) })
export type DecodedFigures = z.infer<typeof figures>

export type DecodingOrder = Readonly<{ from: string; into: string; encoding: TextEncoding }>

/** Starts decoding `from` into the pipe `into`; on a machine without named pipes `into` becomes a file first. */
export async function openDecodedPipe(order: DecodingOrder): Promise<DecodedPipe> {
  await rm(order.into, { force: true })
  const isPipe = process.platform !== 'win32' && spawnSync('mkfifo', ['-m', '600', order.into]).status === 0
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { workerData: order })
  const answer = new Promise<DecodedFigures>((resolve, reject) => {
    worker.once('message', (message) => resolve(figures.parse(message)))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the decoder ended early')))
  })
  // Looked at again by `finished`; until then an early end is no unhandled one.
  answer.catch(() => undefined)
  if (!isPipe) await answer
  return {
    path: order.into,
    finished: () => answer,
    close: async () => {
      if (isPipe) letGo(order.into)
      await worker.terminate()
      await rm(order.into, { force: true })
    },
  }
}

/** A thread waiting for a reader cannot be ended: give it one, for a moment. */
function letGo(pipe: string): void {
  try {
    closeSync(openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK))
  } catch {
    // Removed already: nobody waits.
  }
}
