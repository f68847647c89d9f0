import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outsideCount, SMALLEST_TOLD } from './small-cells.ts'

test('no count leaves from which fewer than ten people could be told, on either side', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (people, others) => {
      const told = outsideCount(people, people + others)
      const safe = people >= SMALLEST_TOLD && others >= SMALLEST_TOLD
      expect(told).toBe(safe ? String(people) : undefined)
    }),
  )
  expect([outsideCount(null), outsideCount(0), outsideCount(9), outsideCount(10)]).toEqual([
    undefined,
    undefined,
    undefined,
    '10',
  ])
})
