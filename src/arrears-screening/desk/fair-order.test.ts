import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fairOrder } from './fair-order.ts'

const task = (owner: string, n: number) => ({ owner, n })

test('a company that orders ten things does not keep another waiting for more than one of them', () => {
  const many = Array.from({ length: 10 }, (_, n) => task('a', n))
  const order = fairOrder([...many, task('b', 0)], new Map([['a', 1]]))
  expect(order[0]).toEqual(task('b', 0))
  expect(order.slice(1)).toEqual(many)
})

test('everybody gets a turn before anybody gets a second, nobody is lost, and each owner’s own order stays', () => {
  const owners = fc.constantFrom('a', 'b', 'c', 'd')
  const served = fc.dictionary(owners, fc.integer({ min: 1, max: 9 }))
  fc.assert(
    fc.property(fc.array(owners, { maxLength: 12 }), served, (names, before) => {
      const waiting = names.map((owner, n) => task(owner, n))
      const order = fairOrder(waiting, new Map(Object.entries(before)))
      expect(order.toSorted((one, other) => one.n - other.n)).toEqual(waiting)
      const different = new Set(names).size
      expect(new Set(order.slice(0, different).map(({ owner }) => owner)).size).toBe(different)
      for (const owner of new Set(names)) {
        const own = order.filter((one) => one.owner === owner).map(({ n }) => n)
        expect(own).toEqual(own.toSorted((one, other) => one - other))
      }
    }),
  )
})
