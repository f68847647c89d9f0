import { expect, test } from 'vitest'
import { openSlots, type SlotClaim, type Slots } from './slots.ts'

/** Work that ends when it is told to, and a list of what was begun, in order. */
function stage(slots: Slots) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const refused: string[] = []
  function send(name: string, claim: SlotClaim): Promise<void> {
    return slots
      .run(claim, () => {
        begun.push(name)
        return new Promise<void>((resolve) => ends.set(name, resolve))
      })
      .catch(() => void refused.push(name))
  }
  const end = async (name: string) => {
    ends.get(name)?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5))
  return { begun, refused, send, end, settle }
}
const open = (queue = 100, patienceMs = 10_000) => openSlots({ slots: 12, queue, patienceMs })
const many = (count: number, name: string) => Array.from({ length: count }, (_, at) => `${name}${at}`)

test('a flood of lists leaves room for reports, and one connection stays free for a danger', async () => {
  const { begun, send, settle } = stage(open())
  for (const name of many(30, 'list')) void send(name, { lane: 'read', bearer: name })
  await settle()
  expect(begun).toHaveLength(7)
  for (const name of many(30, 'report')) void send(name, { lane: 'submit', bearer: name })
  await settle()
  expect(begun).toHaveLength(11)
  expect(begun.slice(7)).toEqual(many(4, 'report'))
})

test('no organisation holds everything, neither with lists nor with reports', async () => {
  const { begun, send, settle } = stage(open())
  for (const name of many(30, 'list')) void send(name, { lane: 'read', bearer: 'noisy' })
  await settle()
  expect(begun).toHaveLength(5)
  void send('quiet', { lane: 'read', bearer: 'quiet' })
  await settle()
  expect(begun.at(-1)).toBe('quiet')
  const reports = stage(open())
  for (const name of many(30, 'report')) void reports.send(name, { lane: 'submit', bearer: 'noisy' })
  await reports.settle()
  expect(reports.begun).toHaveLength(8)
  void reports.send('quiet', { lane: 'submit', bearer: 'quiet' })
  await reports.settle()
  expect(reports.begun.at(-1)).toBe('quiet')
})

test('who waits is served by lane, then whoever works least, then in order', async () => {
  const { begun, send, end, settle } = stage(open())
  for (const name of many(5, 'noisy')) void send(name, { lane: 'read', bearer: 'noisy' })
  for (const name of many(2, 'other')) void send(name, { lane: 'read', bearer: 'other' })
  void send('noisy-waits', { lane: 'read', bearer: 'noisy' })
  void send('file-waits', { lane: 'export', bearer: 'third' })
  void send('other-waits', { lane: 'read', bearer: 'other' })
  void send('change-waits', { lane: 'write', bearer: 'noisy' })
  await settle()
  expect(begun).toHaveLength(7)
  await end('noisy0')
  await end('noisy1')
  await end('noisy2')
  await end('noisy3')
  expect(begun.slice(7)).toEqual(['change-waits', 'other-waits', 'noisy-waits', 'file-waits'])
})

test('files are two at a time, whoever asks', async () => {
  const { begun, send, settle } = stage(open())
  for (const name of many(9, 'file')) void send(name, { lane: 'export', bearer: name })
  await settle()
  expect(begun).toHaveLength(2)
})

test('in a full queue whoever waits with most makes room; a report is the last to be turned away', async () => {
  const { begun, refused, send, settle } = stage(open(10))
  for (const name of many(5 + 10, 'noisy')) void send(name, { lane: 'read', bearer: 'noisy' })
  for (const name of many(2, 'quiet')) void send(name, { lane: 'read', bearer: 'quiet' })
  await settle()
  expect([begun.includes('quiet0'), begun.includes('quiet1'), refused]).toEqual([true, true, []])
  void send('another', { lane: 'read', bearer: 'another' })
  await settle()
  expect(refused).toEqual(['noisy14'])
  for (const name of many(8 + 4, 'report')) void send(name, { lane: 'submit', bearer: 'noisy' })
  await settle()
  expect(refused.filter((name) => !name.startsWith('noisy'))).toEqual([])
  expect(refused).toHaveLength(1 + 8)
})

test('nobody waits longer than the patience, and is told so', async () => {
  const slots = open(100, 20)
  const { send } = stage(slots)
  for (const name of many(5, 'list')) void send(name, { lane: 'read', bearer: 'one' })
  await expect(slots.run({ lane: 'read', bearer: 'one' }, async () => undefined)).rejects.toMatchObject({
    refusal: { code: 'overloaded' },
  })
})

test('work that fails gives its slot back', async () => {
  const slots = openSlots({ slots: 2, queue: 0, patienceMs: 1_000 })
  const failing = () => slots.run({ lane: 'write', bearer: 'one' }, () => Promise.reject(new Error('it failed')))
  await expect(failing()).rejects.toThrow('it failed')
  await expect(failing()).rejects.toThrow('it failed')
})
