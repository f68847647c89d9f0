import { expect, test } from 'vitest'
import { isLostConnection } from './lost-connection.ts'

const fault = (facts: object, message = 'x') => Object.assign(new Error(message), facts)

test('a database that went away is not the end of the house', () => {
  expect(isLostConnection(fault({ code: 'ECONNREFUSED', syscall: 'connect' }))).toBe(true)
  expect(isLostConnection(fault({ code: 'EPIPE', syscall: 'write' }))).toBe(true)
  expect(isLostConnection(fault({ code: '57P01' }))).toBe(true)
  expect(isLostConnection(fault({}, 'Connection terminated unexpectedly'))).toBe(true)
})

test('anything else still is', () => {
  expect(isLostConnection(new TypeError('x is not a function'))).toBe(false)
  expect(isLostConnection(fault({ code: 'ENOENT', syscall: 'open' }))).toBe(false)
  expect(isLostConnection(fault({ code: '23505' }))).toBe(false)
  expect(isLostConnection('Connection terminated')).toBe(false)
})
