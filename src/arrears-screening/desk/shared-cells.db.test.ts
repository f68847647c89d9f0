import { expect, test } from 'vitest'
import { LEAST_DOUBT } from '../run/small-cells.ts'
import { leastDoubt, orders } from './test-worlds.ts'

test('two conditions, both together and either of them: what they have in common is not reckoned from the three others', () => {
  for (const order of orders([[0, 1], [1, 2], [0, 1, 2], [1]])) {
    expect(leastDoubt(order, { regions: 3, most: 32, look: 22 })).toBeGreaterThanOrEqual(LEAST_DOUBT)
  }
})
