/** A stretch of text and, where it helps, how it is read. */
export type Run = Readonly<{ text: string; reading?: string }>

/** What stays together on one line: a phrase of やさしい日本語, or a whole sentence elsewhere. */
export type Phrase = readonly Run[]

/** One sentence or one line as the page sets it. */
export type Sentence = readonly Phrase[]

/** A sentence printed as it is typed; it breaks wherever Japanese may break. */
export function plain(text: string): Sentence {
  return [[{ text }]]
}

/**
 * A sentence of やさしい日本語: `{電気|でんき}` carries its reading, a space ends a phrase (分かち書き).
 * Only what stands in the source is read this way; values are printed as typed, whatever braces and spaces they hold.
 */
export function easy(wording: TemplateStringsArray, ...values: readonly (string | Run)[]): Sentence {
  const phrases: Run[][] = [[]]
  wording.forEach((literal, index) => {
    literal.split(' ').forEach((piece, position) => {
      if (position > 0) phrases.push([])
      phrases.at(-1)?.push(...readRuns(piece))
    })
    const value = values[index]
    if (value !== undefined && value !== '') phrases.at(-1)?.push(typeof value === 'string' ? { text: value } : value)
  })
  return phrases.filter((phrase) => phrase.length > 0)
}

/** The sentence without its readings, phrases set apart by a space: for alternative texts and tests. */
export function withoutReadings(sentence: Sentence): string {
  return sentence.map((phrase) => phrase.map((run) => run.text).join('')).join(' ')
}

function readRuns(piece: string): Run[] {
  return [...piece.matchAll(/\{([^|}]+)\|([^}]+)\}|[^{]+/g)].map(([whole, text, reading]) =>
    text === undefined || reading === undefined ? { text: whole } : { text, reading },
  )
}
