import { describe, expect, test } from 'vitest'
import { closingLine, countPlaywright, countVitest, sum } from './counts.ts'
import { firstSentence, goalPasses, smallFlags } from './named-files.ts'
import { narrowed } from './steps.ts'

const vitest = {
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 0,
  testResults: [
    { status: 'failed', assertionResults: [{}] },
    { status: 'failed', assertionResults: [] },
  ],
}

describe('The numbers of a run', () => {
  test('count a test file that cannot be loaded as a failure', () => {
    expect(countVitest(JSON.stringify(vitest))).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })

  test('count a flaky story and a broken start as failures', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 }
    expect(countPlaywright(JSON.stringify({ stats, errors: [{}] }))).toEqual({ passed: 4, failed: 3, skipped: 0 })
  })

  test('are those of the named files alone where a name was said', () => {
    const step = { name: 'stories', command: { script: ['cli.js', 'test'], timeoutSeconds: 9 } }
    expect(narrowed(step, ['the-caller']).command).toEqual({
      script: ['cli.js', 'test', 'the-caller'],
      timeoutSeconds: 9,
    })
    expect(narrowed(step, [])).toEqual(step)
  })

  test('close with one sentence', () => {
    const one = { passed: 2, failed: 1, skipped: 0 }
    expect(closingLine(sum([one, one]))).toBe('4 passed, 2 failed')
  })
})

describe('A goal', () => {
  test('passes when every line says fail=0', () => {
    expect(goalPasses('warming up\nGOAL A1 N=200 fail=0 time=3s\nGOAL A2 N=1 fail=0')).toBe(true)
  })

  test.each([
    ['nothing', ''],
    ['one failure', 'GOAL A1 N=200 fail=1 time=3s'],
    ['ten failures', 'GOAL A1 N=200 fail=10 time=3s'],
    ['one failure among several goals', 'GOAL A1 N=2 fail=0\nGOAL A2 N=2 fail=2'],
    ['no number of failures', 'GOAL A1 N=200'],
  ])('does not pass with %s', (_what, output) => {
    expect(goalPasses(output)).toBe(false)
  })

  test('tells what it proves and its small size in its docstring', () => {
    const text = '/**\n * Reports survive kill -9.\n *\n * Small: --kills 2 --n 20\n */\nimport a'
    expect(firstSentence(text)).toBe('Reports survive kill -9.')
    expect(smallFlags(text)).toEqual(['--kills', '2', '--n', '20'])
    expect(smallFlags('/** Short. */')).toEqual([])
  })
})
