import { describe, expect, test } from 'vitest'
import { listNationalAreas } from './national-areas.ts'
import { planWindowsImport, summarizeImport } from './windows-import.ts'
import { municipalityColumns } from './windows-import-areas.ts'
import { isMendKind, type MendKind, mendKinds } from './windows-import-model.ts'
import { refusedRowsCsv } from './windows-import-report.ts'
import { windowColumns } from './windows-import-rows.ts'

const known = listNationalAreas()
const everyMend = Object.keys(mendKinds).filter(isMendKind)

type Row = Readonly<Record<string, string>>
const csv = (columns: readonly string[], rows: readonly Row[]) =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.map((cell) => (/[",\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join('\n')

const area = (code: string, name: string, more: Row = {}): Row => ({
  id: `jp-${code.slice(0, 5)}`,
  prefectureCode: code.slice(0, 2),
  municipalityCode: code,
  name,
  entityType: 'municipality',
  lifecycleStatus: 'current',
  ...more,
})
const areas = [
  area('432067', '玉名市', { nameKana: 'たまなし' }),
  area('011002', '札幌市', { nameKana: 'さっぽろし' }),
  area('011011', '中央区', {
    entityType: 'administrative_ward',
    parentMunicipality: '札幌市',
    nameKana: 'ちゅうおうく',
  }),
  area('011029', '北区', { entityType: 'administrative_ward', parentMunicipality: '札幌市', nameKana: 'きたく' }),
]
const desk = (id: string, municipalityId: string, more: Row = {}): Row => ({
  id,
  municipalityId,
  name: `あかり相談 ${id}`,
  phone: '0968-00-0000',
  availableMethods: '電話・来所',
  lastVerifiedAt: '2026-07-26',
  ...more,
})

function plan(
  windows: readonly Row[],
  { mends = [], list = areas }: { mends?: readonly MendKind[]; list?: Row[] } = {},
) {
  const encode = (text: string) => new TextEncoder().encode(text)
  const planned = planWindowsImport({
    municipalities: encode(csv(municipalityColumns, list)),
    windows: encode(csv(windowColumns, windows)),
    known,
    mends: new Set(mends),
    today: '2026-11-22',
  })
  if (!planned.ok) throw new Error(planned.refusal.because)
  return planned.value
}
const rowOf = (planned: ReturnType<typeof plan>, id: string) => planned.rows.find((row) => row.id === id)

describe('a row is placed by its identifier', () => {
  test.each(['jp-43206', '43206', '432067', '熊本県玉名市', '玉名市'])('%s', (identifier) => {
    const planned = plan([desk('a', identifier)])
    expect(planned.windows[0]?.areas).toEqual([{ level: 'municipality', code: '432067' }])
    expect(rowOf(planned, 'a')?.outcome).toBe('placed')
  })

  test('a romanised one is read only when that was asked for, and the reading is explained', () => {
    const refused = rowOf(plan([desk('a', 'kumamoto-tamana')]), 'a')
    expect([refused?.outcome, refused?.wouldMend]).toEqual(['refused', ['slug-identifiers']])
    const mended = plan([desk('a', 'kumamoto-tamana')], { mends: ['slug-identifiers'] })
    expect(mended.windows[0]?.areas[0]?.code).toBe('432067')
    expect(rowOf(mended, 'a')?.because).toContain('玉名市（432067）')
  })

  test('a name that several municipalities bear is refused with their names', () => {
    const refused = rowOf(plan([desk('a', '府中市'), desk('b', '中央区')]), 'a')
    expect(refused?.because).toContain('東京都府中市、広島県府中市')
    expect(rowOf(plan([desk('b', '中央区')]), 'b')?.outcome).toBe('refused')
  })

  test.each([
    ['', '識別子がありません'],
    ['jp-99999', '都道府県の番号'],
    ['432060', '検査数字'],
    ['atlantis-poseidon', '「atlantis」という都道府県はありません'],
    ['kumamoto-atlantis', '読める市区町村が熊本県にありません'],
  ])('「%s」 is refused with the reason', (identifier, because) => {
    const refused = rowOf(plan([desk('a', identifier)], { mends: everyMend }), 'a')
    expect([refused?.outcome, refused?.because]).toEqual(['refused', expect.stringContaining(because)])
  })
})

describe('a wrong check digit', () => {
  const list = [area('432060', '玉名市', { id: 'jp-43206' })]

  test('keeps the municipality out, and the windows that stand in it, naming the line', () => {
    const planned = plan([desk('a', 'jp-43206')], { list })
    expect(rowOf(planned, 'jp-43206')?.because).toContain('432060（正しくは 432067）')
    expect(rowOf(planned, 'a')?.because).toContain('2行目（玉名市）')
    expect(planned.windows).toEqual([])
  })

  test('is mended on request, when name and identifier vouch for the code', () => {
    const planned = plan([desk('a', 'jp-43206')], { list, mends: ['check-digits'] })
    expect(planned.windows[0]?.areas[0]?.code).toBe('432067')
    expect(rowOf(planned, 'jp-43206')?.outcome).toBe('mended')
  })

  test.each([
    ['another name', { name: '玉東町' }],
    ['another identifier', { id: 'jp-43207' }],
  ])('is not mended against %s', (_, more) => {
    const planned = plan([], { list: [area('432060', '玉名市', { id: 'jp-43206', ...more })], mends: everyMend })
    expect(planned.rows[0]?.because).toContain('裏づける資料がありません')
  })
})

describe('which part a window answers for', () => {
  test('is what the row says', () => {
    const planned = plan([
      desk('city', 'jp-01100', { serviceArea: '札幌市' }),
      desk('ward', 'jp-01100', { serviceArea: '札幌市北区' }),
      desk('part', 'jp-43206', { serviceArea: '旧岱明町域' }),
    ])
    expect(planned.windows.map((window) => window.areas[0])).toEqual([
      { level: 'municipality', code: '011002' },
      { level: 'ward', code: '011029' },
      { level: 'municipality', code: '432067', part: '旧岱明町域' },
    ])
  })

  test('a row that speaks of another municipality is refused', () => {
    expect(rowOf(plan([desk('a', 'jp-43206', { serviceArea: '荒尾市' })]), 'a')?.because).toContain('食い違います')
  })

  test('a name that names a ward is doubt: a human is asked, unless narrowing was asked for', () => {
    const row = desk('a', 'jp-01100', { name: '北区くらしの窓口' })
    expect(plan([row]).windows[0]?.areas[0]).toMatchObject({ level: 'municipality', part: expect.any(String) })
    expect(plan([row], { mends: ['wards-from-names'] }).windows[0]?.areas).toEqual([{ level: 'ward', code: '011029' }])
  })

  test('central numbers and entries without a telephone are not the responsible window', () => {
    const planned = plan([
      desk('c', 'jp-43206', { availableMethods: '電話・公式ページ' }),
      desk('p', 'jp-01100', { phone: '' }),
    ])
    expect(planned.windows.map((window) => window.role)).toEqual(['fallback', 'pointer'])
  })
})

describe('one desk in many rows', () => {
  const same = { name: 'あかり県事務所', phone: '0968-00-0001' }

  test('stays apart without the mend, becomes one window with several areas with it', () => {
    const rows = [desk('a', 'jp-43206', same), desk('b', 'jp-01100', same)]
    expect(plan(rows).windows).toHaveLength(2)
    const merged = plan(rows, { mends: ['merge-same-window'] })
    expect(merged.windows.map((window) => window.areas.map((one) => one.code))).toEqual([['432067', '011002']])
    expect(merged.windows[0]?.sourceRecord).toBe('a')
  })

  test('a full repetition is refused: it would make one window look like two', () => {
    const planned = plan([desk('a', 'jp-43206', same), desk('b', 'jp-43206', same)])
    expect(rowOf(planned, 'b')?.because).toContain('まったく同じ窓口')
    expect(planned.windows).toHaveLength(1)
  })
})

describe('bad input', () => {
  test.each([
    ['no name', { name: '' }, '名称'],
    ['a control character', { name: 'あかり\u0000' }, '制御文字'],
    ['a broken telephone', { phone: '12' }, '電話番号「12」'],
    ['a short postal code', { postalCode: '865' }, '郵便番号「865」'],
    ['a day that does not exist', { lastVerifiedAt: '2026-02-30' }, '「2026-02-30」という日はありません'],
    ['a day to come', { lastVerifiedAt: '2026-11-23' }, '今日より先'],
    ['a script for a page', { officialUrl: 'javascript:alert(1)' }, '公式ページ'],
  ])('%s is refused with what and where', (_, more, because) => {
    const refused = rowOf(plan([desk('a', 'jp-43206', more)], { mends: everyMend }), 'a')
    expect([refused?.outcome, refused?.line]).toEqual(['refused', 2])
    expect(refused?.because).toContain(because)
  })

  test('the same identifier twice is refused the second time; lines count line ends inside cells', () => {
    const planned = plan([desk('a', 'jp-43206', { address: '玉名市岩崎\n163' }), desk('a', 'jp-43206')])
    expect(planned.rows.filter((row) => row.id === 'a').map((row) => [row.line, row.outcome])).toEqual([
      [2, 'placed'],
      [4, 'refused'],
    ])
  })

  test('Shift_JIS is read; missing columns and broken quotes are told', () => {
    const input = { known, mends: new Set<MendKind>(), today: '2026-11-22' }
    const bytes = (list: number[]) => planWindowsImport({ ...input, windows: new Uint8Array(list) })
    const ascii = (text: string) => [...new TextEncoder().encode(text)]
    const sjis = bytes([
      ...ascii(`${windowColumns.join(',')}\na,432067,`),
      0x82,
      0xa0,
      ...ascii(',,,,0968-00-0000,,,,,,,,\n'),
    ])
    expect(sjis.ok && sjis.value.windows[0]?.name).toBe('あ')
    expect(bytes(ascii('id,name\n1,2'))).toMatchObject({ ok: false, refusal: { code: 'file_columns' } })
    expect(bytes(ascii('id,"name\n1,2'))).toMatchObject({ ok: false, refusal: { code: 'file_broken' } })
    expect(bytes([0xff, 0xfe, 0x00])).toMatchObject({ ok: false, refusal: { code: 'file_encoding' } })
  })
})

test('every row is counted once, and the list of refused rows names each with its reason', () => {
  const planned = plan([desk('a', 'jp-43206'), desk('b', 'kumamoto-tamana'), desk('=c', 'jp-99999')])
  const summary = summarizeImport(planned)
  expect(summary.windows).toEqual({ rows: 3, placed: 1, mended: 0, refused: 2 })
  expect(summary.mends.find((one) => one.kind === 'slug-identifiers')).toMatchObject({ done: 0, open: 1 })
  const list = refusedRowsCsv(planned.rows)
  expect(list).toContain('slug-identifiers')
  expect(list).toContain(",'=c,")
})
