/** `node tools/glossary.ts` says which words docs/glossary.md lacks and which of its words nobody exports. */
import { listGlossaryNames, listMissingRows, listUnknownNames } from './glossary-names.ts'

const missing = listMissingRows()
const unknown = listUnknownNames()
for (const { name, path } of missing) console.log(`| ? | \`${name}\` | ? (${path}) | |`)
for (const name of unknown) console.log(`${name} is in docs/glossary.md but exported nowhere in src/`)
console.log(`${listGlossaryNames().length} words, ${missing.length} missing, ${unknown.length} unknown`)
if (missing.length + unknown.length > 0) process.exitCode = 1
