import { parentPort } from 'node:worker_threads'
import { type Typesetting, TypesettingFailed, typesetPdf } from './typeset.ts'

/** One typesetter of `typesetters.ts`: a document comes in, its pages go out. A message of a failure names no value. */
parentPort?.on('message', async (work: Typesetting) => {
  try {
    const pdf = await typesetPdf(work)
    parentPort?.postMessage({ kind: 'pdf', pdf })
  } catch (cause) {
    const reason = cause instanceof TypesettingFailed ? cause.message : 'the document could not be set'
    parentPort?.postMessage({ kind: 'failed', template: work.template, reason })
  }
})
