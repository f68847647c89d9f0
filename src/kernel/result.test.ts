import { expect, test } from 'vitest'
import { err, getValue, ok, refuse } from './result.ts'

test('a refusal carries a code for machines and a sentence for people', () => {
  expect(refuse('yen_missing', '金額が入力されていません。')).toEqual(
    err({ code: 'yen_missing', because: '金額が入力されていません。' }),
  )
})

test('a value is taken out of a good result; taking one out of a refusal is a defect', () => {
  expect(getValue(ok(5))).toBe(5)
  expect(() => getValue(refuse('yen_missing', '金額が入力されていません。'))).toThrow('yen_missing')
})
