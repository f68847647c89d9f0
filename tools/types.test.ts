import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { findFloatingPromises, findOpenSwitches } from './type-rules.ts'

/** Type-checks one small file with the real library and gives what the rules say about it. */
function judge(text: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2015.d.ts'],
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022, true)
  const reads = host.getSourceFile
  host.getSourceFile = (name, version) => (name === 'a.ts' ? source : reads(name, version))
  const checker = ts.createProgram(['a.ts'], options, host).getTypeChecker()
  return [...findFloatingPromises(source, checker), ...findOpenSwitches(source, checker)].map(({ says }) => says)
}

describe('Beside what tsc says', () => {
  test('a promise that nobody awaits is caught', () => {
    expect(judge('async function a() {}\na()')).toEqual([expect.stringContaining('lets a promise float')])
  })

  test('a promise that is awaited, voided or caught passes', () => {
    expect(judge('async function a() {}\nvoid a()\na().catch(() => {})\nexport const b = a()')).toEqual([])
  })

  test('a switch that leaves out a member is caught by that member’s name', () => {
    const text = "declare const a: 'b' | 'c'\nswitch (a) { case 'b': break }"
    expect(judge(text)).toEqual([expect.stringContaining('leaves out "c"')])
  })

  test('a switch over an open type without default is caught', () => {
    expect(judge("declare const a: string\nswitch (a) { case 'b': break }")).toHaveLength(1)
  })

  test('a switch that names every member, or has a default, passes', () => {
    expect(judge("declare const a: 'b' | 'c'\nswitch (a) { case 'b': case 'c': break }")).toEqual([])
    expect(judge("declare const a: string\nswitch (a) { case 'b': break; default: break }")).toEqual([])
  })
})
