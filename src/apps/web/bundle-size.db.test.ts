import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { staffRoles } from '#platform/auth/auth-contract.ts'
import { buildWeb } from './build-web.ts'

const mostBytes = 150_000
const folder = mkdtempSync(join(tmpdir(), 'web-size-'))
const assets = join(folder, 'assets')

beforeAll(() => buildWeb(folder), 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The file and everything it imports at once: what a browser must have before the screen stands. */
function closure(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(join(assets, file), 'utf8')
  // Only static imports: `from"./x.js"` and `import"./x.js"`, not `import("./x.js")`.
  for (const [, next] of text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) {
    if (next !== undefined) closure(next, seen)
  }
  return seen
}

const weight = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(assets, file)), { level: 9 }).length, 0)

const fileOf = (name: string) => readdirSync(assets).find((file) => file.startsWith(`${name}-`) && file.endsWith('.js'))
const entryOf = () => /src="\/assets\/([^"]+)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))?.[1] ?? ''

/** The chunks of the roles' homes, by the names that the table of homes imports; two roles may share one. */
function homesOf(): readonly (string | undefined)[] {
  const routes = readFileSync(new URL('routes.tsx', import.meta.url), 'utf8')
  const table = /export const homes[\s\S]*?\n}/.exec(routes)?.[0] ?? ''
  return [...table.matchAll(/import\('[^']*\/([\w-]+)\.tsx'\)/g)].map(([, name]) => fileOf(name ?? ''))
}

describe('The built staff web', () => {
  test('brings each role’s first screen in at most 150 kB of gzipped script', () => {
    const homes = homesOf()
    expect(homes.length).toBe(staffRoles.length)
    const entry = closure(entryOf())
    for (const home of homes) {
      expect(home).toBeDefined()
      expect(weight(closure(home ?? '', new Set(entry))), home).toBeLessThanOrEqual(mostBytes)
    }
  })
  test('keeps homes out of the first file', () => {
    expect(fileOf('auditor-home')).toBeDefined()
    expect(closure(entryOf())).not.toContain(fileOf('auditor-home'))
  })
  test('has no inline script or style, and names no other host', () => {
    const page = readFileSync(join(folder, 'index.html'), 'utf8')
    expect(page).not.toMatch(/<style|<script(?![^>]*src=)| style=| on\w+=/)
    expect(page).not.toMatch(/https?:\/\//)
    for (const file of readdirSync(assets).filter((name) => name.endsWith('.css'))) {
      expect(readFileSync(join(assets, file), 'utf8')).not.toMatch(/url\(["']?(?:https?:|data:|\/\/)/)
    }
  })
  test('does not carry the page of parts', () => {
    expect(readdirSync(folder)).not.toContain('parts.html')
    expect(readdirSync(assets).filter((file) => file.startsWith('parts'))).toEqual([])
  })
})
