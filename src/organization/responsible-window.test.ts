import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ContactWindow, deskKey, freshnessOf, type WindowArea } from './contact-window.ts'
import { type AddressPlace, findResponsibleWindows, fitArea } from './responsible-window.ts'

const cityOf = (ward: string) => (ward === '990019' || ward === '990027' ? '990001' : undefined)
const town: AddressPlace = { code: '993011', name: '灯県灯町', town: '本町一丁目2番3号' }
const ward: AddressPlace = { code: '990019', cityCode: '990001', name: '灯県灯市東区', town: '港町' }

function windowFor(id: string, areas: WindowArea[], more: Partial<ContactWindow> = {}): ContactWindow {
  const base = { id, name: `窓口${id}`, section: '福祉課', role: 'responsible', phone: '000-0000-0000' } as const
  return { ...base, areas, hours: { kind: 'unknown' }, ...more }
}
const whole = (code: string): WindowArea => ({ level: 'municipality', code })
const find = (places: AddressPlace[], windows: ContactWindow[]) => findResponsibleWindows(places, windows, cityOf)
const idsOf = (answer: ReturnType<typeof find>) =>
  answer.kind === 'one'
    ? [answer.window.id]
    : (answer.kind === 'none' ? answer.nearest : answer.windows).map((w) => w.id)

describe('the window responsible for an address', () => {
  test('is found by municipality', () => {
    const answer = find([town], [windowFor('a', [whole('993011')]), windowFor('b', [whole('993020')])])
    expect([answer.kind, idsOf(answer)]).toEqual(['one', ['a']])
  })

  test('a ward’s window goes before its city’s, and the city’s serves the wards that have none', () => {
    const windows = [windowFor('city', [whole('990001')]), windowFor('east', [{ level: 'ward', code: '990019' }])]
    expect(idsOf(find([ward], windows))).toEqual(['east'])
    expect(idsOf(find([{ ...ward, code: '990027', name: '灯県灯市西区' }], windows))).toEqual(['city'])
  })

  test('町丁目 goes before the municipality, in whatever digits it is written', () => {
    const windows = [
      windowFor('all', [whole('993011')]),
      windowFor('one', [{ level: 'town', code: '993011', town: '本町１丁目' }]),
      windowFor('ten', [{ level: 'town', code: '993011', town: '本町十丁目' }]),
    ]
    expect(idsOf(find([town], windows))).toEqual(['one'])
    expect(idsOf(find([{ ...town, town: '本町通1-2' }], windows))).toEqual(['all'])
    expect(idsOf(find([{ ...town, town: '本町11丁目' }], windows))).toEqual(['all'])
  })

  test('an address that says too little to exclude a finer window lets a human choose', () => {
    const windows = [
      windowFor('all', [whole('993011')]),
      windowFor('one', [{ level: 'town', code: '993011', town: '本町一丁目' }]),
    ]
    expect(find([{ ...town, town: '本町' }], windows).kind).toBe('choose')
    expect(find([{ code: town.code, name: town.name }], windows).kind).toBe('choose')
    const wards = [windowFor('city', [whole('990001')]), windowFor('east', [{ level: 'ward', code: '990019' }])]
    expect(find([{ code: '990001', name: '灯県灯市' }], wards).kind).toBe('choose')
  })

  test('a prefecture’s window serves towns and villages, never cities, and gives way to a town’s own', () => {
    const prefecture = windowFor('p', [{ level: 'prefecture-towns', code: '990000' }])
    expect(idsOf(find([town], [prefecture]))).toEqual(['p'])
    expect(find([ward], [prefecture]).kind).toBe('none')
    expect(idsOf(find([town], [prefecture, windowFor('t', [whole('993011')])]))).toEqual(['t'])
  })

  test('a window of a part, told only in words, is never the answer by itself', () => {
    const part = windowFor('part', [{ ...whole('993011'), part: '旧灯村域' }])
    expect(find([town], [part]).kind).toBe('choose')
    expect(find([town], [part, windowFor('all', [whole('993011')])]).kind).toBe('choose')
  })

  test('one desk that is registered twice does not compete with itself', () => {
    const twice = [windowFor('a', [whole('993011')]), { ...windowFor('a', [whole('993011')]), id: 'b' }]
    expect(idsOf(find([town], twice))).toEqual(['a'])
  })
})

describe('where nobody may be named', () => {
  test('a central number is offered as such, not as the responsible window', () => {
    const central = windowFor('c', [whole('993011')], { role: 'fallback' })
    const answer = find([town], [central])
    expect([answer.kind, idsOf(answer)]).toEqual(['none', ['c']])
    expect(answer.because).toContain('代表電話')
  })

  test('an entry that only says "your ward’s office" is shown with that sentence', () => {
    const answer = find([ward], [windowFor('p', [whole('990001')], { role: 'pointer' })])
    expect([answer.kind, idsOf(answer)]).toEqual(['none', ['p']])
  })

  test('a ward without a window is told of the windows of the same city', () => {
    const answer = find([ward], [windowFor('west', [{ level: 'ward', code: '990027' }])])
    expect([answer.kind, idsOf(answer)]).toEqual(['none', ['west']])
  })

  test('an unknown address gets a sentence', () => {
    expect(find([], []).because).toContain('分かりません')
  })
})

describe('a postal code of two municipalities', () => {
  const other: AddressPlace = { code: '993020', name: '灯県隣町' }
  test('lets a human choose, and says which one has no window', () => {
    const windows = [windowFor('a', [whole('993011')])]
    const answer = find([town, other], windows)
    expect(answer.kind).toBe('choose')
    expect(answer.because).toContain('灯県隣町には登録された窓口がありません')
    expect(find([town, other], [...windows, windowFor('b', [whole('993020')])]).kind).toBe('choose')
  })

  test('has one answer when one desk serves both', () => {
    expect(find([town, other], [windowFor('a', [whole('993011'), whole('993020')])]).kind).toBe('one')
  })
})

const area = fc.oneof(
  fc.constantFrom<WindowArea>(whole('990001'), whole('993011'), { level: 'prefecture-towns', code: '990000' }),
  fc.constantFrom<WindowArea>({ level: 'ward', code: '990019' }, { level: 'ward', code: '990027' }),
  fc.constantFrom<WindowArea>(
    { level: 'town', code: '993011', town: '本町一丁目' },
    { level: 'town', code: '990019', town: '港町' },
    { ...whole('993011'), part: '旧灯村域' },
  ),
)
const role = fc.constantFrom('responsible', 'responsible', 'fallback', 'pointer')
const windows = fc
  .array(fc.tuple(fc.array(area, { minLength: 1, maxLength: 3 }), role), { maxLength: 6 })
  .map((list) => list.map(([areas, as], index) => windowFor(String(index), areas, { role: as })))
const places = fc.array(
  fc.constantFrom<AddressPlace>(town, ward, { code: '990001', name: '灯県灯市' }, { code: '993011', name: '灯県灯町' }),
  { minLength: 1, maxLength: 2 },
)

describe('whatever the register says', () => {
  test('a single answer serves every place, and no other desk does so as finely', () => {
    const order = ['prefecture-towns', 'municipality', 'ward', 'town']
    fc.assert(
      fc.property(places, windows, (asked, all) => {
        const answer = find(asked, all)
        if (answer.kind !== 'one') return
        for (const place of asked) {
          const finest = (w: ContactWindow, fits: readonly string[]) =>
            Math.max(
              -1,
              ...w.areas.filter((a) => fits.includes(fitArea(a, place, cityOf))).map((a) => order.indexOf(a.level)),
            )
          const own = finest(answer.window, ['yes'])
          expect(own).toBeGreaterThanOrEqual(0)
          const rivals = all.filter((w) => w.role === 'responsible' && deskKey(w) !== deskKey(answer.window))
          for (const rival of rivals) expect(finest(rival, ['yes', 'maybe'])).toBeLessThan(own)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('the order of the register changes nothing', () => {
    fc.assert(
      fc.property(places, windows, (asked, all) => {
        const [one, two] = [find(asked, all), find(asked, all.toReversed())]
        expect(two.kind).toBe(one.kind)
        expect(idsOf(two).toSorted()).toEqual(idsOf(one).toSorted())
      }),
    )
  })

  test('there are always words', () => {
    fc.assert(
      fc.property(places, windows, (asked, all) => {
        expect(find(asked, all).because).toMatch(/。$/u)
      }),
    )
  })
})

test('an entry nobody confirmed for half a year is stale, one without a date unconfirmed', () => {
  expect(freshnessOf({ confirmedOn: '2026-07-26' }, '2026-11-22').kind).toBe('fresh')
  expect(freshnessOf({ confirmedOn: '2026-05-25' }, '2026-11-22').kind).toBe('stale')
  expect(freshnessOf({ confirmedOn: '2026-05-26' }, '2026-11-22').kind).toBe('fresh')
  expect(freshnessOf({}, '2026-11-22').kind).toBe('unconfirmed')
})
