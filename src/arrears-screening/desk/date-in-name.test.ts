import { expect, test } from 'vitest'
import { dateInName } from './date-in-name.ts'

test.each([
  ['未払い_202510.csv', '2025-10-31'],
  ['2025-10.csv', '2025-10-31'],
  ['2024年2月末.csv', '2024-02-29'],
  ['R7.10.csv', '2025-10-31'],
  ['r07-04_顧客.xlsx', '2025-04-30'],
  ['令和8年3月31日.csv', '2026-03-31'],
  ['令和元年5月.csv', '2019-05-31'],
  ['accounts-20251015.parquet', '2025-10-15'],
  ['２０２５１０.csv', '2025-10-31'],
  ['2025_11_30 控え.txt', '2025-11-30'],
])('%s is of %s', (name, day) => expect(dateInName(name)).toBe(day))

test.each(['顧客.csv', '202513.csv', '12345678.csv', 'order10.csv', '20251199.csv'])(
  'nothing is guessed from %s',
  (name) => expect(dateInName(name)).toBeUndefined(),
)
