import { expect, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import { REPORT_FIELDS } from './report-form.ts'
import { limitParts, linesOf, partsOf } from './report-parts.ts'
import type { ReportContent } from './report-shapes-contract.ts'

const full: ReportContent = {
  kind: 'arrears',
  place: { address: '灯町市本町1-2-3' },
  name: '灯 花子',
  signs: ['unwell'],
  supply: { kind: 'gas', stage: 'stop-notice', stopOn: calendarDate('2026-12-01') },
  arrears: { months: 3, yen: 42_000 },
}

test('the form has under ten fields, each with a reason to exist', () => {
  const fields = Object.values(REPORT_FIELDS)
  expect(fields.length).toBeLessThan(10)
  for (const { label, reason } of fields) {
    expect(label).not.toBe('')
    expect(reason).toMatch(/^.{12,}。$/)
  }
})

test('what a consent does not name stays at home', () => {
  const { passing, left } = limitParts(partsOf(full), ['identity', 'contact', 'supply', 'observation'])
  expect(left).toEqual(['arrears'])
  expect(passing.flatMap(linesOf).map(({ value }) => value)).not.toContain('42,000円')
})

test('every part says in Japanese what it holds, and nothing that is absent', () => {
  const lines = partsOf(full).flatMap(linesOf)
  expect(lines).toContainEqual({ label: '金額', value: '42,000円' })
  expect(lines).toContainEqual({ label: '供給の種類', value: '都市ガス' })
  expect(lines.some(({ label }) => label === '電話番号')).toBe(false)
})
