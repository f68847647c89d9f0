import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition } from './condition.ts'
import { outlookOf } from './condition-outlook.ts'
import { type WarningCode, warningsOf } from './condition-warnings.ts'
import { matches } from './matches.ts'
import { accounts, conditions, runDays } from './test-arbitraries.ts'

const worlds = runDays(fc).chain((runOn) =>
  fc.record({
    runOn: fc.constant(runOn),
    accounts: fc.array(accounts(fc, runOn), { minLength: 20, maxLength: 20 }),
    condition: conditions(fc),
  }),
)

const months = (is: 'at-least' | 'at-most' | 'less-than' | 'exactly', value: number): Condition => ({
  kind: 'number',
  fact: 'monthsInArrears',
  is,
  value,
})
const season = (from: string, to: string): Condition => ({ kind: 'season', from, to })

describe('What is said of a condition is true of every contract', () => {
  test('“never” matches none, “always” matches all, and both are said of many conditions', () => {
    const said = { never: 0, always: 0, depends: 0 }
    fc.assert(
      fc.property(worlds, ({ accounts: given, condition, runOn }) => {
        const outlook = outlookOf(condition)
        const verdicts = given.map((account) => matches(condition, account, runOn))
        if (outlook === 'never') expect(verdicts).not.toContain(true)
        if (outlook === 'always') expect(verdicts).not.toContain(false)
        said[outlook] += given.length
      }),
      { numRuns: 1200, seed: 20_260_401 },
    )
    for (const count of Object.values(said)) expect(count).toBeGreaterThan(1000)
  }, 30_000)

  test('a warning of a part is as true as that of the whole', () => {
    fc.assert(
      fc.property(conditions(fc), (condition) => {
        const codes = warningsOf(condition, []).flatMap(({ code, path }) => (path === '0' ? [code] : []))
        expect(codes.includes('never')).toBe(outlookOf(condition) === 'never')
        expect(codes.includes('always')).toBe(outlookOf(condition) === 'always')
      }),
      { numRuns: 300 },
    )
  }, 30_000)
})

describe('A condition that can hardly be meant is told', () => {
  const told: readonly (readonly [string, Condition, WarningCode, string])[] = [
    [
      'bounds that contradict each other',
      { kind: 'all', of: [months('at-least', 3), months('less-than', 3)] },
      'never',
      'この条件に当てはまるご契約は、ありえません。「未払いの月数が3か月以上」と「未払いの月数が3か月未満」は、両立しません。',
    ],
    [
      'an empty any',
      { kind: 'any', of: [] },
      'never',
      'この条件に当てはまるご契約は、ありえません。「どれか」の中に、条件を一つ以上入れてください。',
    ],
    [
      'an empty all',
      { kind: 'all', of: [] },
      'always',
      'この条件は、どのご契約にも当てはまります。「すべて」の中に、条件を一つ以上入れてください。',
    ],
    [
      'the opposite of what always holds',
      { kind: 'not', of: { kind: 'all', of: [] } },
      'never',
      'この条件に当てはまるご契約は、ありえません。',
    ],
    [
      'a season of every day',
      season('04-01', '03-31'),
      'always',
      'この条件は、どのご契約にも当てはまります。季節が一年じゅうになっています。',
    ],
    ['fewer than no months', months('less-than', 0), 'never', 'この条件に当てはまるご契約は、ありえません。'],
    [
      'a stage before the notice, with a stop date',
      {
        kind: 'all',
        of: [
          { kind: 'one-of', fact: 'noticeStage', values: ['none'] },
          { kind: 'days-until', fact: 'stopOn', is: 'at-most', days: 7 },
        ],
      },
      'unusual',
      '停止の予告より前の段階では、停止の予定日はふつうまだ決まっていません。',
    ],
    [
      'what every known number fulfils',
      months('at-least', 0),
      'always-when-known',
      '「未払いの月数」がファイルにあるご契約には、すべて当てはまります。',
    ],
    [
      'a fact that the agreement does not name',
      { kind: 'flag', fact: 'medicalDevice', is: true },
      'fact-not-allowed',
      'この協定では「医療機器の使用」を条件に使うことになっていません。協定に加えるか、この条件を外してください。',
    ],
    [
      'the same twice',
      { kind: 'any', of: [months('exactly', 2), months('exactly', 2)] },
      'repeated',
      '「未払いの月数がちょうど2か月」が二か所にあります。一つで足ります。',
    ],
    [
      'people who asked not to be guided',
      { kind: 'flag', fact: 'objection', is: true },
      'unusual',
      'ご案内を望まない方には、条件に当てはまってもご案内しません。',
    ],
  ]

  test.each(told)('%s', (_, condition, code, because) => {
    expect(warningsOf(condition, [])).toMatchObject([{ code, because }])
  })

  test('where it stands: the second part of the first alternative', () => {
    const condition: Condition = {
      kind: 'any',
      of: [{ kind: 'all', of: [months('at-least', 2), season('12-01', '11-30')] }, months('exactly', 9)],
    }
    expect(warningsOf(condition, [])).toMatchObject([{ code: 'always', path: '1-2' }])
  })

  test.each<[string, Condition]>([
    [
      'an ordinary condition',
      { kind: 'all', of: [months('at-least', 2), { kind: 'stage-at-least', stage: 'reminder' }] },
    ],
    ['a year without its leap day', season('03-01', '02-28')],
    ['the opposite of what an unknown fact cannot fulfil', { kind: 'not', of: months('at-least', 1) }],
    ['a fact that the agreement names', { kind: 'flag', fact: 'infant', is: true }],
  ])('%s is left alone', (_, condition) => {
    expect(warningsOf(condition, ['infant'])).toEqual([])
  })
})
