import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import keptSchema from './condition.schema.json' with { type: 'json' }
import { type Condition, conditionKey, LARGEST_CONDITION } from './condition.ts'
import { conditionShape } from './condition-contract.ts'
import { conditionJsonSchema } from './condition-schema.ts'
import { readCondition, readScreeningPack } from './read-screening-file.ts'
import { screeningStatement } from './screening-statement.ts'
import { conditions } from './test-arbitraries.ts'

const months = { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 2 } as const
const pack = {
  format: 'tomoshibi-screening-pack/1',
  issuedOn: '2026-04-01',
  company: { organizationId: '019f0000-0000-7000-8000-000000000001', name: 'あかり電気' },
  windows: [],
  agreements: [
    {
      agreementId: '019f0000-0000-7000-8000-000000000002',
      version: 2,
      title: '灯町市との協定',
      municipalities: ['432067'],
      factsAllowed: [],
      condition: months,
      suppression: {
        keptPlan: true,
        guidedWithinDays: 60,
        unlessRoseByYen: null,
        objection: true,
        notCustomer: true,
        inSupport: false,
      },
    },
  ],
}

const nested = (depth: number): string =>
  `${'{"kind":"not","of":'.repeat(depth)}${JSON.stringify(months)}${'}'.repeat(depth)}`
const because = (text: string) => {
  const read = readScreeningPack(text)
  return read.ok ? '' : read.refusal.because
}

describe('A condition file', () => {
  test('keeps any condition as it is', () => {
    fc.assert(
      fc.property(conditions(fc), (condition) => {
        expect(conditionShape.parse(JSON.parse(JSON.stringify(condition)))).toEqual(condition)
      }),
    )
  })

  test('has the shape that is printed for others', () => {
    expect(conditionJsonSchema()).toEqual(keptSchema)
  })

  test('is refused when nobody could read it: too deep, too long', () => {
    expect(readCondition(nested(LARGEST_CONDITION.depth)).ok).toBe(true)
    expect(readCondition(nested(LARGEST_CONDITION.depth + 1)).ok).toBe(false)
    expect(readCondition(nested(20_000))).toMatchObject({ refusal: { code: 'screening_file_too_deep' } })
    const half = { kind: 'any', of: Array.from({ length: 60 }, () => months) }
    expect(readCondition(JSON.stringify({ kind: 'all', of: [half, half] })).ok).toBe(false)
  })

  test('is the same condition whatever the order of its keys', () => {
    const turned: Condition = { value: 2, is: 'at-least', fact: 'monthsInArrears', kind: 'number' }
    expect(conditionKey(turned)).toBe(conditionKey(months))
    expect(conditionKey({ ...months, value: 3 })).not.toBe(conditionKey(months))
  })
})

describe('A screening pack', () => {
  test('is read with or without a byte order mark', () => {
    expect(readScreeningPack(JSON.stringify(pack)).ok).toBe(true)
    expect(readScreeningPack(`\uFEFF${JSON.stringify(pack)}`).ok).toBe(true)
  })

  test('does not ask for facts that its agreement does not name', () => {
    const [agreement] = pack.agreements
    const condition = { kind: 'not', of: { kind: 'flag', fact: 'medicalDevice', is: true } }
    const asking = { ...pack, agreements: [{ ...agreement, condition }] }
    expect(because(JSON.stringify(asking))).toContain(
      'この協定では「医療機器の使用」を条件に使うことになっていません。',
    )
    const allowed = { ...pack, agreements: [{ ...agreement, condition, factsAllowed: ['medicalDevice'] }] }
    expect(because(JSON.stringify(allowed))).toBe('')
  })

  test.each([
    ['cut in the middle', JSON.stringify(pack).slice(0, 200), 'JSONとして読めません。'],
    [
      'of another kind',
      JSON.stringify({ ...pack, format: 'other/1' }),
      'ともしびの条件ファイル（第1版）ではありません。',
    ],
    [
      'with a wrong municipality',
      JSON.stringify(pack).replace('432067', '432068'),
      'agreements › 1番目 › municipalities › 1番目',
    ],
    [
      'that guides those who objected',
      JSON.stringify(pack).replace('"objection":true', '"objection":false'),
      'ご案内を望まない方には、ご案内しません。',
    ],
  ])('%s is refused with the place', (_, text, sentence) => {
    expect(because(text)).toContain(sentence)
  })

  test('without agreements, for a day out of reach or for a table without a name, asks nothing', () => {
    const read = readScreeningPack(JSON.stringify(pack))
    if (!read.ok) throw new Error(read.refusal.because)
    const request = { pack: read.value, dialect: 'trino', runOn: calendarDate('2026-04-01'), table: 'a.b' } as const
    const codeOf = (change: object) => {
      const statement = screeningStatement({ ...request, ...change })
      return statement.ok ? 'ok' : statement.refusal.code
    }
    expect(codeOf({})).toBe('ok')
    expect(codeOf({ pack: { ...read.value, agreements: [] } })).toBe('pack_without_agreements')
    expect(codeOf({ runOn: calendarDate('2095-01-01') })).toBe('run_date_out_of_range')
    expect(codeOf({ table: 'a..b' })).toBe('table_name_wrong')
  })

  test('names only the columns that it needs, and nothing that says who a person is', () => {
    const read = readScreeningPack(JSON.stringify(pack))
    if (!read.ok) throw new Error(read.refusal.because)
    const statement = screeningStatement({
      pack: read.value,
      dialect: 'spark',
      runOn: calendarDate('2026-04-01'),
      table: 't',
    })
    expect(statement.ok && statement.value).toContain('months_in_arrears')
    expect(statement.ok && statement.value).not.toMatch(/infant|medical_device|person_name|address/)
  })
})
