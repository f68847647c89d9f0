/** Fails on any import that docs/architecture.md does not allow, and when fewer modules were read than src/ holds. */
import { cruiseSources } from './cruise.ts'
import { listModules } from './source-files.ts'

const { breaches, modules } = await cruiseSources()
const seen = new Set(modules)
const unseen = listModules().filter((path) => !seen.has(path) && !path.endsWith('.d.ts'))

for (const { rule, from, to, comment } of breaches) console.log(`${from} -> ${to}\n  ${rule}: ${comment}`)
for (const path of unseen) console.log(`${path} was not read: the check would be empty`)
if (seen.size === 0) console.log('no module was read: the check would be empty')
console.log(`${seen.size} modules, ${breaches.length} forbidden imports`)
process.exitCode = breaches.length + unseen.length > 0 || seen.size === 0 ? 1 : 0
