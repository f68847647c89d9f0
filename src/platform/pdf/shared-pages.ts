import { deflateSync, inflateSync } from 'node:zlib'
import { type PdfObjects, partOf, readPdf, referencesIn, UnknownShape, writePdf } from './pdf-objects.ts'

/**
 * Which pages of a document are shared: the first ones, one for each kind. Every later page holds only what is its own and
 * is laid onto the shared page that `onto` names for it.
 */
export type SharedPages = Readonly<{
  onto: readonly number[]
  /**
   * Where what is a page's own is read among what is shared, from the end of the page to its beginning: so many of the last
   * own elements stand before so many of the last shared ones. The rest is read first.
   */
  slots: readonly Readonly<{ own: number; beforeLast: number }>[]
}>

/** A page as it was set: the number of its object, its resources by kind, its elements in the order of reading. */
type Page = Readonly<{
  id: number
  content: number
  resources: Resources
  parents: number
  elements: readonly number[]
}>
type Resources = ReadonlyMap<string, readonly (readonly [name: string, reference: string])[]>

/** Text with gaps: the number of an element of the page (by its place), or of the page itself. */
type Gapped = readonly (string | number)[]
const PAGE = -1

/** What every page laid onto a shared one repeats: its tags; the content is drawn by reference. */
type Shared = Readonly<{
  page: Page
  firstMark: number
  elements: readonly Gapped[]
  /** The element of each mark; neighbours mostly belong to one. */
  parents: readonly Readonly<{ place: number; count: number }>[]
  /** The numbers that the elements had. */
  old: readonly number[]
  /** Places of the elements that stand directly in the document. */
  top: readonly number[]
}>

/**
 * Joins each own page with its shared one: the content of a shared page is written once and drawn by all its pages, only its
 * tags are repeated. The document says the same as if every page had been set whole. Undefined when the pages are not as
 * many as asked for (something ran over) or are written in a way that is not known here.
 */
export function joinSharedPages(pdf: Uint8Array, asked: SharedPages): Uint8Array | undefined {
  try {
    return join(readPdf(pdf), asked)
  } catch (error) {
    if (error instanceof UnknownShape) return undefined
    throw error
  }
}

function join(pdf: PdfObjects, { onto, slots }: SharedPages): Uint8Array {
  const { bodies } = pdf
  const bodyOf = (id: number) => bodies.get(id) ?? ''
  const catalog = bodyOf(Number(partOf(pdf.trailer, /\/Root (\d+) 0 R/)))
  const root = Number(partOf(catalog, /\/StructTreeRoot (\d+) 0 R/))
  const pageList = Number(partOf(catalog, /\/Pages (\d+) 0 R/))
  const document = Number(partOf(bodyOf(root), /\/K \[(\d+) 0 R\]/))
  const pages = readPages({ bodies, pageList, root, document })
  const kinds = pages.length - onto.length
  if (kinds !== Math.max(...onto) + 1) throw new UnknownShape('something ran over its page')
  const own = pages.slice(kinds)
  const shared = pages.slice(0, kinds).map((page, kind) => {
    const marks = own.map(({ parents }, index) => (onto[index] === kind ? referencesIn(bodyOf(parents)).length : 0))
    return share(bodies, page, Math.max(...marks))
  })
  const numbers = newNumbers(bodies, shared)
  const order = own.flatMap((page, index) => {
    const below = shared[onto[index] ?? 0]
    if (below === undefined) throw new UnknownShape('no such page')
    const ids = below.elements.map(numbers.next)
    layOnto({ bodies, page, below, ids })
    return inOrderOfReading(page.elements, at(ids, below.top), slots)
  })
  numbers.close()
  const kept = new Set(own.map(({ parents }) => parents))
  const pairs = partOf(bodyOf(root), /\/Nums \[([^\]]*)\]/).match(/\d+ \d+ 0 R/g) ?? []
  const put = (id: number, pattern: RegExp, text: string) => bodies.set(id, bodyOf(id).replace(pattern, text))
  put(document, /\/K \[[^\]]*\]/, `/K ${listOf(order)}`)
  put(pageList, /\/Kids \[[^\]]*\]/, `/Kids ${listOf(own.map(({ id }) => id))}`)
  put(pageList, /\/Count \d+/, `/Count ${own.length}`)
  put(root, /\/Nums \[[^\]]*\]/, `/Nums [${pairs.filter((pair) => kept.has(Number(pair.split(' ')[1]))).join(' ')}]`)
  countPages(bodies, Number(partOf(catalog, /\/Metadata (\d+) 0 R/)), own.length)
  return writePdf(pdf)
}

const listOf = (ids: readonly number[]) => `[${ids.map((id) => `${id} 0 R`).join(' ')}]`
const at = (ids: readonly number[], places: readonly number[]) => places.flatMap((place) => ids[place] ?? [])

type Parts = Readonly<{ bodies: ReadonlyMap<number, string>; pageList: number; root: number; document: number }>

function readPages({ bodies, pageList, root, document }: Parts): readonly Page[] {
  const bodyOf = (id: number) => bodies.get(id) ?? ''
  const nums = partOf(bodyOf(root), /\/Nums \[([^\]]*)\]/)
  const parents = new Map([...nums.matchAll(/(\d+) (\d+) 0 R/g)].map(([, key, id]) => [Number(key), Number(id)]))
  const elements = Map.groupBy(referencesIn(kidsOf(bodyOf(document))), (id) => pageOf(bodies, id))
  return referencesIn(partOf(bodyOf(pageList), /\/Kids \[([^\]]*)\]/)).map((id) => {
    const body = bodyOf(id)
    const list = parents.get(Number(partOf(body, /\/StructParents (\d+)/)))
    if (list === undefined || body.includes('/Annots')) throw new UnknownShape('a page with links or without tags')
    const content = Number(partOf(body, /\/Contents (\d+) 0 R/))
    return { id, content, resources: resourcesOf(body), parents: list, elements: elements.get(id) ?? [] }
  })
}

const kidsOf = (element: string) => partOf(element, /\/K \[([^\]<]*)\]/)

/** The page of an element is told by itself or by what lies in it. */
function pageOf(bodies: ReadonlyMap<number, string>, element: number): number {
  const body = bodies.get(element) ?? ''
  const told = /\/Pg (\d+) 0 R/.exec(body)?.[1]
  if (told !== undefined) return Number(told)
  const [first] = referencesIn(kidsOf(body))
  if (first === undefined) throw new UnknownShape('an element without a page')
  return pageOf(bodies, first)
}

function resourcesOf(page: string): Resources {
  const all = partOf(page, /\/Resources <<\n([\s\S]*?)\n {2}>>/)
  return new Map(
    [...all.matchAll(/\/(\w+) <<\n([\s\S]*?)\n {4}>>/g)].map(([, kind = '', entries = '']) => {
      const found = [...entries.matchAll(/^ +\/(\w+) (\d+ 0 R)$/gm)].map(
        ([, name = '', id = '']) => [name, id] as const,
      )
      if (found.length !== entries.split('\n').length) throw new UnknownShape('a resource without a number')
      return [kind, found]
    }),
  )
}

/** Makes a page ready to be repeated; its content is rewritten in place so that it meets no name and no mark of an own page. */
function share(bodies: Map<number, string>, page: Page, firstMark: number): Shared {
  const ids: number[] = []
  const collect = (id: number) => {
    ids.push(id)
    const body = bodies.get(id) ?? ''
    for (const below of referencesIn(kidsOf(body))) collect(below)
  }
  page.elements.forEach(collect)
  const places = new Map(ids.map((id, place) => [id, place]))
  places.set(page.id, PAGE)
  const gapped = (text: string): Gapped =>
    text.split(/(\d+)(?= 0 R)/).map((piece, index) => (index % 2 === 0 ? piece : (places.get(Number(piece)) ?? piece)))
  const elements = ids.map((id) => {
    const body = (bodies.get(id) ?? '').replaceAll(/\n */g, ' ')
    const kids = kidsOf(body)
    const marks = kids.replaceAll(/(\d+)( 0 R)?/g, (whole, mark, reference) =>
      reference === undefined ? String(Number(mark) + firstMark) : whole,
    )
    return gapped(body.replace(/\/K \[[^\]]*\]/, `/K [${marks}]`))
  })
  const parents: { place: number; count: number }[] = []
  for (const id of referencesIn(bodies.get(page.parents) ?? '')) {
    const [place, last] = [places.get(id), parents.at(-1)]
    if (place === undefined) throw new UnknownShape('a mark of an element elsewhere')
    if (last?.place === place) last.count += 1
    else parents.push({ place, count: 1 })
  }
  bodies.set(page.content, renameContent(bodies.get(page.content) ?? '', firstMark))
  return { page, firstMark, elements, parents, old: ids, top: page.elements.flatMap((id) => places.get(id) ?? []) }
}

const SHARED_NAME = 's'

/** Content is deflated; its names get a letter before them, its marks are counted from another number. */
function renameContent(stream: string, firstMark: number): string {
  const [, deflated] =
    /^<<\s+\/Length \d+\s+\/Filter \/FlateDecode\s+>>\nstream\n([\s\S]*)\nendstream$/.exec(stream) ?? []
  if (deflated === undefined) throw new UnknownShape('content that is not deflated')
  const content = inflateSync(Buffer.from(deflated, 'latin1')).toString('latin1')
  let renamed = ''
  for (let from = 0; from < content.length; ) {
    const open = content.indexOf('(', from)
    const code = content.slice(from, open === -1 ? undefined : open)
    renamed += code
      .replaceAll(/\/([a-z]+\d+)\b/g, `/${SHARED_NAME}$1`)
      .replaceAll(/(?<=\/MCID )\d+/g, (mark) => String(Number(mark) + firstMark))
    from = open === -1 ? content.length : endOfString(content, open)
    if (open !== -1) renamed += content.slice(open, from)
  }
  const packed = deflateSync(Buffer.from(renamed, 'latin1')).toString('latin1')
  return `<<\n  /Length ${packed.length}\n  /Filter /FlateDecode\n>>\nstream\n${packed}\nendstream`
}

/** A string in brackets may hold any byte, brackets too. */
function endOfString(content: string, open: number): number {
  let depth = 0
  for (let at = open; at < content.length; at += 1) {
    const sign = content[at]
    if (sign === '\\') at += 1
    else if (sign === '(') depth += 1
    else if (sign === ')' && --depth === 0) return at + 1
  }
  throw new UnknownShape('a string without end')
}

type Copy = Readonly<{ bodies: Map<number, string>; page: Page; below: Shared; ids: readonly number[] }>

/** Gives an own page the content, resources and tags of the shared one. */
function layOnto({ bodies, page, below, ids }: Copy): void {
  const fill = (gapped: Gapped) => {
    let text = ''
    for (const piece of gapped) text += typeof piece === 'string' ? piece : piece === PAGE ? page.id : ids[piece]
    return text
  }
  below.elements.forEach((element, place) => {
    const id = ids[place]
    if (id !== undefined) bodies.set(id, fill(element))
  })
  const own = partOf(bodies.get(page.parents) ?? '', /^\[([^\]]*)\]$/)
  const unused = ' null'.repeat(below.firstMark - referencesIn(own).length)
  let parents = `[${own}${unused}`
  for (const { place, count } of below.parents) parents += ` ${ids[place]} 0 R`.repeat(count)
  bodies.set(page.parents, `${parents}]`)
  const resources = resourcesText(page.resources, below.page.resources)
  const body = bodies.get(page.id) ?? ''
  bodies.set(
    page.id,
    body
      .replace(/\/Resources <<\n[\s\S]*?\n {2}>>/, `/Resources << ${resources} >>`)
      .replace(/\/Contents \d+ 0 R/, `/Contents ${listOf([below.page.content, page.content])}`),
  )
}

function resourcesText(own: Resources, shared: Resources): string {
  const kinds = [...new Set([...own.keys(), ...shared.keys()])]
  return kinds
    .map((kind) => {
      const entries = [
        ...(own.get(kind) ?? []).map(([name, id]) => `/${name} ${id}`),
        ...(shared.get(kind) ?? []).map(([name, id]) => `/${SHARED_NAME}${name} ${id}`),
      ]
      return `/${kind} << ${entries.join(' ')} >>`
    })
    .join(' ')
}

function inOrderOfReading(
  own: readonly number[],
  shared: readonly number[],
  slots: SharedPages['slots'],
): readonly number[] {
  const order: number[] = []
  let [ownEnd, sharedEnd] = [own.length, shared.length]
  for (const { own: count, beforeLast } of slots) {
    const from = shared.length - beforeLast
    if (from < 0 || from > sharedEnd || count > ownEnd) throw new UnknownShape('fewer elements than places')
    order.unshift(...own.slice(ownEnd - count, ownEnd), ...shared.slice(from, sharedEnd))
    ownEnd -= count
    sharedEnd = from
  }
  return [...own.slice(0, ownEnd), ...shared.slice(0, sharedEnd), ...order]
}

/** Numbers for new objects: first those that the shared pages leave; whatever stays unused is an empty object. */
function newNumbers(bodies: Map<number, string>, shared: readonly Shared[]) {
  const free = shared.flatMap(({ page, old }) => [page.id, page.parents, ...old]).reverse()
  let last = bodies.size
  return {
    next: () => free.pop() ?? ++last,
    close: () => {
      for (const id of free) bodies.set(id, 'null')
    },
  }
}

/** The metadata count the pages, too. */
function countPages(bodies: Map<number, string>, metadata: number, count: number): void {
  const told = (bodies.get(metadata) ?? '').replace(/(?<=<xmpTPg:NPages>)\d+/, String(count))
  const length = partOf(told, /stream\n([\s\S]*)\nendstream$/).length
  bodies.set(metadata, told.replace(/\/Length \d+/, `/Length ${length}`))
}
