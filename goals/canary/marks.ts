import { createHash } from 'node:crypto'

/** One canary: 16 letters (or a telephone number that cannot exist), where it was typed, and which actors may ever read it. */
export type Mark = { readonly text: string; readonly where: string; readonly may: ReadonlySet<string> }

export type Marks = {
  /** A new canary of letters. */
  word(where: string, may: readonly string[]): string
  /** A new telephone number that belongs to nobody. */
  phone(where: string, may: readonly string[]): string
  /** Every canary in a text. */
  findIn(text: string): readonly Mark[]
  readonly all: () => readonly Mark[]
}

const wordShape = /qz[a-p]{14}/g
const phoneShape = /000-?\d{4}-?\d{4}/g
const digitsOf = (text: string) => text.replaceAll('-', '')

/** The canaries of one run. The same seed makes the same ones. */
export function openMarks(seed: string): Marks {
  const marks = new Map<string, Mark>()
  const hex = () => createHash('sha256').update(`${seed} ${marks.size}`).digest('hex')
  const add = (key: string, mark: Mark) => {
    if (marks.has(key)) throw new Error('two canaries are alike: take another seed')
    marks.set(key, mark)
    return mark.text
  }
  return {
    word: (where, may) => {
      const letters = [...hex().slice(0, 14)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
      const text = `qz${letters.join('')}`
      return add(text, { text, where, may: new Set(may) })
    },
    phone: (where, may) => {
      const digits = String(Number.parseInt(hex().slice(0, 12), 16) % 100_000_000).padStart(8, '0')
      const text = `000-${digits.slice(0, 4)}-${digits.slice(4)}`
      return add(digitsOf(text), { text, where, may: new Set(may) })
    },
    findIn: (text) => {
      const found = new Set([...text.matchAll(wordShape)].map(([one]) => one))
      for (const [one] of text.matchAll(phoneShape)) found.add(digitsOf(one))
      return [...found].flatMap((key) => marks.get(key) ?? [])
    },
    all: () => [...marks.values()],
  }
}
