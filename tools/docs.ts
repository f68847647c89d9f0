/** `npm run docs` writes every generated document anew; with `--check` it writes nothing and fails on a difference. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { startTestCluster, testDatabase } from '#platform/database/test-database.ts'
import { writeAccessDocument } from './access-document.ts'
import { writeDatabaseTypes } from './database-types.ts'
import { insertDiagram } from './diagram.ts'
import { RULEBOOK } from './rulebook.ts'
import { writeRulebookIndex, writeRulebookPage } from './rulebook-page.ts'

type GeneratedDocument = { path: string; text: string }

const documents = [await architecture(), ...(await ofDatabase()), ...rulebook()]
const stale = documents.filter(({ path, text }) => read(path) !== text)

if (process.argv.includes('--check')) {
  for (const { path } of stale) console.log(`${path} is not what the code says: run npm run docs and commit it`)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  for (const { path, text } of stale) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    console.log(`wrote ${path}`)
  }
}
console.log(`${documents.length} documents, ${stale.length} differed`)

async function architecture(): Promise<GeneratedDocument> {
  const path = 'docs/architecture.md'
  return { path, text: await insertDiagram(read(path) ?? '') }
}

async function ofDatabase(): Promise<GeneratedDocument[]> {
  const cluster = await startTestCluster()
  try {
    const database = await testDatabase()
    const access = await writeAccessDocument(database.admin)
    const types = await writeDatabaseTypes(database.admin)
    await database.close()
    return [
      { path: 'db/access.md', text: access },
      { path: 'src/platform/database/tables.generated.ts', text: types },
    ]
  } finally {
    await cluster.stop()
  }
}

function rulebook(): GeneratedDocument[] {
  const pages = RULEBOOK.map((page) => ({ path: `docs/rulebook/${page.file}`, text: writeRulebookPage(page) }))
  return [{ path: 'docs/rulebook/README.md', text: writeRulebookIndex(RULEBOOK) }, ...pages]
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
