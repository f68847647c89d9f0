import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Condition } from '../condition.ts'
import { matches } from '../matches.ts'
import { accounts, conditions, edgeDays } from '../test-arbitraries.ts'
import { necessaryClauses } from './necessary.ts'

const months = (value: number): Condition => ({ kind: 'number', fact: 'monthsInArrears', is: 'at-least', value })
const device: Condition = { kind: 'flag', fact: 'medicalDevice', is: true }

describe('what is asked first', { timeout: 60_000 }, () => {
  it('passes over nobody whom a condition finds', () => {
    const runOn = edgeDays[0] ?? expect.unreachable()
    let told = 0
    const someNeed: fc.Arbitrary<Condition> = fc
      .tuple(conditions(fc), fc.constantFrom(1, 2, 3))
      .map(([condition, value]) => ({ kind: 'all', of: [months(value), condition] }))
    const packs = fc.array(fc.oneof(conditions(fc), someNeed), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(packs, fc.array(accounts(fc, runOn), { minLength: 5, maxLength: 5 }), (pack, contracts) => {
        const first = necessaryClauses(pack)
        if (first === undefined) return
        for (const account of contracts) {
          if (!pack.some((condition) => matches(condition, account, runOn))) continue
          told += 1
          expect(first.some((clause) => matches(clause, account, runOn))).toBe(true)
        }
      }),
      { numRuns: 1500 },
    )
    expect(told).toBeGreaterThan(100)
  })

  it('is the lowest bound of all, and little else', () => {
    const any: Condition = { kind: 'any', of: [{ kind: 'all', of: [device, months(2)] }, months(4)] }
    expect(necessaryClauses([any, months(3)])).toEqual([months(2)])
  })

  it('is everything where a condition holds without owing anything', () => {
    expect(necessaryClauses([months(3), device])).toBeUndefined()
    expect(necessaryClauses([{ kind: 'not', of: months(3) }])).toBeUndefined()
    expect(necessaryClauses([{ kind: 'all', of: [] }])).toBeUndefined()
    expect(necessaryClauses([months(0)])).toBeUndefined()
  })
})
