import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { listModules } from './source-files.ts'

/** An exported name and the file that exports it. */
export type ExportedName = { name: string; path: string; isType: boolean }

const GLOSSARY = 'docs/glossary.md'
const MODEL = /^src\/(?!(?:kernel|platform|ui|apps)\/)([^/]+)\/\1\.ts$/

/** The identifiers of the glossary's second column, in order. A cell may name several. */
export function listGlossaryNames(): string[] {
  return listNamesIn(readFileSync(GLOSSARY, 'utf8').split('\n'))
}

function listNamesIn(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line.startsWith('| '))
    .flatMap((row) => [...(row.split('|')[2] ?? '').matchAll(/`([A-Za-z]\w*)`/g)].map(([, name = '']) => name))
}

/** The glossary with every decided word (`- 日本語 | \`Name\` | …`) moved to the end of the table once its name is exported. */
export function promoteWords(text: string, exported: ReadonlySet<string>): string {
  const lines = text.split('\n')
  const known = new Set(listNamesIn(lines))
  const isBuilt = (line: string) => {
    const name = /^- [^|]+\| `(\w+)` \|/.exec(line)?.[1]
    return name !== undefined && exported.has(name) && !known.has(name)
  }
  const rows = lines.filter(isBuilt).map((line) => `| ${line.slice(2).trim()} |`.replace(/\| +\|$/, '| |'))
  const end = lines.findLastIndex((line) => line.startsWith('| ')) + 1
  const rest = (part: readonly string[]) => part.filter((line) => !isBuilt(line))
  return [...rest(lines.slice(0, end)), ...rows, ...rest(lines.slice(end))].join('\n')
}

/** Types exported by a feature's pure model that have no row yet. */
export function listMissingRows(): ExportedName[] {
  const known = new Set(listGlossaryNames())
  return listExportedNames().filter(({ name, path, isType }) => isType && MODEL.test(path) && !known.has(name))
}

/** Names of the glossary that nobody exports: renamed, or never built. */
export function listUnknownNames(): string[] {
  const exported = new Set(listExportedNames().map(({ name }) => name))
  return listGlossaryNames().filter((name) => !exported.has(name))
}

/** What every module under `src/` declares and exports; names that a file merely passes on are counted where they are declared. */
export function listExportedNames(): ExportedName[] {
  return listModules()
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .flatMap((path) => exportsOf(path, readFileSync(path, 'utf8')))
}

/** The exported declarations of one file. */
export function exportsOf(path: string, text: string): ExportedName[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return source.statements.flatMap((statement): ExportedName[] => {
    if (!ts.canHaveModifiers(statement) || !isExported(statement)) return []
    if (ts.isVariableStatement(statement)) {
      const names = statement.declarationList.declarations.map(({ name }) => name)
      return names.filter(ts.isIdentifier).map(({ text: name }) => ({ name, path, isType: false }))
    }
    const isType = ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)
    if (!isType && !ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) return []
    return statement.name ? [{ name: statement.name.text, path, isType }] : []
  })
}

function isExported(node: ts.HasModifiers): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
}
