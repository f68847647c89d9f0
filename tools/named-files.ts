/** The first line of a file's opening docstring, or nothing. */
export function firstSentence(text: string): string {
  const comment = /^\s*\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? ''
  return (
    comment
      .split('\n')
      .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
      .find((line) => line !== '') ?? ''
  )
}

/** A goal passes when it printed at least one GOAL line and every one of them says `fail=0`. */
export function goalPasses(output: string): boolean {
  const goals = output.split('\n').filter((line) => line.startsWith('GOAL '))
  return goals.length > 0 && goals.every((line) => /\sfail=0(?:\s|$)/.test(line))
}

/** The flags of a goal's small run, written in its docstring as a line `Small: --n 200`. */
export function smallFlags(text: string): string[] {
  const flags = /^\s*\*?\s*Small:\s*(.*?)\s*(?:\*\/)?$/m.exec(text)?.[1] ?? ''
  return flags === '' ? [] : flags.split(/\s+/)
}
