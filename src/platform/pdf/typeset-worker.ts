import { type Typesetting, TypesettingFailed, typesetPdf } from './typeset.ts'

/** One typesetter of `typesetters.ts`: a document comes in, its pages go out. A message of a failure names no value. */
process.on('message', async (work: Typesetting) => {
  try {
    const pdf = await typesetPdf(work)
    process.send?.({ kind: 'pdf', pdf })
  } catch (cause) {
    const reason = cause instanceof TypesettingFailed ? cause.message : 'the document could not be set'
    process.send?.({ kind: 'failed', template: work.template, reason })
  }
})
// Its employer ended without saying so.
process.on('disconnect', () => process.exit(0))
