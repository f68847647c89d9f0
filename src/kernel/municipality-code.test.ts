import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  completeMunicipalityCode,
  getPrefectureName,
  isMunicipalityCode,
  isPrefectureItself,
  municipalityCode,
  parseMunicipalityCode,
  proposeMunicipalityCodes,
} from './municipality-code.ts'
import { findMunicipality, listMunicipalities, municipalitiesOf } from './municipality-directory.ts'
import { formatPostalCode, parsePostalCode } from './postal-code.ts'
import { findPrefectureAtHead, findPrefectureName, PREFECTURES } from './prefecture.ts'
import { getValue } from './result.ts'

const FROM_FIVE = [
  ['43206', '432067', '熊本県'],
  ['40100', '401005', '福岡県'],
  ['24211', '242110', '三重県'],
  ['12222', '122220', '千葉県'],
  ['01229', '012297', '北海道'],
  ['08204', '082040', '茨城県'],
  ['13101', '131016', '東京都'],
  ['13000', '130001', '東京都'],
  ['01000', '010006', '北海道'],
] as const

describe('a municipality code', () => {
  test.each(FROM_FIVE)('%s becomes %s in %s', (five, six, prefecture) => {
    expect(completeMunicipalityCode(five)).toEqual({ ok: true, value: six })
    expect(parseMunicipalityCode(six)).toEqual({ ok: true, value: six })
    expect(getPrefectureName(municipalityCode(six))).toBe(prefecture)
  })

  test('is read from full-width digits', () => {
    expect(parseMunicipalityCode(' ４３２０６７ ')).toEqual({ ok: true, value: '432067' })
  })

  test('of a prefecture is told from that of a municipality', () => {
    expect(isPrefectureItself(municipalityCode('130001'))).toBe(true)
    expect(isPrefectureItself(municipalityCode('131016'))).toBe(false)
  })

  test.each([
    ['', 'municipality_code_missing'],
    ['12297', 'municipality_code_length'],
    ['4320670', 'municipality_code_length'],
    ['玉名市', 'municipality_code_length'],
    ['432068', 'municipality_code_check_digit'],
    ['482014', 'municipality_code_prefecture'],
    ['000000', 'municipality_code_prefecture'],
  ])('%s is refused as %s', (text, code) => {
    expect(parseMunicipalityCode(text)).toMatchObject({
      ok: false,
      refusal: { code, because: expect.stringMatching(/。$/) },
    })
  })

  test('with one digit wrong is noticed, but for the pairs the formula cannot tell apart', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FROM_FIVE), fc.nat(4), fc.integer({ min: 1, max: 9 }), ([, six], at, change) => {
        const digit = (Number(six[at]) + change) % 10
        const damaged = `${six.slice(0, at)}${digit}${six.slice(at + 1)}`
        // The remainders 0 and 10 both give the check digit 1; no other two share one.
        if (isMunicipalityCode(damaged)) expect(six[5]).toBe('1')
      }),
    )
  })
})

describe('a damaged code is mended only by proposal', () => {
  test.each([
    ['12297', 'lost_leading_zero', '012297'],
    ['82040', 'lost_leading_zero', '082040'],
    ['43206', 'missing_check_digit', '432067'],
    ['1229', 'lost_leading_zero_and_check_digit', '012297'],
    ['432061', 'wrong_check_digit', '432067'],
  ])('%s: %s → %s', (text, kind, code) => {
    const proposals = proposeMunicipalityCodes(text)
    expect(proposals).toContainEqual(expect.objectContaining({ kind, code }))
    for (const { because } of proposals) expect(because).toContain(text)
  })

  test('five digits that can mean two things give both', () => {
    expect(proposeMunicipalityCodes('12297').map(({ kind }) => kind)).toEqual([
      'lost_leading_zero',
      'missing_check_digit',
    ])
  })

  test('an invented town has a code with a right check digit that no prefecture has', () => {
    expect([isMunicipalityCode('992011'), isMunicipalityCode('992012'), isMunicipalityCode('982013')]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('a good code needs no mending, and rubbish gets no guess', () => {
    for (const text of ['432067', '', '12', 'abcde', '99999', '1234567'])
      expect(proposeMunicipalityCodes(text)).toEqual([])
  })
})

describe('prefectures', () => {
  test('are forty-seven, from 北海道 to 沖縄県', () => {
    expect(PREFECTURES).toHaveLength(47)
    expect([
      findPrefectureName('01'),
      findPrefectureName('13'),
      findPrefectureName('43'),
      findPrefectureName('47'),
    ]).toEqual(['北海道', '東京都', '熊本県', '沖縄県'])
    expect([findPrefectureName('00'), findPrefectureName('48'), findPrefectureName('1')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('are found at the head of an address', () => {
    expect(findPrefectureAtHead(' 京都府京都市')).toBe('京都府')
    expect(findPrefectureAtHead('玉名市岩崎')).toBeUndefined()
  })
})

describe('a postal code', () => {
  test.each(['865-0016', '8650016', '〒８６５－００１６', '〒865ー0016', ' 865 0016 '])('is read from %s', (text) => {
    expect(parsePostalCode(text)).toEqual({ ok: true, value: '8650016' })
    expect(formatPostalCode(getValue(parsePostalCode(text)))).toBe('865-0016')
  })

  test.each([
    ['', 'postal_code_missing'],
    ['600001', 'postal_code_length'],
    ['86500167', 'postal_code_unreadable'],
    ['ABC-DEFG', 'postal_code_unreadable'],
    ['8650-016', 'postal_code_unreadable'],
  ])('%s is refused as %s', (text, code) => {
    expect(parsePostalCode(text)).toMatchObject({ ok: false, refusal: { code, because: expect.stringMatching(/。$/) } })
  })

  const places = (text: string) =>
    municipalitiesOf(getValue(parsePostalCode(text))).map(({ prefecture, name }) => `${prefecture}${name}`)

  test('may lie in two prefectures, so a human chooses', () => {
    expect(places('498-0000')).toEqual(expect.arrayContaining(['愛知県弥富市', '三重県桑名郡木曽岬町']))
    expect(new Set(places('498-0000')).size).toBe(places('498-0000').length)
  })

  test('mostly lies in one municipality, and in none when it is not in use', () => {
    expect(places('865-0016')).toEqual(['熊本県玉名市'])
    expect(places('000-0000')).toEqual([])
  })
})

describe('the directory of municipalities', () => {
  test('knows every municipality and ward once, with a valid code', () => {
    const all = listMunicipalities()
    expect(all).toHaveLength(1892)
    expect(new Set(all.map(({ code }) => code)).size).toBe(1892)
    for (const { code, prefecture } of all) expect(getPrefectureName(code)).toBe(prefecture)
  })

  test('finds wards but not the designated city above them', () => {
    expect(findMunicipality(municipalityCode('432067'))).toEqual({
      code: '432067',
      name: '玉名市',
      prefecture: '熊本県',
    })
    expect(findMunicipality(getValue(completeMunicipalityCode('40101')))?.name).toBe('北九州市門司区')
    expect(findMunicipality(municipalityCode('401005'))).toBeUndefined()
  })
})
