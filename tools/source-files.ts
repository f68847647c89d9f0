import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const FOLDERS = ['src', 'db', 'e2e', 'goals', 'bench', 'tools', 'docs']
const SOURCE = /\.(?:tsx?|sql|css|cjs|mjs|html|typ)$|README\.md$/

/** Every file the budgets speak of, as paths with `/` from the repository's root, sorted. Generated files excluded. */
export function listSourceFiles(root = '.'): string[] {
  const found = FOLDERS.flatMap((folder) => walk(root, folder))
  const ofRoot = readdirSync(root).filter((name) => /\.(?:ts|cjs)$/.test(name))
  return [...found.filter((path) => SOURCE.test(path) && !path.includes('.generated.')), ...ofRoot].sort()
}

/** TypeScript files under `src/`, tests included. */
export function listModules(root = '.'): string[] {
  return walk(root, 'src').filter((path) => /\.tsx?$/.test(path))
}

function walk(root: string, folder: string): string[] {
  let entries: ReturnType<typeof readEntries>
  try {
    entries = readEntries(join(root, folder))
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walk(root, path)
    return [path]
  })
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true })
}
