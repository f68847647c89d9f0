import { expect, test } from 'vitest'
import { clockText, isAdjustable, RETENTION_CLASSES, retentionClasses } from './retention.ts'
import { mayHoldCases, mayKeepClocks } from './retention-access.ts'

test('every clock lies within its bounds, and says from when it counts and what goes', () => {
  for (const name of retentionClasses) {
    const { days, least, most, from, goes } = RETENTION_CLASSES[name]
    expect([name, least <= days && days <= most]).toEqual([name, true])
    expect(Math.min(from.length, goes.length)).toBeGreaterThan(2)
  }
})

test('the clocks of the brief stand: a report a year, a case five, a company’s copy ninety days at most', () => {
  const of = (name: keyof typeof RETENTION_CLASSES) => clockText(RETENTION_CLASSES[name].days)
  const asked = ['report-without-contact', 'case-closed', 'ledger', 'audit', 'session'] as const
  expect(asked.map(of)).toEqual(['1年', '5年', '5年', '5年', '1年'])
  expect([
    RETENTION_CLASSES['company-snapshot'].most,
    RETENTION_CLASSES.draft.days,
    RETENTION_CLASSES.backup.days,
  ]).toEqual([90, 7, 35])
  expect(RETENTION_CLASSES.ledger.least).toBeGreaterThanOrEqual(1095)
})

test('only what an officer erases may be moved', () => {
  expect(retentionClasses.filter(isAdjustable)).toEqual([
    'report-without-contact',
    'contact-request',
    'case-closed',
    'company-snapshot',
  ])
})

test('the officer keeps the clocks, and nobody who keeps accounts', () => {
  const roles = ['consultation_worker', 'lead_worker', 'municipal_officer', 'tenant_admin', 'auditor']
  expect(roles.filter((role) => mayKeepClocks([role]))).toEqual(['municipal_officer'])
  expect(roles.filter((role) => mayHoldCases([role]))).toEqual(['consultation_worker', 'lead_worker'])
})
