import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarDate, startOfDayInJapan } from '#kernel/calendar-date.ts'
import { clockSettingsOf } from './clock-settings.ts'
import {
  clockEnd,
  compareForInbox,
  DEFAULT_CLOCKS,
  daysOnLadder,
  dueAt,
  ESCALATION_STEPS,
  escalationTimes,
  findSeason,
  proposeUrgency,
  reviewDueOn,
  rungOf,
  stepsDue,
} from './clocks.ts'
import { signs, urgencies } from './report-form.ts'

const at = (text: string) => Date.parse(`${text}+09:00`)
const instant = fc.integer({ min: at('2026-01-01T00:00:00'), max: at('2040-12-31T00:00:00') })
const urgency = fc.constantFrom(...urgencies)

describe('Due times', () => {
  test('calendar hours run through the night and the weekend', () => {
    const saturday = at('2026-11-21T22:00:00')
    expect(clockEnd({ kind: 'hours', hours: 24 }, saturday, 1035)).toBe(at('2026-11-22T22:00:00'))
  })

  test('business days skip the weekend, holidays and the year-end closure', () => {
    const three = { kind: 'business-days', days: 3 } as const
    expect(clockEnd(three, at('2026-11-20T10:00:00'), 1035)).toBe(at('2026-11-26T17:15:00'))
    expect(clockEnd(three, at('2026-12-28T10:00:00'), 1035)).toBe(at('2027-01-06T17:15:00'))
  })

  test('immediate is now', () => {
    const now = at('2026-11-22T03:00:00')
    expect(dueAt({ urgency: 'immediate', sentAt: now, stopOn: undefined }, DEFAULT_CLOCKS)).toBe(now)
  })

  test('never lie before sending, nor after the morning of the stop', () => {
    fc.assert(
      fc.property(urgency, instant, fc.integer({ min: -10, max: 400 }), (how, sentAt, days) => {
        const stopOn = calendarDate(new Date(sentAt + days * 86_400_000).toISOString().slice(0, 10))
        const due = dueAt({ urgency: how, sentAt, stopOn }, DEFAULT_CLOCKS)
        expect(due).toBeGreaterThanOrEqual(sentAt)
        expect(due).toBeLessThanOrEqual(Math.max(sentAt, startOfDayInJapan(stopOn) + 9 * 3_600_000))
      }),
    )
  })

  test('the more urgent is never due later', () => {
    fc.assert(
      fc.property(instant, (sentAt) => {
        const due = urgencies.map((how) => dueAt({ urgency: how, sentAt, stopOn: undefined }, DEFAULT_CLOCKS))
        expect(due).toEqual(due.toSorted((a, b) => a - b))
      }),
    )
  })

  test('a municipality’s own clock counts; what it does not say stands', () => {
    const settings = clockSettingsOf({ clocks: { 'within-24-hours': { kind: 'hours', hours: 6 } }, seasons: [] })
    expect(settings.clocks['within-24-hours']).toEqual({ kind: 'hours', hours: 6 })
    expect(settings.clocks['within-3-days']).toEqual(DEFAULT_CLOCKS.clocks['within-3-days'])
    expect(settings.seasons).toEqual([])
    expect(clockSettingsOf('broken')).toEqual(DEFAULT_CLOCKS)
  })
})

describe('An unread report', () => {
  test('climbs worker, lead, municipality, in this order and no later than two business days after sending', () => {
    fc.assert(
      fc.property(urgency, instant, (how, sentAt) => {
        const due = dueAt({ urgency: how, sentAt, stopOn: undefined }, DEFAULT_CLOCKS)
        const times = escalationTimes({ urgency: how, sentAt, dueAt: due }, DEFAULT_CLOCKS)
        expect(times.worker).toBeLessThanOrEqual(clockEnd(DEFAULT_CLOCKS.readWithin, sentAt, DEFAULT_CLOCKS.closesAt))
        expect(times.worker).toBeLessThan(times.lead)
        expect(times.lead).toBeLessThan(times.municipality)
        expect(stepsDue(times, times.worker - 1)).toBe(0)
        ESCALATION_STEPS.forEach((step, index) => {
          expect(stepsDue(times, times[step])).toBe(index + 1)
        })
      }),
    )
  })
})

describe('A proposed urgency', () => {
  const winter = { today: calendarDate('2026-12-10'), seasons: DEFAULT_CLOCKS.seasons }
  const autumn = { today: calendarDate('2026-10-10'), seasons: DEFAULT_CLOCKS.seasons }
  const facts = { stopOn: undefined, stopped: false, signs: [] }

  test('rises by one in a season in which a stop is dangerous', () => {
    expect(proposeUrgency({ ...facts, stopOn: calendarDate('2026-12-30') }, winter).urgency).toBe('within-3-days')
    expect(proposeUrgency({ ...facts, stopOn: calendarDate('2026-11-10') }, autumn).urgency).toBe('within-4-weeks')
  })

  test('is never `immediate`: that is for people to say, and 119 first', () => {
    fc.assert(
      fc.property(fc.subarray([...signs]), fc.boolean(), fc.integer({ min: 1, max: 28 }), (seen, stopped, day) => {
        const stopOn = calendarDate(`2026-12-${String(day).padStart(2, '0')}`)
        expect(proposeUrgency({ stopOn, stopped, signs: seen }, winter).urgency).not.toBe('immediate')
      }),
    )
  })

  test('knows a season that runs over the new year', () => {
    expect(findSeason(calendarDate('2027-01-15'), DEFAULT_CLOCKS.seasons)?.name).toBe('冬')
    expect(findSeason(calendarDate('2026-05-15'), DEFAULT_CLOCKS.seasons)).toBeUndefined()
  })
})

test('a danger is reviewed on the next business day', () => {
  expect(reviewDueOn(calendarDate('2026-11-20'))).toBe('2026-11-24')
})

test('a supply that has stopped stands on the rung of today, whatever date was set', () => {
  const rungs = [undefined, -2, 0, 5, 30].map((daysLeft) => rungOf(daysOnLadder({ daysLeft, stopped: true })))
  expect(new Set(rungs)).toEqual(new Set(['today']))
  expect(daysOnLadder({ daysLeft: -2, stopped: true })).toBe(-2)
  expect(daysOnLadder({ daysLeft: 5, stopped: false })).toBe(5)
  expect(daysOnLadder({ daysLeft: undefined, stopped: false })).toBeUndefined()
})

test('the ladder of days', () => {
  expect([undefined, -3, 0, 1, 3, 4, 7, 8].map(rungOf)).toEqual([
    'no-date',
    'today',
    'today',
    'three-days',
    'three-days',
    'week',
    'week',
    'later',
  ])
})

test('the inbox is ordered the same whatever order it came in: danger, days, urgency, age', () => {
  const order = fc.record({
    kind: fc.constantFrom('arrears' as const, 'signs' as const, 'danger' as const),
    daysLeft: fc.option(fc.integer({ min: -3, max: 30 }), { nil: undefined }),
    urgency,
    sentAt: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03'),
  })
  fc.assert(
    fc.property(fc.array(order, { maxLength: 12 }), (rows) => {
      const sorted = rows.toSorted(compareForInbox)
      const keyOf = ({ kind, daysLeft, urgency: how, sentAt }: (typeof rows)[number]) => [
        kind === 'danger',
        daysLeft,
        how,
        sentAt,
      ]
      expect(rows.toReversed().toSorted(compareForInbox).map(keyOf)).toEqual(sorted.map(keyOf))
      const firstCalm = sorted.findIndex(({ kind }) => kind !== 'danger')
      if (firstCalm >= 0) expect(sorted.slice(firstCalm).every(({ kind }) => kind !== 'danger')).toBe(true)
    }),
  )
})
