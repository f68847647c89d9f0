/** One thing over budget: where, and a sentence that says what and how to mend it. */
export type Finding = { path: string; line: number; says: string }

const MOST_LINES = 300
const MOST_README_LINES = 39
const DRAWER = /(?:^|\/)(?:utils?|helpers?|common|misc|shared|lib)(?:\/|\.[a-z]+$)/
// Written in pieces, so that this file does not find itself.
const LATER = new RegExp(`\\b(?:TO${'DO'}|FIX${'ME'}|XX${'X'})\\b`)
const SUPPRESSION = new RegExp(
  `@ts-(?:ign${'ore'}|no${'check'}|expect-${'error'})|biome-ign${'ore'}|eslint-dis${'able'}|(?:v8|c8|istanbul) ign${'ore'}`,
)

/** How many suppressions the code holds today; this number may only fall. */
export const SUPPRESSIONS_ALLOWED = 0

/** Judges what needs no syntax tree: length, name, unfinished work, suppressions. Any text file. */
export function judgeText(path: string, text: string): Finding[] {
  const lines = text.replace(/\n$/, '').split('\n')
  const findings: Finding[] = []
  if (DRAWER.test(path)) {
    findings.push({ path, line: 1, says: 'is a drawer: name the file or folder by the one thing it holds' })
  }
  if (lines.length > MOST_LINES) {
    const says = `has ${lines.length} lines (at most ${MOST_LINES}): split it by verb or by noun`
    findings.push({ path, line: MOST_LINES + 1, says })
  }
  if (/^src\/.*README\.md$/.test(path) && lines.length > MOST_README_LINES) {
    const says = `has ${lines.length} lines (under 40): keep what a newcomer needs first`
    findings.push({ path, line: MOST_README_LINES + 1, says })
  }
  lines.forEach((line, index) => {
    if (LATER.test(line)) {
      findings.push({ path, line: index + 1, says: 'leaves work for later: do it, or write it in an issue' })
    }
    if (SUPPRESSION.test(line) && SUPPRESSIONS_ALLOWED === 0) {
      findings.push({ path, line: index + 1, says: 'silences a check: mend what the check found' })
    }
  })
  return findings
}
