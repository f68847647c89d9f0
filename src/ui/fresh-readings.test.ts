import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { makeReadingsFresh } from './fresh-readings.ts'

const route = <Path extends `/api/${string}`>(path: Path) => ({ method: 'GET', path, response: z.string() }) as const
const [list, record, figures] = [route('/api/list'), route('/api/record'), route('/api/figures')]

/** Three readings: a list that nobody looks at now, and two that stand on the screen. */
async function afterSending(makesStale?: Parameters<typeof makeReadingsFresh>[1]) {
  const cache = new QueryClient()
  const asked: string[] = []
  const options = ({ path }: { path: string }) => ({
    queryKey: [path, null, null],
    queryFn: () => Promise.resolve(asked.push(path)),
    staleTime: Number.POSITIVE_INFINITY,
  })
  await cache.fetchQuery(options(list))
  const looking = [record, figures].map((one) => new QueryObserver(cache, options(one)).subscribe(() => undefined))
  await expect.poll(() => asked.length).toBe(3)
  asked.length = 0
  await makeReadingsFresh(cache, makesStale)
  for (const stop of looking) stop()
  return { asked: asked.toSorted(), remembered: cache.getQueryData([list.path, null, null]) }
}

test('a list that nobody looks at is forgotten once something was sent, named or not', async () => {
  expect((await afterSending([record])).remembered).toBeUndefined()
  expect((await afterSending()).remembered).toBeUndefined()
})

test('what stands on the screen is read anew: what the sender names, or everything', async () => {
  expect((await afterSending([record])).asked).toEqual(['/api/record'])
  expect((await afterSending()).asked).toEqual(['/api/figures', '/api/record'])
})
