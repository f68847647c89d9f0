import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { csvOf } from '../csv-text.ts'
import { batchesOf, inPostalOrder, type PersonRow } from './bulk-letters.ts'
import { code128 } from './code128.ts'
import { readAs, readPeople } from './people-file.ts'
import { planLetters } from './plan-letters.ts'
import { directory, idOf, person } from './test-bulk.ts'

const today = '2026-11-22'
const plan = (people: readonly PersonRow[], rest: object = {}) => planLetters({ people, directory, today, ...rest })
const reasonOf = (row: Partial<PersonRow>) => plan([person(row)]).listed.map(({ reason }) => reason)
const at = (municipality: string, address: string) => ({ municipality, address })

test('an address with one window gets its letter; nothing is listed', () => {
  const { letters, listed } = plan([person({})])
  expect([letters.map(({ windowId }) => windowId), listed]).toEqual([[idOf('1')], []])
})

test.each([
  ['several windows', at('990027', '双子市本町1番'), 'choose'],
  ['no window', at('990051', '無灯市1番'), 'none'],
  ['a municipality that contradicts the address', at('990027', '灯町市本町1番'), 'contradiction'],
  ['a window that is not connected', at('990043', '遠灯市1番'), 'not-connected'],
  ['a city whose ward is not told', at('992003', '大灯市1番'), 'none'],
  ['a character that no typeface has', { personName: '灯 花子\u{E123}' }, 'unprintable'],
  ['no name', { personName: '' }, 'address-unreadable'],
  ['a postal code that lost its zero', { postalCode: '600001' }, 'address-unreadable'],
])('with %s nothing is printed, and the list says why', (_what, row, reason) => {
  const { letters, listed } = plan([person(row)])
  expect(letters).toEqual([])
  expect(listed.map((one) => one.reason)).toEqual([reason])
  expect(listed[0]?.because).not.toBe('')
})

test('between several windows the list names them for a human, and the human’s choice prints that one', () => {
  const row = person(at('990027', '双子市本町1番'))
  expect(plan([row]).listed[0]?.candidates.toSorted()).toEqual([
    `${idOf('2')} 双子市北相談室`,
    `${idOf('3')} 双子市南相談室`,
  ])
  const chosen = plan([row, person({})], { choices: new Map([[row.contractId, idOf('3')]]) })
  expect(chosen.letters.map(({ windowId }) => windowId)).toEqual([idOf('3')])
  expect(chosen.listed.map(({ reason }) => reason)).toEqual(['not-asked'])
})

test('a ward of a designated city has its own window', () => {
  expect(plan([person(at('992020', '灯県大灯市西区1番'))]).letters[0]?.windowId).toBe(idOf('7'))
})

test('a window that nobody confirmed for long is printed apart and listed', () => {
  const { letters, listed } = plan([person(at('990035', '古灯市1番'))])
  expect(letters.map(({ confirmFirst }) => confirmFirst)).toEqual([true])
  expect(listed.map(({ reason }) => reason)).toEqual(['stale'])
  expect(plan([person({})]).letters[0]?.confirmFirst).toBe(false)
})

test('one person with two contracts gets one letter, that of the further notice', () => {
  const same = { personName: '灯 花子', address: '灯町市ひかり1番' }
  const { letters, listed } = plan([
    person({ ...same, noticeStage: 'reminder' }),
    person({ ...same, noticeStage: 'stop-notice' }),
  ])
  expect(letters.map(({ stage }) => stage)).toEqual(['stop-notice'])
  expect(listed.map(({ reason }) => reason)).toEqual(['same-person'])
})

test('whatever the file holds, each row ends in one letter or one line, and no letter names a window of another place', () => {
  const rows = fc.array(
    fc.record({
      municipality: fc.constantFrom('990019', '990027', '990035', '990043', '990051', '992011', '992003'),
      address: fc.constantFrom(
        '灯町市1番',
        '双子市2番',
        '古灯市3番',
        '遠灯市4番',
        '無灯市5番',
        '大灯市東区6番',
        '大灯市7番',
        '',
      ),
      personName: fc.constantFrom('灯 花子', '灯 太郎', '', '灯\u{E123}'),
      contractId: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(rows, (given) => {
      const { letters, listed } = plan(given.map(person))
      expect(letters.length + listed.filter(({ reason }) => reason !== 'stale').length).toBe(given.length)
      for (const { windowId, municipality } of letters) {
        const codes = directory.windows.get(windowId)?.areas.map(({ code }) => code)
        expect(codes).toContain(municipality)
      }
    }),
    { numRuns: 300 },
  )
})

test('batches keep stages and languages apart, postal order inside, and one row of sheet numbers', () => {
  const stages = ['reminder', 'stop-notice']
  const people = Array.from({ length: 14 }, (_, n) =>
    person({
      postalCode: `00000${String(99 - n)}`,
      noticeStage: stages[n % 2] ?? '',
      language: n % 7 === 0 ? 'vi' : 'ja',
    }),
  )
  const letters = plan(people.map((row) => ({ ...row, municipality: '990019' }))).letters
  const batches = batchesOf(
    letters.map((letter) => ({ ...letter, code: '', number: '' })),
    3,
  )
  expect(batches.flatMap((batch) => batch.letters.map(({ sheet }) => sheet))).toEqual(letters.map((_, n) => n + 1))
  for (const { stage, language, letters: own } of batches) {
    expect(own.length).toBeLessThanOrEqual(3)
    expect(own.every((letter) => letter.stage === stage && letter.language === language)).toBe(true)
    expect(own).toEqual(own.toSorted(inPostalOrder))
  }
  expect(new Set(batches.map(({ language }) => language))).toEqual(new Set(['ja', 'ja-easy']))
})

test('Code 128 spells the digits of the example of the standard’s check sum, and refuses an odd row', () => {
  const bars = code128('1234')
  // Start C 105, 12, 34: check (105 + 12·1 + 34·2) mod 103 = 82, which is 1 2 1 2 4 1… as the table says.
  expect(bars.slice(0, 6).join('')).toBe('211232')
  expect(bars.slice(6, 12).join('')).toBe('112232')
  expect(bars.slice(-13, -7).join('')).toBe('121241')
  expect(bars.slice(-7).join('')).toBe('2331112')
  expect(() => code128('123')).toThrow(RangeError)
})

test('a cell that looks like a formula is text, and a file cut in the middle is refused', () => {
  expect(csvOf(['a'], [['=1+1'], ['灯,"花"']])).toBe('\uFEFFa\r\n\'=1+1\r\n"灯,""花"""\r\n')
  expect(readPeople(new TextEncoder().encode('contract_id\r\n"C1')).ok).toBe(false)
  expect(readPeople(new TextEncoder().encode('contract_id\r\nC1\r\n'))).toMatchObject({
    refusal: { code: 'people-columns' },
  })
})

const listOf = (name: string) =>
  `contract_id,person_name,postal_code,address,municipality,supply,notice_stage\r\nC1,${name},,灯町市ひかり①番,990019,gas,\r\n`

test.each([
  ['UTF-8 with its mark', 'UTF-8', Buffer.from(`\uFEFF${listOf('髙﨑 花子')}`)],
  ['CP932', 'シフトJIS（CP932）', iconv.encode(listOf('髙﨑 花子'), 'cp932')],
  ['UTF-16', 'UTF-16', iconv.encode(listOf('髙﨑 花子'), 'utf-16le', { addBOM: true })],
  ['UTF-16 of the other order', 'UTF-16', iconv.encode(listOf('髙﨑 花子'), 'utf-16be', { addBOM: true })],
])('people who came out of a spreadsheet in %s are read, and it is said how', (_, name, bytes) => {
  const read = readPeople(bytes)
  expect(read).toMatchObject({ value: [{ contractId: 'C1', personName: '髙﨑 花子', address: '灯町市ひかり①番' }] })
  expect(readAs(bytes)).toContain(`${name} として読みました`)
})

test('a list with bytes that are no character is refused with its line; no name is printed with a hole', () => {
  const broken = Buffer.concat([iconv.encode(listOf('灯 花子'), 'cp932'), Buffer.from([0x43, 0x82, 0x0d, 0x0a])])
  expect(readPeople(broken)).toMatchObject({
    refusal: { code: 'people-characters', because: expect.stringContaining('people.csvの3行目') },
  })
  const cut = Buffer.from(`${listOf('灯 花子')}灯`).subarray(0, -1)
  expect(readPeople(cut)).toMatchObject({ refusal: { code: 'people-broken' } })
})

test('a row without a stage goes by itself', () => {
  expect(reasonOf({ noticeStage: 'stopped' })).toEqual([])
  expect(plan([person({ noticeStage: 'stopped' })]).letters[0]?.stage).toBe('general')
})
