import { cruiseSources } from './cruise.ts'

const START = '<!-- diagram: written by npm run docs -->'
const END = '<!-- end of diagram -->'
const TECHNICAL = ['apps', 'platform', 'ui', 'kernel']

/** The text with its diagram replaced by one drawn from the imports in `src/`. Throws when the markers are missing. */
export async function insertDiagram(text: string): Promise<string> {
  const start = text.indexOf(START)
  const end = text.indexOf(END)
  if (start < 0 || end < start) throw new Error(`docs/architecture.md has lost its markers ${START} and ${END}`)
  const diagram = drawFolders(await listArrows())
  return `${text.slice(0, start)}${START}\n\`\`\`mermaid\n${diagram}\n\`\`\`\n${text.slice(end)}`
}

/** Which folder of `src/` imports which, tests left out; every folder also stands as an arrow to itself. */
async function listArrows(): Promise<[string, string][]> {
  const { result } = await cruiseSources()
  const found = new Set<string>()
  for (const { source, dependencies } of result.modules) {
    const from = folderOf(source)
    if (!from || /\.test\.tsx?$/.test(source)) continue
    found.add(`${from} ${from}`)
    for (const { resolved } of dependencies) {
      const to = folderOf(resolved)
      if (to) found.add(`${from} ${to}`)
    }
  }
  return [...found].sort().map((arrow) => {
    const [from = '', to = ''] = arrow.split(' ')
    return [from, to]
  })
}

/**
 * Mermaid text of the folders. Arrows that every feature has alike (to kernel and platform, and from apps) are drawn once,
 * from and to the whole group, so that the arrows between features can be read.
 */
export function drawFolders(arrows: readonly (readonly [string, string])[]): string {
  const folders = [...new Set(arrows.flat())].sort()
  const features = folders.filter((folder) => !TECHNICAL.includes(folder))
  const group = (folder: string) => (features.includes(folder) ? 'features' : folder)
  const between = arrows.filter(([from, to]) => from !== to)
  const inside = between.filter(([from, to]) => features.includes(from) && features.includes(to))
  const outside = between
    .filter(([from, to]) => group(from) !== group(to))
    .map(([from, to]) => `${group(from)} --> ${group(to)}`)
  return [
    'flowchart TD',
    '  subgraph features[domain]',
    ...features.map((feature) => `    ${feature}`),
    ...inside.map(([from, to]) => `    ${from} --> ${to}`),
    '  end',
    ...[...new Set(outside)].sort().map((arrow) => `  ${arrow}`),
  ].join('\n')
}

function folderOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1]
}
