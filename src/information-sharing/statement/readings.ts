/** A stretch of text and, where it helps, how it is read. */
export type Run = { readonly text: string; readonly reading?: string }

const annotated = /([一-龠々]+)\(([ぁ-ん]+)\)/g

/** A sentence written 電気(でんき)の お金(かね), as phrases that stay on one line, each of runs with their readings. */
export function phrasesOf(sentence: string): readonly (readonly Run[])[] {
  return sentence.split(' ').map(runsOf)
}

function runsOf(phrase: string): readonly Run[] {
  const runs: Run[] = []
  let end = 0
  for (const match of phrase.matchAll(annotated)) {
    const [whole, text = '', reading = ''] = match
    if (match.index > end) runs.push({ text: phrase.slice(end, match.index) })
    runs.push({ text, reading })
    end = match.index + whole.length
  }
  if (end < phrase.length) runs.push({ text: phrase.slice(end) })
  return runs
}

/** The same without readings and without the spaces between phrases: a document's title, a file's cell. */
export function withoutReadings(sentence: string): string {
  return sentence.replace(annotated, '$1').replaceAll(' ', '')
}
