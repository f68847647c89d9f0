import { EventEmitter, once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { type Typesetting, TypesettingFailed } from './typeset.ts'

const Answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pdf'), pdf: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('failed'), template: z.string(), reason: z.string() }),
])

/** Several typesetters side by side, each with its own compiler, for print runs of many batches. */
export type Typesetters = Readonly<{
  count: number
  /** Sets one document when a typesetter is free; refused values must have been listed before. */
  typeset(work: Typesetting): Promise<Uint8Array>
  close(): Promise<void>
}>

/** Starts the typesetters, one per processor and at most four: each holds the fonts and its layouts (some 150 MB). */
export function openTypesetters(count = Math.min(4, availableParallelism())): Typesetters {
  const workers = Array.from({ length: count }, () => new Worker(new URL('./typeset-worker.ts', import.meta.url)))
  const free = [...workers]
  const turns = new EventEmitter()
  turns.setMaxListeners(0)
  async function typeset(work: Typesetting): Promise<Uint8Array> {
    while (free.length === 0) await once(turns, 'free')
    const worker = free.shift()
    if (worker === undefined) return typeset(work)
    try {
      const answered = once(worker, 'message')
      worker.postMessage(work)
      const [said] = await answered
      const answer = Answer.parse(said)
      if (answer.kind === 'failed') throw new TypesettingFailed(answer.template, answer.reason)
      return answer.pdf
    } finally {
      free.push(worker)
      turns.emit('free')
    }
  }
  return {
    count,
    typeset,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
