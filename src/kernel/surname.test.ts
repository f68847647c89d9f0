import { expect, test } from 'vitest'
import { surnameForms } from './surname.ts'

const meet = (one: string, other: string) => surnameForms(one).some((form) => surnameForms(other).includes(form))

test('a family name meets itself, in every spelling that registers use', () => {
  expect(meet('灯 花子', '灯　次郎')).toBe(true)
  expect(meet('髙橋 見本', '高橋 例子')).toBe(true)
  expect(meet('見本 花子', '見本次郎')).toBe(true)
})

test('a given name alone is no family name in common', () => {
  expect(meet('灯 花子', '見本 花子')).toBe(false)
  expect(meet('見本 灯', '灯 見本')).toBe(false)
})

test('without a space the beginnings are compared, and nothing has no form', () => {
  expect(surnameForms('見本花子')).toEqual(['見本', '見本花'])
  expect(surnameForms('')).toEqual([])
  expect(meet('', '')).toBe(false)
})
