import { expect, test } from 'vitest'
import { sqlName, sqlText } from './open-duckdb.ts'

test('quotes in a text or name stay within it, and NUL ends no statement early', () => {
  expect(sqlText("a'); drop table x --")).toBe("'a''); drop table x --'")
  expect(sqlName('a" from x --')).toBe('"a"" from x --"')
  for (const write of [sqlText, sqlName]) expect(() => write('a\0b')).toThrow(RangeError)
})
