import { describe, expect, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import { type JapanTime, japanTimeOf, type OpeningHours, openState } from './opening-hours.ts'
import { readOpeningHours } from './opening-hours-text.ts'
import { answersNow } from './who-answers.ts'

const at = (date: string, hour: number, minute = 0): JapanTime => ({
  date: calendarDate(date),
  minutes: hour * 60 + minute,
})
const office = readOpeningHours('平日 午前8時30分から午後5時15分', '土曜日・日曜日・祝日・年末年始')
const monday = '2026-11-16'

describe('when a window is open', () => {
  test('on a weekday within its hours, and not from the minute it closes', () => {
    expect(openState(office, at(monday, 8, 29)).kind).toBe('closed')
    expect(openState(office, at(monday, 8, 30))).toEqual({ kind: 'open', until: '17:15' })
    expect(openState(office, at(monday, 17, 14)).kind).toBe('open')
    expect(openState(office, at(monday, 17, 15)).kind).toBe('closed')
  })

  test('not on a Sunday, a national holiday, or from 29 December to 3 January', () => {
    const closed = ['2026-11-22', '2026-11-23', '2026-12-29', '2026-12-31', '2027-01-01', '2027-01-03']
    for (const date of closed) expect(openState(office, at(date, 10)).kind, date).toBe('closed')
    expect(openState(office, at('2026-12-28', 10)).kind).toBe('open')
    expect(openState(office, at('2027-01-04', 10)).kind).toBe('open')
  })

  test('the clock is Japan’s whatever the machine’s', () => {
    expect(japanTimeOf(new Date('2026-11-15T23:30:00Z'))).toEqual(at(monday, 8, 30))
    expect(japanTimeOf(new Date('2026-12-31T15:00:00Z'))).toEqual(at('2027-01-01', 0))
  })
})

describe('hours as offices write them', () => {
  const spansOf = (hours: OpeningHours) =>
    hours.kind === 'weekly' ? hours.spans.map((s) => [s.weekdays.join(''), s.from, s.to]) : hours.kind

  test.each([
    ['8:30～17:15（土日祝日を除く）', '', [['12345', 510, 1035]]],
    ['月～金 ９：００～１６：００', '', [['12345', 540, 960]]],
    ['火曜日～土曜日の午前8時30分から午後5時15分まで(祝日及び年末年始期間を除く)', '', [['23456', 510, 1035]]],
    ['8時45分～17時', '土曜日・日曜日・祝日・12月29日～1月3日', [['12345', 525, 1020]]],
    [
      '平日８時30分～17時15分（正午から午後１時までを除く。）',
      '',
      [
        ['12345', 510, 720],
        ['12345', 780, 1035],
      ],
    ],
  ])('%s', (hours, closed, spans) => {
    expect(spansOf(readOpeningHours(hours, closed))).toEqual(spans)
  })

  test('a third Saturday is open only on the third Saturday', () => {
    const hours = readOpeningHours('平日・第３土曜日の午前８時30分から午後５時15分', '土曜日・日曜日・祝日')
    expect(openState(hours, at('2026-11-21', 10)).kind).toBe('open')
    expect(openState(hours, at('2026-11-14', 10)).kind).toBe('closed')
  })

  test('without a word about weekdays nothing is guessed and the text is kept', () => {
    expect(readOpeningHours('8時30分～17時15分', '祝日・年末年始')).toEqual({
      kind: 'unknown',
      text: '8時30分～17時15分 休み：祝日・年末年始',
    })
    expect(readOpeningHours('', '')).toEqual({ kind: 'unknown' })
    expect(readOpeningHours('17時～8時30分 平日').kind).toBe('unknown')
    expect(readOpeningHours('月～土９時～17時45分（祝休日、会館閉館日は休み）').kind).toBe('unknown')
  })
})

describe('who answers now', () => {
  const window = { name: 'くらし相談ともしび', phone: '000-0000-0001', hours: office }
  const night = at(monday, 22)
  const roster = [{ name: '当番 灯', phone: '000-0000-0009', from: at(monday, 17, 15), until: at('2026-11-17', 8, 30) }]
  const fallback = { name: '灯町市 代表電話', phone: '000-0000-0002' }

  test('the window while it is open', () => {
    expect(answersNow(window, at(monday, 10), { roster, fallback }).by).toBe('window')
  })

  test('closed: first the duty roster, then the window’s own arrangement, then the central number', () => {
    const whenClosed = { name: '守衛室', phone: '000-0000-0003' }
    expect(answersNow({ ...window, whenClosed }, night, { roster, fallback }).phone).toBe('000-0000-0009')
    expect(answersNow({ ...window, whenClosed }, at('2026-11-17', 8, 30), { roster }).by).toBe('window')
    expect(answersNow({ ...window, whenClosed }, night, { fallback }).phone).toBe('000-0000-0003')
    expect(answersNow(window, night, { fallback }).by).toBe('fallback')
    expect(answersNow(window, night, { municipality: { name: '灯町市', phone: '000-0000-0004' } }).by).toBe(
      'municipality',
    )
  })

  test('nobody is registered: 119 and 110 are named', () => {
    const answer = answersNow(window, night)
    expect(answer.by).toBe('emergency-only')
    expect(answer.because).toContain('119')
  })

  test('unknown hours are called unknown, and the telephone is still given', () => {
    const answer = answersNow({ ...window, hours: { kind: 'unknown' } }, night)
    expect([answer.state.kind, answer.by, answer.phone]).toEqual(['unknown', 'window', '000-0000-0001'])
  })
})
