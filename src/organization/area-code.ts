/** Codes of municipalities (全国地方公共団体コード) as the window register needs them. */
import { completeMunicipalityCode, type MunicipalityCode } from '#kernel/municipality-code.ts'
import { getValue } from '#kernel/result.ts'

/** Six digits for the five that postal data carry. Throws on what is not such a code: that is a defect of the data. */
export function areaCodeOf(five: string): MunicipalityCode {
  return getValue(completeMunicipalityCode(five))
}

/** Towns and villages have a third digit from 3 up; cities, special wards and wards have 1 or 2. */
export function isTownOrVillage(code: string): boolean {
  return /^\d{2}[3-7]/u.test(code)
}

/** 指定都市 (地方自治法第252条の19): postal data name only their wards, so the cities themselves stand here. */
export const designatedCities = [
  { five: '01100', name: '札幌市' },
  { five: '04100', name: '仙台市' },
  { five: '11100', name: 'さいたま市' },
  { five: '12100', name: '千葉市' },
  { five: '14100', name: '横浜市' },
  { five: '14130', name: '川崎市' },
  { five: '14150', name: '相模原市' },
  { five: '15100', name: '新潟市' },
  { five: '22100', name: '静岡市' },
  { five: '22130', name: '浜松市' },
  { five: '23100', name: '名古屋市' },
  { five: '26100', name: '京都市' },
  { five: '27100', name: '大阪市' },
  { five: '27140', name: '堺市' },
  { five: '28100', name: '神戸市' },
  { five: '33100', name: '岡山市' },
  { five: '34100', name: '広島市' },
  { five: '40100', name: '北九州市' },
  { five: '40130', name: '福岡市' },
  { five: '43100', name: '熊本市' },
] as const
