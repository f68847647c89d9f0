import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { municipalityCode } from './municipality-code.ts'
import { parsePersonName, personNameKeys } from './person-name.ts'
import { parsePostalAddress, postalAddressKey } from './postal-address.ts'
import { getValue } from './result.ts'
import { addressSearchKey, kanjiNumber, nameSearchKey } from './search-key.ts'

const japanese = fc.string({
  unit: fc.constantFrom(
    ...'灯花子髙﨑邉齋葛祇一二丁目番地号のノヶケがガ大字ｶﾞｰ－ー-0９ 　・Ａａ\u0301',
    '𠮷',
    '\u{E0100}',
    '\u{E0101}',
    '\uFE00',
  ),
  maxLength: 40,
})

describe('a name is kept as it is written', () => {
  test.each(['髙橋 花子', '𠮷田　太郎', '葛\u{E0100}城', '﨑', 'ﾄﾓｼﾋﾞ ﾊﾅｺ', '㈱灯', 'グエン・ティ・ホア'])(
    '%s',
    (raw) => {
      expect(getValue(parsePersonName({ raw })).raw).toBe(raw)
    },
  )

  test('variation selectors and surrogate pairs survive, whatever stands around them', () => {
    fc.assert(
      fc.property(japanese, (text) => {
        const name = parsePersonName({ raw: text })
        const address = parsePostalAddress({ raw: text })
        if (name.ok) expect(name.value.raw).toBe(text)
        if (address.ok) expect(address.value.raw).toBe(text)
        expect(name.ok).toBe(text.trim() !== '')
      }),
    )
  })

  test('family and given name are told apart only by one space', () => {
    expect(getValue(parsePersonName({ raw: '灯 花子', reading: 'ともしび はなこ' }))).toEqual({
      raw: '灯 花子',
      family: '灯',
      given: '花子',
      reading: 'ともしび はなこ',
    })
    expect(getValue(parsePersonName({ raw: '灯　花子' }))).toMatchObject({ family: '灯', given: '花子' })
    expect(getValue(parsePersonName({ raw: '灯花子' }))).toEqual({ raw: '灯花子' })
    expect(getValue(parsePersonName({ raw: 'Nguyen Thi Hoa' }))).toEqual({ raw: 'Nguyen Thi Hoa' })
  })

  test.each([
    [{ raw: '' }, 'text_missing'],
    [{ raw: '灯\u0000' }, 'text_control'],
    [{ raw: '\uD842' }, 'text_broken'],
    [{ raw: '灯'.repeat(101) }, 'text_too_long'],
    [{ raw: '灯 花子', reading: '灯 花子' }, 'name_reading_kanji'],
  ])('a bad one gets a sentence: %j', (input, code) => {
    expect(parsePersonName(input)).toMatchObject({
      ok: false,
      refusal: { code, because: expect.stringMatching(/。$/) },
    })
  })
})

describe('a name is found under any spelling', () => {
  test.each([
    ['髙橋　花子', '高橋花子'],
    ['𠮷田 太郎', '吉田太郎'],
    ['葛\u{E0100}城', '葛城'],
    ['渡邉', '渡辺'],
    ['齋藤', '斉藤'],
    ['山﨑', '山崎'],
    ['ﾀｶﾊｼ ﾊﾅｺ', 'たかはし　はなこ'],
    ['ｼﾞﾖｼﾞ', 'じょじ'],
    ['ジョン・スミス', 'ｼﾞｮﾝ ｽﾐｽ'],
    ['ＳＭＩＴＨ', 'Smith'],
    ['㏍灯', 'k.k.灯'],
    ['灯\u200B花子', '灯花子'],
  ])('%s and %s', (left, right) => {
    expect(nameSearchKey(left)).toBe(nameSearchKey(right))
  })

  test('but other names stay apart', () => {
    expect(new Set(['高橋', '高嶺', '髙田', 'たかはし', 'たかばし'].map(nameSearchKey)).size).toBe(5)
  })

  test('the reading gives a second key', () => {
    expect(personNameKeys({ raw: '灯 花子', reading: 'ともしび はなこ' })).toEqual(['灯花子', 'トモシビハナコ'])
    expect(personNameKeys({ raw: 'ともしび', reading: 'トモシビ' })).toEqual(['トモシビ'])
  })
})

describe('an address is kept as written and found under any spelling', () => {
  const same = [
    '霞が関一丁目2番3号',
    '霞ヶ関１－２－３',
    '霞ケ関1丁目2-3',
    '霞ｹ関1ー2ー3',
    '霞が関 1‐2−3',
    '霞が関一丁目二番三号',
  ]
  test.each(same)('%s', (raw) => {
    expect(addressSearchKey(raw)).toBe('霞ケ関1-2-3')
  })

  test.each([
    ['灯町市大字東灯十二番地3 灯ハイツ２０３号室', '灯町市東灯12-3灯ハイツ203'],
    ['灯町市北十条西二丁目', '灯町市北10条西2'],
    ['灯町市虎ノ門1番地の2', '灯町市虎の門1-2'],
    ['灯町市岩崎163番地', '灯町市岩崎163'],
    ['灯町市1-2㏍灯ビル', '灯町市1-2KK灯ビル'],
  ])('%s and %s', (left, right) => {
    expect(addressSearchKey(left)).toBe(addressSearchKey(right))
  })

  test('place names with numbers stay whole', () => {
    expect(addressSearchKey('三番町6-2')).toBe('三番町6-2')
    expect(addressSearchKey('六本木3-2-1')).not.toBe(addressSearchKey('本木63-2-1'))
  })

  test('different lots stay apart', () => {
    expect(new Set(['灯町1-23', '灯町12-3', '灯町1-2-3', '灯町123'].map(addressSearchKey)).size).toBe(4)
  })

  test('the prefecture may be left off', () => {
    expect(postalAddressKey({ raw: '熊本県灯町市1丁目2' })).toBe(postalAddressKey({ raw: '灯町市1-2' }))
  })

  test('a prefecture that contradicts the municipality gets a sentence', () => {
    expect(parsePostalAddress({ raw: '福岡県灯町市1-2', municipalityCode: municipalityCode('432067') })).toMatchObject({
      ok: false,
      refusal: { code: 'address_prefecture_mismatch', because: expect.stringContaining('福岡県') },
    })
    expect(parsePostalAddress({ raw: '熊本県玉名市1-2', municipalityCode: municipalityCode('432067') }).ok).toBe(true)
  })
})

describe('keys are steady', () => {
  test('a key is its own key', () => {
    fc.assert(
      fc.property(japanese, (text) => {
        expect(nameSearchKey(nameSearchKey(text))).toBe(nameSearchKey(text))
      }),
      { numRuns: 2000 },
    )
  })

  test('width, spaces and variation selectors never change a key', () => {
    const widened = (text: string) =>
      text
        .replace(/[0-9A-Za-z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
        .replaceAll('灯', '灯\u{E0100}')
    fc.assert(
      fc.property(japanese, (text) => {
        expect(nameSearchKey(`　${widened(text)} `)).toBe(nameSearchKey(text))
        expect(addressSearchKey(`　${widened(text)} `)).toBe(addressSearchKey(text))
      }),
    )
  })

  test('block, lot and house give one key in words and with hyphens', () => {
    const number = fc.integer({ min: 1, max: 99 })
    fc.assert(
      fc.property(number, number, number, (block, lot, house) => {
        const key = addressSearchKey(`灯町市東灯${block}-${lot}-${house}`)
        expect(key).toBe(`灯町市東灯${block}-${lot}-${house}`)
        expect(addressSearchKey(`灯町市東灯${block}丁目${lot}番${house}号`)).toBe(key)
        expect(addressSearchKey(`灯町市大字東灯${block}丁目${lot}番地の${house}`)).toBe(key)
      }),
    )
  })

  test.each([
    ['二十三', 23],
    ['二三', 23],
    ['一〇三', 103],
    ['百五', 105],
    ['千二百', 1200],
    ['十', 10],
    ['〇', 0],
  ])('%s is %d', (kanji, number) => {
    expect(kanjiNumber(kanji)).toBe(number)
  })
})
