import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CannotOpen, openJson, openKeyRing, sealJson } from './key-ring.ts'

const ring = openKeyRing(new Uint8Array(32).fill(7))
const place = { scopeId: 'scope-a', recordId: 'record-1', field: 'sealed' }

test('what was sealed opens again, for any JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { key } = ring.newSubjectKey('scope-a')
      const text = JSON.stringify(value)
      expect(JSON.stringify(openJson(key, place, sealJson(key, place, value)))).toBe(text)
    }),
  )
})

test('a ciphertext moved to another record, field or scope does not open', () => {
  const { key } = ring.newSubjectKey('scope-a')
  const sealed = sealJson(key, place, { name: '灯 花子' })
  for (const moved of [{ recordId: 'record-2' }, { field: 'evidence' }, { scopeId: 'scope-b' }]) {
    expect(() => openJson(key, { ...place, ...moved }, sealed)).toThrow(CannotOpen)
  }
})

test('one changed bit anywhere is noticed', () => {
  const { key } = ring.newSubjectKey('scope-a')
  const sealed = sealJson(key, place, 'あ')
  for (let index = 0; index < sealed.length; index += 1) {
    const bad = Uint8Array.from(sealed)
    bad[index] = (bad[index] ?? 0) ^ 1
    expect(() => openJson(key, place, bad)).toThrow(CannotOpen)
  }
})

test('a key wrapped for one scope cannot be unwrapped by another, but can be handed over', () => {
  const { key, wrapped } = ring.newSubjectKey('company')
  expect(() => ring.unwrap('tenant', wrapped)).toThrow(CannotOpen)
  expect(ring.unwrap('tenant', ring.wrapFor('tenant', ring.unwrap('company', wrapped)))).toEqual(key)
})

test('blind indexes are equal for equal text inside one scope and kind only', () => {
  const one = ring.blindIndex('tenant', 'phone', '0000000000')
  expect(ring.blindIndex('tenant', 'phone', '0000000000')).toEqual(one)
  expect(ring.blindIndex('tenant', 'name', '0000000000')).not.toEqual(one)
  expect(ring.blindIndex('other', 'phone', '0000000000')).not.toEqual(one)
})

test('another root key opens nothing', () => {
  const other = openKeyRing(new Uint8Array(32).fill(8))
  expect(() => other.unwrap('company', ring.newSubjectKey('company').wrapped)).toThrow(CannotOpen)
})
