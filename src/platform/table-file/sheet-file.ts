import { stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'
import type { SheetOrder, SheetRead } from './sheet-csv.ts'

/** Beyond this a sheet is read too slowly and takes too much memory. */
export const largestSheetBytes = 20 * 1024 * 1024
/** What the thread may hold; a workbook within the bounds needs less. */
const heapMb = 2048

const answer = z.enum(['written', 'too-large', 'unreadable'])

/**
 * Writes one sheet of an XLSX file (the first, or the one named) as CSV. Dates become `2026-03-31`, numbers their digits. It is
 * done in a thread of its own, so that whoever waits for something else is not kept waiting.
 */
export async function sheetToCsv(path: string, into: string, sheet?: string): Promise<SheetRead> {
  if ((await stat(path)).size > largestSheetBytes) return 'too-large'
  return inThread({ path, into, sheet })
}

function inThread(order: SheetOrder): Promise<SheetRead> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    })
    worker.once('message', (message) => resolve(answer.parse(message)))
    worker.once('error', (cause) => {
      if (errorCodeOf(cause) === 'ERR_WORKER_OUT_OF_MEMORY') resolve('too-large')
      else reject(cause)
    })
    worker.once('exit', () => reject(new Error('the reader of the sheet ended early')))
  })
}
