import { describe, expect, test } from 'vitest'
import { previewReport, saveReport } from '../report-contract.ts'
import { NOTICE_STAGES } from '../report-form.ts'
import { consentOf, draftOf, emptyReport, guidanceOf, isBegun, problemsOf, reportOf } from './report-draft.ts'

const reportId = '0193f6a0-0000-4000-8000-000000000001'
const empty = emptyReport({ reportId, kind: 'arrears', supplyKind: 'electricity' })
const answered = { ...empty.consent, obtainedAt: '2026-11-22T05:00:00.000Z', wordingVersion: '2026-11-1' }

describe('A report that is being typed', () => {
  test('is not begun while only the supply was filled in for the company', () => {
    expect(isBegun(empty)).toBe(false)
    expect(isBegun({ ...empty, place: '灯町市' })).toBe(true)
    expect(isBegun({ ...empty, signs: ['unwell'] })).toBe(true)
  })

  test('needs nothing but the place to be passed on', () => {
    expect(problemsOf(empty, 'door').map(({ path }) => path)).toEqual(['report.place.address'])
    expect(problemsOf({ ...empty, place: '〒000-0001' }, 'door')).toEqual([])
  })

  test('says at the field what cannot be read, and keeps it', () => {
    const typed = {
      ...empty,
      place: '灯町市',
      stopOn: '来週',
      yen: '二万',
      months: 'x',
      leaflet: '0000-0124',
      phone: '12',
    }
    expect(problemsOf(typed, 'door').map(({ path }) => path)).toEqual([
      'report.phone',
      'report.supply.stopOn',
      'report.arrears.months',
      'report.arrears.yen',
      'guidance.number',
    ])
  })

  test('asks for a signature at the door only, and for the name of whoever answers instead', () => {
    const yes = { ...empty, place: '灯町市', consent: { ...answered, outcome: 'given' as const } }
    expect(problemsOf(yes, 'door').map(({ path }) => path)).toEqual(['consent.signature'])
    expect(problemsOf(yes, 'phone')).toEqual([])
    const guardian = { ...yes, consent: { ...yes.consent, capacity: 'guardian' as const } }
    expect(problemsOf(guardian, 'phone').map(({ path }) => path)).toEqual(['consent.spokenBy'])
  })
})

describe('A report on the wire', () => {
  const full = {
    ...empty,
    place: '〒０００－０００１ 灯町市本町1-2-3',
    name: '見本 灯子',
    phone: '000-0000-0000',
    signs: ['unwell' as const],
    stage: 'stop-notice' as const,
    stopOn: 'R8.11.25',
    months: '3',
    yen: '24,800円',
    leaflet: '００００－００１３',
    keptNumber: '123456',
    consent: {
      ...answered,
      outcome: 'given' as const,
      signature: { kind: 'drawn' as const, png: 'data:image/png;base64,AAAA' },
    },
  }

  test('fits the contract as it stands', () => {
    const body = {
      id: reportId,
      version: 0,
      report: reportOf(full),
      consent: consentOf(full, 'door'),
      guidance: guidanceOf(full),
      passOn: true,
    }
    expect(saveReport.body.safeParse(body).error).toBeUndefined()
    expect(body.report).toMatchObject({
      place: { postalCode: '0000001', address: '灯町市本町1-2-3' },
      supply: { kind: 'electricity', stage: 'stop-notice', stopOn: '2026-11-25' },
      arrears: { months: 3, yen: 24800 },
    })
    expect(body.guidance).toEqual({ number: '00000013', keptNumber: '123456' })
    expect(body.consent).toMatchObject({ method: 'tablet-signature', signature: 'data:image/png;base64,AAAA' })
  })

  test('carries a spoken yes without a signature on the phone', () => {
    expect(consentOf(full, 'phone')).toMatchObject({ outcome: 'given', method: 'oral-script', signature: undefined })
  })

  test('says nothing about consent while nobody was asked', () => {
    expect(consentOf(empty, 'door')).toBeUndefined()
  })

  test('names no supply when neither stage nor day is known', () => {
    expect(reportOf({ ...empty, place: '灯町市' }).supply).toBeUndefined()
  })

  test('a stage that nobody looked up travels as unknown, and never as "not told yet"', () => {
    const atTheDoor = reportOf({ ...full, stage: '' })
    expect(atTheDoor.supply?.stage).toBe('unknown')
    expect(reportOf({ ...full, stage: 'none' }).supply?.stage).toBe('none')
    expect(NOTICE_STAGES.none).not.toContain('わからない')
  })

  test('a supply that has stopped travels with the day on which it stopped, and waits for that day', () => {
    const stopped = { ...full, stage: 'stopped' as const }
    expect(reportOf(stopped).supply).toEqual({ kind: 'electricity', stage: 'stopped', stoppedOn: '2026-11-25' })
    expect(problemsOf({ ...stopped, stopOn: '' }, 'phone').map(({ path }) => path)).toContain('report.supply.stopOn')
    expect(problemsOf(stopped, 'phone').map(({ path }) => path)).not.toContain('report.supply.stopOn')
  })

  test('comes back into the form and leaves it the same', () => {
    const report = reportOf(full)
    const view = {
      id: reportId,
      version: 4,
      kind: 'arrears' as const,
      state: 'draft' as const,
      urgency: 'within-3-days' as const,
      address: '灯町市本町1-2-3',
      writtenBy: { id: reportId, name: '見本 集太' },
      updatedAt: '2026-11-22T05:00:00.000Z',
      protected: false,
      allowed: [],
      updates: [],
      told: [],
      report,
    }
    const back = draftOf(view)
    expect(back?.version).toBe(4)
    expect(back === undefined ? undefined : reportOf(back)).toEqual(report)
    expect(previewReport.body.safeParse({ id: reportId, report }).success).toBe(true)
  })
})
