import type { QueryClient } from '@tanstack/react-query'
import type { ContractRoute } from './api-client.ts'

/**
 * After something was sent: what is on the screen is read anew (all of it, or what the caller names), and every reading
 * that no screen shows is forgotten, so that a list never comes back as it stood before.
 */
export async function makeReadingsFresh(cache: QueryClient, makesStale?: readonly ContractRoute[]): Promise<void> {
  cache.removeQueries({ type: 'inactive' })
  if (makesStale === undefined) await cache.invalidateQueries()
  else await Promise.all(makesStale.map(({ path }) => cache.invalidateQueries({ queryKey: [path] })))
}
