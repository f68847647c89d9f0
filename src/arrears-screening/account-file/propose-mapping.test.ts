import { describe, expect, test } from 'vitest'
import { accountMappingShape } from './account-mapping-contract.ts'
import { maskCell } from './mask-cell.ts'
import { mappingOf, proposeMapping } from './propose-mapping.ts'

const sample = (header: string, ...rows: readonly string[]) => ({
  header: header.split(','),
  rows: rows.map((row) => row.split(',')),
})

const columnOf = (proposal: ReturnType<typeof proposeMapping>, column: string) =>
  proposal.columns.find((each) => each.column === column)

test('the headings of an ordinary file make a mapping that can be used as it is', () => {
  const proposal = proposeMapping(
    sample(
      'お客さま番号,サービス種別,市町村コード,滞納月数,未納金額,停止予定日,督促状況,メモ',
      'K1,電気,432067,3,12340,R8.3.31,停止予告,x',
    ),
  )
  expect(proposal.missing).toEqual([])
  expect(proposal.unused).toEqual(['メモ'])
  expect(accountMappingShape.safeParse(mappingOf(proposal, { encoding: 'cp932' })).success).toBe(true)
  expect(columnOf(proposal, 'noticeStage')?.mapping).toMatchObject({
    words: { 停止予告: 'stop-notice' },
    blank: 'none',
  })
})

test.each([
  ['80331', '令和'],
  ['46112', 'excel-serial'],
  ['2026/3/31', undefined],
])('a date like %s is read by what the values say (%s)', (cell, shortDigits) => {
  const proposal = proposeMapping(sample('契約番号,停止予定日', `K1,${cell}`, `K2,${cell}`))
  expect(columnOf(proposal, 'stopOn')?.mapping.shortDigits).toBe(shortDigits)
})

test.each([
  [['432067', '401005'], undefined],
  [['432067', '12297'], 'six'],
  [['43206', '40100'], 'five'],
])('municipality codes like %j are read with codeDigits %s', (cells, codeDigits) => {
  const proposal = proposeMapping(sample('市区町村コード', ...cells))
  expect(columnOf(proposal, 'municipality')?.mapping.codeDigits).toBe(codeDigits)
})

test('a column with marks only takes an empty cell for no, and says so', () => {
  const flag = columnOf(proposeMapping(sample('契約番号,高齢単身', 'K1,○', 'K2,')), 'elderlyAlone')
  expect(flag?.mapping.blank).toBe('no')
  expect(flag?.because.join()).toContain('空欄を「いいえ」')
})

test('what is missing, repeated or like a formula is said', () => {
  const proposal = proposeMapping(sample('契約番号,氏名', 'K1,灯', 'K1,=1+1'))
  expect(proposal.missing).toEqual(['supply', 'municipality'])
  expect(proposal.remarks.join()).toMatch(/同じ契約番号.*数式/)
})

test('a word without a meaning is left open, not guessed', () => {
  const stage = columnOf(proposeMapping(sample('契約番号,督促段階', 'K1,乙種')), 'noticeStage')
  expect(stage?.mapping.words).toBeUndefined()
  expect(stage?.open[0]).toContain('乙種')
})

test('a masked cell keeps its shape and nothing else', () => {
  expect(maskCell('灯 花子 A-123 ﾄｳ')).toBe('＊ ＊＊ A-999 アア')
})

test.each([
  [{ contractId: { header: 'a' }, supply: { value: 'electricity' } }, '「市区町村」の列を決めてください'],
  [{ contractId: { value: 'x' }, supply: { header: 'b' }, municipality: { header: 'c' } }, '契約番号をすべての行に'],
  [
    { contractId: { header: 'a' }, supply: { header: 'b', words: { x: 'fire' } }, municipality: { header: 'c' } },
    '使えない言葉があります',
  ],
  [{ contractId: { header: 'a' }, supply: {}, municipality: { header: 'c' } }, 'どちらか一つ'],
])('a mapping that cannot be used is refused with what to mend (%#)', (columns, words) => {
  const read = accountMappingShape.safeParse({ format: 'tomoshibi-account-mapping/1', columns })
  expect(read.success).toBe(false)
  expect(read.error?.issues.map(({ message }) => message).join()).toContain(words)
})

describe('A table of bills', () => {
  const header = ['契約番号', '市区町村コード', '滞納月数', '未納額', '支払期日', '供給区分']
  const row = (id: string, due: string) => [id, '432067', '1', '5000', due, '電気']
  const bills = ['A', 'B', 'C'].flatMap((id) => [row(id, '2026-01-20'), row(id, '2026-02-20')])

  test('is proposed to be read as such, with the reason and without its column of months', () => {
    const proposal = proposeMapping({ header, rows: bills })
    expect(proposal.rows?.are).toBe('one-per-bill')
    expect(proposal.remarks.join()).toContain('支払期日が違います')
    const mapping = mappingOf(proposal, {})
    expect(mapping).toMatchObject({ rows: 'one-per-bill' })
    expect(accountMappingShape.safeParse(mapping).success).toBe(true)
  })

  test('is no table of contracts in which some rows stand twice', () => {
    const rows = [
      ...['A', 'B', 'C', 'D'].map((id) => row(id, '2026-01-20')),
      row('A', '2026-01-20'),
      row('B', '2026-01-20'),
    ]
    const proposal = proposeMapping({ header, rows })
    expect(proposal.rows).toBeUndefined()
    expect(proposal.remarks.join()).toContain('最初の行だけを使います')
    expect(proposal.columns.map(({ column }) => column)).toContain('monthsInArrears')
  })
})
