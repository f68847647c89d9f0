import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Letter } from './prepare.ts'

/** pdfmake in some threads. Answers seconds. */
export function openPdfmake(threads: number) {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./pdfmake-worker.ts', import.meta.url)))
  async function ask(worker: Worker, letters: readonly Letter[]): Promise<void> {
    const answered = once(worker, 'message')
    worker.postMessage(letters)
    await answered
  }
  return {
    oneByOne: async (letters: readonly Letter[]) => {
      const from = performance.now()
      const waiting = [...letters]
      await Promise.all(
        workers.map(async (worker) => {
          for (let letter = waiting.shift(); letter !== undefined; letter = waiting.shift()) await ask(worker, [letter])
        }),
      )
      return (performance.now() - from) / 1000
    },
    merged: async (letters: readonly Letter[]) => {
      const from = performance.now()
      const share = Math.ceil(letters.length / workers.length)
      await Promise.all(workers.map((worker, index) => ask(worker, letters.slice(index * share, (index + 1) * share))))
      return (performance.now() - from) / 1000
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  }
}
