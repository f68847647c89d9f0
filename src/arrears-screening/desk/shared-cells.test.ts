import { expect, test } from 'vitest'
import { LEAST_DOUBT } from '../run/small-cells.ts'
import { sharedNumber } from './shared-cells.ts'
import { leastDoubt, orders } from './test-worlds.ts'

test('moving a number by a little tells nothing of the few people in between, in either order', () => {
  for (const order of orders([[0], [0, 1]])) {
    expect(leastDoubt(order, { regions: 2, most: 60, look: 40 })).toBeGreaterThanOrEqual(LEAST_DOUBT)
  }
})

test('a ladder of three conditions tells of no small step, in any order', () => {
  for (const order of orders([[0], [0, 1], [0, 1, 2]])) {
    expect(leastDoubt(order, { regions: 3, most: 32, look: 22 })).toBeGreaterThanOrEqual(LEAST_DOUBT)
  }
})

test('a number counted over a file that is gone is never followed by another one', () => {
  expect(sharedNumber(80, [{ people: 40, own: true, differs: undefined }])).toEqual({ people: null, own: false })
})

test('none and a few are told alike', () => {
  expect([0, 1, 9, 10, 14, 19].map((people) => sharedNumber(people, []).people)).toEqual([null, null, null, 10, 10, 10])
})
