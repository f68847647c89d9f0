import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler'
import { printFonts } from './fonts.ts'
import { listUnprintable } from './printable.ts'
import { qrCodePixels } from './qr-code.ts'
import { joinSharedPages, type SharedPages } from './shared-pages.ts'

/** What is printed: a template file under `src/`, and values that reach it as data only. */
export type Typesetting = Readonly<{
  /** Absolute path of the `.typ` file; it must lie under `src/`. */
  template: string
  /** Anything JSON can hold; read in the template with `json(bytes(sys.inputs.data))`, never as Typst source. */
  data: unknown
  /** Document title, shown by readers instead of the file name (PDF/UA-1 demands it). */
  title: string
  /** BCP 47 language of the document, such as `ja`. */
  language: string
  /** `ua-1` for what people read, `a-2a` for archives. */
  standard: 'ua-1' | 'a-2a'
  /** Instant written into the file; the same input then gives the same bytes. */
  printedAt?: Date
  /** Texts of the QR codes of a batch, drawn in the template with `qr-code(index, width, alt)`. */
  qrCodes?: readonly string[]
  /**
   * Pages with much in common: the template, told `shared: "yes"`, sets first what they share and then what is each page's
   * own. Where that cannot be joined it is set again whole, told `shared: "no"`.
   */
  shared?: SharedPages
}>

/** Thrown when a value holds a character that neither typeface can draw. The message names no person. */
export class UnprintableCharacters extends Error {
  readonly characters: readonly string[]

  constructor(characters: readonly string[]) {
    super(`${characters.length} character(s) cannot be printed with the bundled typefaces`)
    this.name = 'UnprintableCharacters'
    this.characters = characters
  }
}

/** Thrown when a template itself is wrong: an error of ours. Carries Typst's words only where they quote no value. */
export class TypesettingFailed extends Error {
  constructor(template: string, reason: string) {
    super(`${path.basename(template)}: ${reason}`)
    this.name = 'TypesettingFailed'
  }
}

const SOURCE_ROOT = path.resolve(import.meta.dirname, '../..')

/** Memoized layouts that this many later documents did not touch are dropped, which bounds memory. */
const KEPT_GENERATIONS = 1

let warm: NodeCompiler | undefined

function compiler(): NodeCompiler {
  warm ??= NodeCompiler.create({ workspace: SOURCE_ROOT, fontArgs: [{ fontBlobs: printFonts() }] })
  return warm
}

/**
 * Sets one document and returns the tagged PDF. Needs no network and no font of the machine.
 * Throws `UnprintableCharacters` (mend the value) or `TypesettingFailed` (mend the template).
 */
export async function typesetPdf(work: Typesetting): Promise<Uint8Array> {
  const data = JSON.stringify(work.data)
  const missing = listUnprintable(`${work.title}${data}`)
  if (missing.length > 0) throw new UnprintableCharacters(missing)
  const typst = compiler()
  try {
    const inputs = { data, title: work.title, language: work.language, ...placeQrCodes(typst, work.qrCodes ?? []) }
    if (work.shared !== undefined) {
      const joined = joinSharedPages(write(typst, work, { ...inputs, shared: 'yes' }), work.shared)
      if (joined !== undefined) return joined
    }
    return new Uint8Array(write(typst, work, inputs))
  } catch (error) {
    if (error instanceof TypesettingFailed) throw error
    // Typst quotes the text it could not export, which may be a name: nothing of it goes into a message that is logged.
    throw new TypesettingFailed(work.template, `the document does not satisfy ${work.standard}`)
  } finally {
    typst.resetShadow()
    typst.evictCache(KEPT_GENERATIONS)
    // Finished documents live outside the JavaScript heap and are freed only between turns of the event loop:
    // without this a loop over letters keeps every one of them (571 MB after 300).
    await nextTurn()
  }
}

function write(typst: NodeCompiler, work: Typesetting, inputs: Record<string, string>): Uint8Array {
  const compiled = typst.compile({ mainFilePath: work.template, inputs })
  if (compiled.result === null) throw new TypesettingFailed(work.template, reasonOf(typst, compiled.takeError()))
  const seconds = Math.floor((work.printedAt?.getTime() ?? 0) / 1000)
  return typst.pdf(compiled.result, { pdfStandard: work.standard, pdfTags: true, creationTimestamp: seconds })
}

/** The pixels lie where only this compiler sees them, for this document alone. */
function placeQrCodes(typst: NodeCompiler, texts: readonly string[]): Record<string, string> {
  if (texts.length === 0) return {}
  const { side, pixels } = qrCodePixels(texts)
  typst.mapShadow(path.join(SOURCE_ROOT, 'platform/pdf/qr-codes.bin'), pixels)
  return { qrPixels: '/platform/pdf/qr-codes.bin', qrSide: String(side) }
}

/** What a template is asked without printing it: the values of all `metadata` that carry the label. */
export type TemplateQuestion = Pick<Typesetting, 'template' | 'data' | 'title' | 'language'> &
  Readonly<{ label: string }>

/** Lays a template out and answers its labelled values, such as the type size that fits. Throws `TypesettingFailed`. */
export function askTemplate({ template, data, title, language, label }: TemplateQuestion): readonly unknown[] {
  const typst = compiler()
  const inputs = { data: JSON.stringify(data), title, language }
  const compiled = typst.compile({ mainFilePath: template, inputs })
  if (compiled.result === null) throw new TypesettingFailed(template, reasonOf(typst, compiled.takeError()))
  const found: unknown = typst.query(compiled.result, { selector: `<${label}>`, field: 'value' })
  return Array.isArray(found) ? found : []
}

function reasonOf(typst: NodeCompiler, error: NodeError | null): string {
  if (error === null) return 'no document'
  const found = typst.fetchDiagnostics(error)
  return `${found.length} error(s) in the template`
}
