import { expect, test } from 'vitest'
import { firstPartSize, nextPartSize, smallerPartSize } from './part-size.ts'

const most = 8 << 20
/** The sizes of the parts of a file over a line of so many bytes a second, and the longest time of one. */
function over(perSecond: number) {
  let size = firstPartSize(most)
  let longest = 0
  for (let part = 0; part < 12; part += 1) {
    const ms = (size / perSecond) * 1000
    // The server ends what takes longer.
    if (ms > 30_000) size = smallerPartSize(size)
    else {
      longest = Math.max(longest, ms)
      size = nextPartSize({ bytes: size, ms, most })
    }
  }
  return { size, longest }
}

test('a fast line soon sends whole parts, a slow one small parts that are through in time', () => {
  expect(over(10_000_000).size).toBe(most)
  expect(over(125_000)).toEqual({ size: 1_000_000, longest: 8388.608 })
  expect(over(20_000)).toMatchObject({ size: 160_000 })
  expect(over(9_000).size).toBe(128 * 1024)
  for (const line of [9_000, 20_000, 125_000]) expect(over(line).longest).toBeLessThan(30_000)
})
