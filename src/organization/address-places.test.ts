import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildGazetteer, joinGazetteers, joinPlaces, listPlacesOfAddress } from './address-places.ts'
import { listNationalAreas, listPlacesOfPostalCode, type NationalArea } from './national-areas.ts'

const areas = listNationalAreas()
const gazetteer = buildGazetteer(areas)
const namesOf = (address: string) => listPlacesOfAddress(address, gazetteer).map((place) => place.name)

test('47 prefectures, 1,741 municipalities and 171 wards are known, each once', () => {
  const counts = new Map([...Map.groupBy(areas, (area) => area.kind)].map(([kind, list]) => [kind, list.length]))
  expect(Object.fromEntries(counts)).toEqual({ prefecture: 47, municipality: 1741, ward: 171 })
  expect(new Set(areas.map((area) => area.code)).size).toBe(areas.length)
})

describe('an address', () => {
  test('with prefecture has one place, however it is spelt', () => {
    expect(namesOf('東京都府中市宮町1-1')).toEqual(['東京都府中市'])
    expect(namesOf('〒252-0143 神奈川県 相模原市 緑区 橋本6-2-1')).toEqual(['神奈川県相模原市緑区'])
    expect(namesOf('千葉県鎌ヶ谷市新鎌ケ谷')).toEqual(['千葉県鎌ケ谷市'])
    expect(namesOf('福岡県須恵町須恵')).toEqual(['福岡県糟屋郡須惠町'])
    expect(namesOf('東京都三宅村阿古')).toEqual(['東京都三宅島三宅村'])
  })

  test('without prefecture has every place it may mean', () => {
    expect(namesOf('府中市府川町')).toEqual(['東京都府中市', '広島県府中市'])
    expect(namesOf('中央区銀座')).toHaveLength(11)
    expect(namesOf('火星市1-1')).toEqual([])
  })

  test('keeps the town behind the municipality', () => {
    expect(listPlacesOfAddress('熊本県玉名市岩崎１６３番地', gazetteer)[0]).toEqual({
      code: '432067',
      name: '熊本県玉名市',
      town: '岩崎163',
    })
  })

  test('every municipality and ward of the country is found under its own full name', () => {
    const places = areas.filter((area) => area.kind !== 'prefecture')
    fc.assert(
      fc.property(fc.constantFrom(...places), (area) => {
        const found = listPlacesOfAddress(`${area.prefectureName}${area.fullName}本町一丁目2番3号`, gazetteer)
        expect(found.map((place) => place.code)).toEqual([area.code])
      }),
      { numRuns: 300 },
    )
  })

  test('an invented town is found beside the country’s', () => {
    const invented: NationalArea = {
      code: '990001',
      kind: 'municipality',
      name: '灯町市',
      fullName: '灯町市',
      prefectureName: '灯県',
    }
    const both = joinGazetteers(gazetteer, buildGazetteer([invented]))
    expect(listPlacesOfAddress('灯町市本町1-2', both).map((place) => place.code)).toEqual(['990001'])
  })
})

describe('a postal code', () => {
  test('can lie in two prefectures; the address then decides', () => {
    const both = listPlacesOfPostalCode('498-0000')
    expect(both.map((place) => place.name)).toEqual(['愛知県弥富市', '三重県桑名郡木曽岬町'])
    const joined = joinPlaces(both, listPlacesOfAddress('三重県桑名郡木曽岬町和富', gazetteer))
    expect(joined).toMatchObject({ kind: 'places', places: [{ code: '243035' }] })
  })

  test('names the ward when the address names only the city', () => {
    const joined = joinPlaces(listPlacesOfPostalCode('2300051'), listPlacesOfAddress('横浜市', gazetteer))
    expect(joined).toMatchObject({ kind: 'places', places: [{ name: '神奈川県横浜市鶴見区' }] })
  })

  test('that contradicts the address makes neither believed', () => {
    const joined = joinPlaces(listPlacesOfPostalCode('8650016'), listPlacesOfAddress('北海道富良野市', gazetteer))
    expect(joined).toMatchObject({ kind: 'contradiction' })
  })

  test('that nobody uses has no place', () => {
    expect(listPlacesOfPostalCode('0000000')).toEqual([])
    expect(listPlacesOfPostalCode('865')).toEqual([])
  })
})
