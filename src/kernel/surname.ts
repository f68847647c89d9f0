import { nameSearchKey } from './search-key.ts'

/** The longest family name that is looked for in a name written without a space. */
const LONGEST = 3

/**
 * The forms under which a family name is compared. With a space the part before it; without one nobody knows where the
 * family name ends, so every beginning of two or three letters is a form. Two people may share one by chance: a human
 * looks. A name of one letter has no form.
 */
export function surnameForms(name: string): readonly string[] {
  const [first = '', ...rest] = name.trim().split(/[\s\u3000]+/)
  if (rest.length > 0) return forms([nameSearchKey(first)])
  const letters = Array.from(nameSearchKey(first))
  return forms(Array.from({ length: LONGEST - 1 }, (_, index) => letters.slice(0, index + 2).join('')))
}

function forms(all: readonly string[]): readonly string[] {
  return [...new Set(all.filter((one) => one !== ''))]
}
