import { expect, test } from 'vitest'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type QueueOptions, TaskQueue } from './task-queue.ts'

const quick = { clock: () => performance.now(), failed: () => refuse('failed', 'failed'), limitMs: 60_000, graceMs: 50 }

/** A queue and what happened in it, in order. */
function watched(options: Partial<QueueOptions> = {}) {
  const queue = new TaskQueue({ ...quick, ...options })
  const seen: string[] = []
  const told = new Map<string, Result<unknown>>()
  const order = (owner: string, key: string, work: (signal: AbortSignal) => Promise<unknown>) =>
    queue.order({
      ...{ key, owner },
      begun: async () => void seen.push(key),
      work: async ({ signal }) => {
        const value = await work(signal)
        return signal.aborted ? refuse('interrupted', 'stopped') : ok(value)
      },
      ended: async (result) => void told.set(key, result),
    })
  const rest = async (count: number) => {
    while (told.size < count) await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return { queue, seen, told, order, rest }
}
const untilStopped = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
const briefly = () => new Promise<void>((resolve) => setTimeout(resolve, 2))

test('companies take turns: who ordered four things first does not hold up who came after', async () => {
  const { order, seen, rest, queue } = watched()
  for (const n of [1, 2, 3, 4]) order('a', `a${n}`, briefly)
  order('b', 'b1', briefly)
  order('c', 'c1', briefly)
  expect(['a2', 'b1', 'c1', 'a4'].map((key) => queue.find(key)?.ahead)).toEqual([3, 1, 2, 5])
  await rest(6)
  expect(seen).toEqual(['a1', 'b1', 'c1', 'a2', 'a3', 'a4'])
})

test('a task that takes longer than its time is stopped with a sentence and can be ordered again; the next one begins', async () => {
  const { order, told, rest } = watched({ limitMs: 30 })
  order('a', 'slow', untilStopped)
  order('b', 'next', briefly)
  await rest(2)
  expect(told.get('slow')).toMatchObject({
    ok: false,
    refusal: { code: 'interrupted', because: expect.stringContaining('一度に動かせるのは1分まで') },
  })
  expect(told.get('next')?.ok).toBe(true)
  order('a', 'slow', briefly)
  told.delete('slow')
  await rest(2)
  expect(told.get('slow')?.ok).toBe(true)
})

test('a task that hears no stop keeps its own work barred and nobody else waiting', async () => {
  const { order, queue, told, rest } = watched({ limitMs: 10, graceMs: 10 })
  let letGo = () => undefined
  const deaf = new Promise<void>((resolve) => {
    letGo = () => void resolve()
  })
  order('a', 'deaf', () => deaf)
  order('b', 'next', briefly)
  await rest(1)
  expect([...told.keys()]).toEqual(['next'])
  expect([queue.isRunning('deaf'), queue.find('deaf')?.ahead]).toEqual([true, 0])
  letGo()
  await rest(2)
  await briefly()
  expect(queue.find('deaf')).toBeUndefined()
})

test('what a person stops, or all of it, ends, and what waits is forgotten', async () => {
  const { order, queue, seen, told } = watched()
  order('a', 'first', untilStopped)
  order('b', 'second', untilStopped)
  await briefly()
  await queue.stop('second')
  await queue.stopAll()
  expect([seen, [...told.keys()], queue.find('first'), queue.find('second')]).toEqual([
    ['first'],
    ['first'],
    undefined,
    undefined,
  ])
})
