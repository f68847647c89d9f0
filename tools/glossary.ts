/**
 * `node tools/glossary.ts` says which words docs/glossary.md lacks and which of its words nobody exports.
 * With `--promote` it first moves decided words whose code now exists into the table.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import {
  listExportedNames,
  listGlossaryNames,
  listMissingRows,
  listUnknownNames,
  promoteWords,
} from './glossary-names.ts'

const path = 'docs/glossary.md'
if (process.argv.includes('--promote')) {
  writeFileSync(path, promoteWords(readFileSync(path, 'utf8'), new Set(listExportedNames().map(({ name }) => name))))
}

const missing = listMissingRows()
const unknown = listUnknownNames()
for (const { name, path: file } of missing) console.log(`| ? | \`${name}\` | ? (${file}) | |`)
for (const name of unknown) console.log(`${name} is in ${path} but exported nowhere in src/`)
console.log(`${listGlossaryNames().length} words, ${missing.length} missing, ${unknown.length} unknown`)
if (missing.length + unknown.length > 0) process.exitCode = 1
