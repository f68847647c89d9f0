/** Why a JSON text was not taken; the sentence names the fault, never the value. */
export class MalformedJson extends Error {
  readonly sentence: string
  constructor(sentence: string) {
    super('malformed json')
    this.name = 'MalformedJson'
    this.sentence = sentence
  }
}

const deepest = 20
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])
const say = (what: string) =>
  new MalformedJson(`送られた内容を読めません（${what}）。画面を開き直して、もう一度お試しください。`)

/**
 * Parses JSON as a door to a database should: refuses what JSON.parse silently accepts (duplicate keys, where the last
 * one would win), what PostgreSQL cannot store (NUL) or UTF-8 cannot carry (lone surrogates), deep nesting, numbers
 * outside what a double holds, and keys that reach into prototypes. Throws `MalformedJson`.
 */
export function parseStrictJson(text: string): unknown {
  if (!text.isWellFormed()) throw say('壊れた文字があります')
  refuseDuplicateKeys(text)
  let value: unknown
  try {
    value = JSON.parse(text, (_key, item: unknown) => guardValue(item))
  } catch (error) {
    if (error instanceof MalformedJson) throw error
    throw say('JSON の形になっていません')
  }
  return value
}

function guardValue(item: unknown): unknown {
  if (typeof item === 'string') {
    if (item.includes('\0')) throw say('使えない文字（NUL）があります')
    if (!item.isWellFormed()) throw say('壊れた文字があります')
  }
  if (
    typeof item === 'number' &&
    (!Number.isFinite(item) || Math.abs(item) > Number.MAX_SAFE_INTEGER || Object.is(item, -0))
  ) {
    throw say('扱えない数があります')
  }
  return item
}

type Frame = { readonly keys: Set<string> | undefined; expectsKey: boolean }

/** Walks the text once, knowing only strings and brackets; JSON.parse judges the rest. */
function refuseDuplicateKeys(text: string): void {
  const frames: Frame[] = []
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') {
      const end = endOfString(text, at)
      noteString(frames.at(-1), text.slice(at, end + 1))
      at = end
    } else {
      noteMark(frames, text[at])
    }
  }
}

function noteString(frame: Frame | undefined, quoted: string): void {
  if (!frame) return
  if (frame.expectsKey && frame.keys) addKey(frame.keys, quoted)
  frame.expectsKey = false
}

function noteMark(frames: Frame[], mark: string | undefined): void {
  if (mark === '{' || mark === '[') {
    const depth = frames.push({ keys: mark === '{' ? new Set() : undefined, expectsKey: mark === '{' })
    if (depth > deepest) throw say('入れ子が深すぎます')
  } else if (mark === '}' || mark === ']') {
    frames.pop()
  } else if (mark === ',') {
    const frame = frames.at(-1)
    if (frame) frame.expectsKey = frame.keys !== undefined
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function addKey(keys: Set<string>, quoted: string): void {
  let key: unknown
  try {
    key = JSON.parse(quoted)
  } catch {
    throw say('JSON の形になっていません')
  }
  if (typeof key !== 'string' || forbiddenKeys.has(key)) throw say('使えない項目名があります')
  if (key.includes('\0') || !key.isWellFormed()) throw say('壊れた文字があります')
  if (keys.has(key)) throw say('同じ項目が2回あります')
  keys.add(key)
}
