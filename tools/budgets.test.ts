import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { judgeSource, mustBePure } from './budget-rules.ts'
import { judgeText } from './budget-text-rules.ts'
import { listModules, listSourceFiles } from './source-files.ts'

function judge(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return [...judgeText(path, text), ...judgeSource(path, source)].map(({ line, says }) => `${line} ${says}`)
}

const lines = (count: number) => 'const a = 1\n'.repeat(count)

describe('A budget', () => {
  test.each([
    ['a file of 301 lines', 'src/consent/ask.ts', lines(301), '301 has 301 lines'],
    ['an SQL file of 301 lines', 'db/migrations/0001.sql', lines(301), '301 has 301 lines'],
    ['a feature’s README of 40 lines', 'src/consent/README.md', lines(40), '40 has 40 lines'],
    ['a function of 51 lines', 'src/consent/ask.ts', `function ask() {\n${lines(49)}}`, '1 ask has 51 lines'],
    ['four parameters', 'src/consent/ask.ts', 'const ask = (a, b, c, d) => a', '1 this function takes 4 parameters'],
    ['any', 'src/consent/ask.ts', 'let a: any', '1 says any'],
    ['as', 'src/consent/ask.ts', 'const a = b as string', '1 says as'],
    ['an assertion in angle brackets', 'src/consent/ask.ts', 'const a = <string>b', '1 asserts a type'],
    ['an exclamation mark', 'src/consent/ask.ts', 'const a = b!', '1 says !'],
    ['an enum', 'src/consent/ask.ts', 'enum A { b }', '1 does not erase'],
    ['a drawer', 'src/consent/helpers.ts', 'export {}', '1 is a drawer'],
    ['a drawer of a folder', 'e2e/shared/one.ts', 'export {}', '1 is a drawer'],
    ['work left for later', 'src/consent/ask.ts', `// TO${'DO'} ask`, '1 leaves work for later'],
    ['a silenced check', 'src/consent/ask.ts', `// biome-ign${'ore'} lint: no`, '1 silences a check'],
    ['a silenced type', 'src/consent/ask.ts', `// @ts-expect-${'error'}`, '1 silences a check'],
    ['the environment in a model', 'src/consent/consent.ts', 'const a = process.env', '1 reads process'],
    ['the clock in a model', 'src/consent/consent.ts', 'const a = Date.now()', '1 reads the clock'],
    ['today in the kernel', 'src/kernel/calendar-date.ts', 'const a = new Date()', '1 reads the clock'],
    ['the local time zone in the kernel', 'src/kernel/a.ts', 'const a = new Date(2026, 1, 1)', '1 reads the clock'],
    ['dice in the rules', 'src/consent/consent-rules.ts', 'const a = Math.random()', '1 rolls dice'],
  ])('catches %s', (_what, path, text, says) => {
    expect(judge(path, text)).toEqual([expect.stringContaining(says)])
  })

  test.each([
    ['300 lines', 'src/consent/ask.ts', lines(300)],
    ['a function of 50 lines', 'src/consent/ask.ts', `function ask() {\n${lines(48)}}`],
    ['a long gathering of tests', 'src/consent/a.test.ts', `describe('a', () => {\n${lines(80)}})`],
    [
      'as const and an import under another name',
      'src/consent/ask.ts',
      "import { a as b } from 'c'\nconst d = [1] as const",
    ],
    ['the clock outside the model', 'src/platform/clock.ts', 'export const now = () => new Date()'],
    ['a fixed instant in the kernel', 'src/kernel/a.ts', 'const a = new Date(Date.UTC(2026, 1, 1))'],
    ['a field named process', 'src/consent/consent.ts', 'const a = { process: 1 }.process'],
  ])('lets pass %s', (_what, path, text) => {
    expect(judge(path, text)).toEqual([])
  })

  test('of purity is owed by the kernel, models, rules and access tables only', () => {
    expect(mustBePure('src/consent/consent-access.ts')).toBe(true)
    expect(mustBePure('src/consent/give-consent.ts')).toBe(false)
    expect(mustBePure('src/platform/platform.ts')).toBe(false)
    expect(mustBePure('src/kernel/yen.test.ts')).toBe(false)
  })

  test('is held over files that exist', () => {
    expect(listSourceFiles()).toContain('tools/budgets.test.ts')
    expect(listSourceFiles()).toContain('vitest.config.ts')
    expect(listModules().length).toBeGreaterThan(0)
  })
})
