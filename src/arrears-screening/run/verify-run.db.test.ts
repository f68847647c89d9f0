import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getValue } from '#kernel/result.ts'
import { openSigningKey } from '#platform/crypto/signing-key-file.ts'
import { type ManifestBody, signedManifest } from './manifest.ts'
import { appendToLog, readLog } from './run-log.ts'
import type { RunOrder } from './run-order.ts'
import { runScreening } from './run-screening.ts'
import { manyRows, testOrder } from './test-run.ts'
import { verifyRun } from './verify-run.ts'

let root = ''
let order: RunOrder
let copies = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tomoshibi-verify-'))
  order = await testOrder(join(root, 'run'), manyRows(300))
  getValue(await runScreening(order))
}, 60_000)
afterAll(() => rm(root, { recursive: true, force: true }))

/** What verifying says after something was done to a copy of the finished run. */
async function verdictAfter(
  change: (folder: string) => Promise<unknown>,
  fingerprint: string | undefined = order.key.fingerprint,
) {
  copies += 1
  const folder = join(root, `copy-${copies}`)
  await cp(order.out, folder, { recursive: true })
  await change(folder)
  const verdict = await verifyRun(folder, fingerprint)
  return verdict.ok ? 'as signed' : verdict.refusal.code
}
const replaced = async (path: string, from: string | RegExp, to: string) => {
  const before = await readFile(path, 'utf8')
  const text = before.replace(from, to)
  expect(text).not.toBe(before)
  await writeFile(path, text)
}
const nothing = async () => undefined

describe('a finished run', { timeout: 60_000 }, () => {
  it('is found as it was signed', async () => {
    expect(await verdictAfter(nothing)).toBe('as signed')
  })

  it('is told when one digit of an output was changed', async () => {
    expect(await verdictAfter((folder) => replaced(join(folder, 'people.csv'), 'C000004', 'C000005'))).toBe(
      'output_changed',
    )
  })

  it('is told when an output is missing', async () => {
    expect(await verdictAfter((folder) => rm(join(folder, 'suppressed.csv')))).toBe('output_changed')
  })

  it('is told when the manifest was changed', async () => {
    const change = (folder: string) => replaced(join(folder, 'manifest.json'), /"read": \d+/, '"read": 1')
    expect(await verdictAfter(change)).toBe('manifest_forged')
  })

  it('is told when the manifest was cut in the middle', async () => {
    const change = async (folder: string) => {
      const path = join(folder, 'manifest.json')
      await writeFile(path, (await readFile(path, 'utf8')).slice(0, 200))
    }
    expect(await verdictAfter(change)).toBe('manifest_unreadable')
  })

  it('is told when somebody else signed it anew', async () => {
    const other = await openSigningKey(join(root, 'other'))
    const change = async (folder: string) => {
      const path = join(folder, 'manifest.json')
      const { format: _format, key: _key, signature: _signature, ...body } = JSON.parse(await readFile(path, 'utf8'))
      const forged: ManifestBody = body
      await writeFile(path, signedManifest(forged, other))
    }
    expect(await verdictAfter(change)).toBe('other_key')
    expect(await verdictAfter(nothing, '')).toBe('other_key')
  })

  it('is not believed where the company has no key to compare with', async () => {
    const verdict = await verifyRun(order.out, undefined)
    expect(verdict.ok ? '' : verdict.refusal.code).toBe('own_key_missing')
  })

  it('is told when a line of its log was changed or taken out', async () => {
    const changed = (folder: string) => replaced(join(folder, 'run-log.jsonl'), '"sequence":1', '"sequence":2')
    const without = (folder: string) => replaced(join(folder, 'run-log.jsonl'), /^.*\n/, '')
    expect(await verdictAfter(changed)).toBe('log_broken')
    expect(await verdictAfter(without)).toBe('log_broken')
  })

  it('is told when a line of its log was rewritten with a hash that fits it', async () => {
    const change = async (folder: string) => {
      const path = join(folder, 'run-log.jsonl')
      const [first = '', ...others] = (await readFile(path, 'utf8')).split('\n')
      const { hash: _hash, ...body } = JSON.parse(first)
      const changed = { ...body, at: '2026-01-19T01:00:00.000Z' }
      const hash = createHash('sha256').update(JSON.stringify(changed)).digest('hex')
      await writeFile(path, [JSON.stringify({ ...changed, hash }), ...others].join('\n'))
    }
    expect(await verdictAfter(change)).toBe('log_broken')
  })

  it('is told when the log ends before the run did', async () => {
    const change = (folder: string) => replaced(join(folder, 'run-log.jsonl'), /.*"finished".*\n$/, '')
    expect(await verdictAfter(change)).toBe('log_differs')
  })

  it('is told from a folder without a run', async () => {
    expect(await verdictAfter((folder) => rm(join(folder, 'manifest.json')))).toBe('run_not_found')
  })
})

describe('the log of all runs', { timeout: 60_000 }, () => {
  it('gains a line for each finished run, chained to the one before', async () => {
    getValue(await runScreening({ ...order, out: join(root, 'second') }))
    const lines = getValue(await readLog(order.companyLog))
    expect(lines.map(({ event, sequence }) => [sequence, event])).toEqual([
      [1, 'finished'],
      [2, 'finished'],
    ])
    expect(lines[1]?.previous).toBe(lines[0]?.hash)
  })

  it('takes no further line once it was broken', async () => {
    const path = join(root, 'broken.jsonl')
    const event = { event: 'finished', detail: {} }
    getValue(await appendToLog(path, event, new Date(0)))
    await replaced(path, '1970', '1971')
    expect((await appendToLog(path, event, new Date(0))).ok).toBe(false)
  })
})
