/** A thread of its own: a workbook of a million cells takes seconds, in which a server must answer others. */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { writeSheetAsCsv } from './sheet-csv.ts'

const order = z.object({ path: z.string(), into: z.string(), sheet: z.string().optional() }).parse(workerData)

parentPort?.postMessage(await writeSheetAsCsv(order))
