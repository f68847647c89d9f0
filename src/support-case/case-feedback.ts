type Level = 'none' | 'received' | 'contacted' | 'supported'
type Word = 'contacted' | 'supported'

const rank = { none: 0, received: 1, contacted: 2, supported: 3 } as const satisfies Record<Level, number>

/** Words that may still be told by hand: facts about the person, under the ceiling, not told yet. */
export function wordsLeft(level: Level, told: readonly string[]): readonly Word[] {
  const words: readonly Word[] = ['contacted', 'supported']
  return words.filter((word) => rank[word] <= rank[level] && !told.includes(word))
}

/** What happened and can be told: the furthest word. A human looks at the summary and confirms. */
export function proposeWord(
  left: readonly Word[],
  { reached, connected }: { readonly reached: boolean; readonly connected: boolean },
): Word | undefined {
  if (connected && left.includes('supported')) return 'supported'
  if (reached && left.includes('contacted')) return 'contacted'
  return undefined
}
