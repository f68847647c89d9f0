/** A thread of its own: turns a file into UTF-8 and writes it into a pipe (or file) as fast as the reader takes it. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { decoderOf } from './text-encoding.ts'

const { from, into, encoding } = z
  .object({ from: z.string(), into: z.string(), encoding: z.enum(['utf-8', 'cp932', 'utf-16le', 'utf-16be']) })
  .parse(workerData)

const piece = new Uint8Array(1 << 20)
const decoder = decoderOf(encoding)
const source = openSync(from, 'r')
const target = openSync(into, 'w')
let lines = 0
let last = 10

function write(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(target, bytes, at)
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1
  last = bytes.at(-1) ?? last
}

try {
  for (;;) {
    const length = readSync(source, piece)
    if (length === 0) break
    write(decoder.push(piece.subarray(0, length)))
  }
  write(decoder.end())
  parentPort?.postMessage({ lines: last === 10 ? lines : lines + 1, ...decoder.broken() })
} finally {
  closeSync(source)
  closeSync(target)
}
