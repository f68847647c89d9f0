import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import manifest from '../package.json' with { type: 'json' }

const table = readFileSync('docs/decisions/dependencies.md', 'utf8')
const rows = [...table.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)]

/** Rows of the table stand for one package, or for all of one name with `*`. */
function rowFor(name: string): string | undefined {
  const named = rows.map(([, first = '']) => first)
  return (
    named.find((row) => row === name) ?? named.find((row) => row.endsWith('*') && name.startsWith(row.slice(0, -1)))
  )
}

const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)]

test.each(names)('%s is listed with its reason', (name) => {
  expect(rowFor(name), `add ${name} to docs/decisions/dependencies.md`).toBeDefined()
})

test('nothing is listed that the product no longer needs', () => {
  const used = new Set(names.map(rowFor))
  expect(rows.map(([, named]) => named).filter((named) => !used.has(named))).toEqual([])
})

test('every listed licence is the one the package declares', () => {
  const licences = rows.flatMap(([, name, licence]) => {
    const path = `node_modules/${name}/package.json`
    if (!existsSync(path)) return []
    const declared = z.object({ license: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).license
    return [[name, licence?.trim(), declared.replace(' AND ', ' and ')]]
  })
  expect(licences.length).toBeGreaterThan(0)
  for (const [name, listed, declared] of licences) expect(`${name} ${listed}`).toBe(`${name} ${declared}`)
})

test('every version is pinned exactly', () => {
  const ranges = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies }
  expect(Object.entries(ranges).filter(([, range]) => !/^\d/.test(range))).toEqual([])
})
