import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

export type Lag = { readonly now: () => number; close(): void }

/**
 * How late the process is, in milliseconds, looked at once a second over at most five: the 99th percentile of its
 * delays; the middle one while there are too few to tell one long turn from many. 0 while it has time to rest: a machine
 * that is busy with something else is not helped by turning people away.
 */
export function watchLag(): Lag {
  const delays = monitorEventLoopDelay({ resolution: 10 })
  delays.enable()
  let lag = 0
  let second = 0
  let before = performance.eventLoopUtilization()
  const timer = setInterval(() => {
    const busy = performance.eventLoopUtilization(before).utilization
    before = performance.eventLoopUtilization()
    const late = delays.count >= 100 ? delays.percentile(99) : delays.percentile(50)
    lag = busy < 0.95 || delays.count === 0 ? 0 : late / 1e6
    second += 1
    if (second % 5 === 0) delays.reset()
  }, 1_000)
  timer.unref()
  return {
    now: () => lag,
    close: () => {
      clearInterval(timer)
      delays.disable()
    },
  }
}
