import { ok, type Result, refuse } from './result.ts'
import { nameSearchKey } from './search-key.ts'
import { guardText } from './text-guard.ts'

/**
 * A person's name after the Digital Agency's core data model (GIF DS-431). `raw` is what the person or register writes and is never
 * altered: variation selectors, surrogate pairs and rare kanji stay. Family and given name are known only where a space parts them.
 */
export type PersonName = Readonly<{ raw: string; family?: string; given?: string; reading?: string }>

/** What a form delivers: the name, and its reading in kana where known. */
export type PersonNameInput = Readonly<{ raw: string; reading?: string | undefined }>

const LONGEST_NAME = 100

/** Keeps the name as typed. Refuses blank, broken, overlong text, and a reading that holds kanji. */
export function parsePersonName({ raw, reading }: PersonNameInput): Result<PersonName> {
  const name = guardText(raw, { label: '氏名', longest: LONGEST_NAME })
  if (!name.ok) return name
  const parts = splitOnce(raw)
  if (reading === undefined || reading === '') return ok({ raw, ...parts })
  const kana = guardText(reading, { label: 'ふりがな', longest: LONGEST_NAME })
  if (!kana.ok) return kana
  if (/\p{Script=Han}/u.test(reading)) {
    return refuse('name_reading_kanji', '「ふりがな」は、ひらがなかカタカナで入力してください。')
  }
  return ok({ raw, ...parts, reading })
}

/** Family and given name when exactly one run of spaces parts two words; longer names are not guessed at. */
function splitOnce(raw: string): Pick<PersonName, 'family' | 'given'> {
  const [family, given, ...more] = raw.trim().split(/[ \u3000]+/)
  return family !== undefined && given !== undefined && more.length === 0 ? { family, given } : {}
}

/** Keys under which a name is found: the written form, and the reading where known. */
export function personNameKeys({ raw, reading }: PersonName): readonly string[] {
  const keys = [nameSearchKey(raw), ...(reading === undefined ? [] : [nameSearchKey(reading)])]
  return [...new Set(keys)].filter((key) => key !== '')
}
