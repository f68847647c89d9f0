import { expect, test } from 'vitest'
import { type Checkpoint, signingKey } from './checkpoint.ts'
import { acceptWitness, readWitness, type WitnessFile, witnessedHeads, witnessText, writeWitness } from './witness.ts'

const key = signingKey(new Uint8Array(32).fill(1))
const scopeId = '00000000-0000-7000-8000-000000000001'
const head = (sequence: bigint, fill: string, scope = scopeId): Checkpoint => {
  return { scopeId: scope, sequence, hash: fill.repeat(64), at: '2026-11-22T03:00:00.000Z' }
}
function fileOf(heads: readonly Checkpoint[], signer = key): WitnessFile {
  const read = readWitness(writeWitness(heads, signer))
  if (!read.ok) throw new Error(read.refusal.code)
  return read.value
}
const codeOf = (result: ReturnType<typeof acceptWitness>) => (result.ok ? 'kept' : result.refusal.code)

test('A counterpart keeps longer chains and their older heads, and refuses shorter, other and missing ones', () => {
  const kept = fileOf([head(10n, 'a')])
  expect(codeOf(acceptWitness(undefined, kept))).toBe('kept')
  expect(codeOf(acceptWitness(kept, fileOf([head(12n, 'b')])))).toBe('kept')
  expect(codeOf(acceptWitness(kept, fileOf([head(9n, 'b')])))).toBe('witness-shorter')
  expect(codeOf(acceptWitness(kept, fileOf([head(10n, 'b')])))).toBe('witness-other-root')
  expect(codeOf(acceptWitness(kept, fileOf([])))).toBe('witness-shorter')
  const both = acceptWitness(kept, fileOf([head(12n, 'b')]))
  expect(both.ok && [...both.value.lines].length).toBe(2)
})

test('Another key is not the same counterpart, and a line signed by nobody is refused', () => {
  const other = signingKey(new Uint8Array(32).fill(2))
  expect(codeOf(acceptWitness(fileOf([head(10n, 'a')]), fileOf([head(12n, 'b')], other)))).toBe('witness-other-key')
  const text = writeWitness([head(10n, 'a')], key)
  const forged = readWitness(text.replace(' 10 ', ' 11 '))
  expect(forged.ok ? '' : forged.refusal.code).toBe('checkpoint-forged')
  for (const nonsense of ['', 'hello', 'tomoshibi-witness-1 AAAA\n']) {
    const read = readWitness(nonsense)
    expect(read.ok ? '' : read.refusal.code).toBe('witness-unreadable')
  }
})

test('What is kept is read again as it was, and two that disagree are told', () => {
  const file = fileOf([head(10n, 'a'), head(4n, 'c', scopeId.replace(/1$/, '2'))])
  const again = readWitness(witnessText(file))
  expect(again.ok && again.value.lines).toEqual(file.lines)
  const heads = witnessedHeads([file], scopeId)
  expect(heads.ok && [...heads.value]).toEqual([[10n, 'a'.repeat(64)]])
  const torn = witnessedHeads([file, fileOf([head(10n, 'b')])], scopeId)
  expect(torn.ok ? '' : torn.refusal.code).toBe('witnesses-disagree')
})
