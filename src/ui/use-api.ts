import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { type Answer, api, type CallOptions, type ContractRoute, newRequestKey } from './api-client.ts'
import { makeReadingsFresh } from './fresh-readings.ts'
import type { ApiProblem } from './problem.ts'

type ReadOptions<Route extends ContractRoute> = CallOptions<Route> & {
  /** `false` waits (an address not typed yet). */
  readonly enabled?: boolean | undefined
  /** Milliseconds between two readings while the screen is open; absent reads once. */
  readonly refetchEvery?: number | undefined
}

/** Reads a door of the API and keeps the answer fresh. Same route and parts, same cache entry. */
export function useApi<Route extends ContractRoute>(
  route: Route,
  options: ReadOptions<Route>,
): UseQueryResult<Answer<Route>, ApiProblem> {
  const { enabled = true, refetchEvery, ...call } = options
  return useQuery<Answer<Route>, ApiProblem>({
    queryKey: [route.path, call.params ?? null, call.query ?? null],
    queryFn: ({ signal }) => api<Route>(route, { ...options, signal }),
    enabled,
    refetchInterval: refetchEvery ?? false,
  })
}

type SendOptions = {
  /** Contracts whose readings on the screen are stale after a success; all when absent. Readings elsewhere are forgotten. */
  readonly makesStale?: readonly ContractRoute[] | undefined
}

/** Sends something: `send.mutate(options)`, `send.isPending`, `send.error?.fields`, `send.data`. */
export function useSend<Route extends ContractRoute>(
  route: Route,
  { makesStale }: SendOptions = {},
): UseMutationResult<Answer<Route>, ApiProblem, CallOptions<Route>> {
  const cache = useQueryClient()
  return useMutation<Answer<Route>, ApiProblem, CallOptions<Route>>({
    mutationFn: (options) => api<Route>(route, options),
    onSuccess: () => makeReadingsFresh(cache, makesStale),
  })
}

/**
 * One idempotency key for one submission: stays the same through failures and repeats,
 * so pressing twice sends once. Call `renew` after a success or when the content is changed after a refusal.
 */
export function useRequestKey(): { current: () => string; renew: () => void } {
  const key = useRef<string | undefined>(undefined)
  const current = useCallback(() => {
    key.current ??= newRequestKey()
    return key.current
  }, [])
  const renew = useCallback(() => {
    key.current = undefined
  }, [])
  return { current, renew }
}
