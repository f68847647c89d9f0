/** Understands the ways in which a register names a municipality. Explains every reading, guesses none. */
import { parseMunicipalityCode } from '#kernel/municipality-code.ts'
import { findPrefectureName } from '#kernel/prefecture.ts'
import { type Gazetteer, listPlacesOfAddress } from './address-places.ts'
import { areaCodeOf } from './area-code.ts'
import type { NationalArea } from './national-areas.ts'
import { findPrefectureByRoman, romanizeMunicipality, shortVowels } from './romanization.ts'
import type { MendKind } from './windows-import-model.ts'

export type NamedArea = { readonly area: NationalArea; readonly kana: string }

export type AreaRegister = {
  readonly byCode: ReadonlyMap<string, NamedArea>
  /** Areas whose own row was refused: identifier → the sentence about that row. */
  readonly refused: ReadonlyMap<string, string>
  readonly gazetteer: Gazetteer
}

export type Identified =
  | { readonly kind: 'found'; readonly area: NationalArea }
  | { readonly kind: 'mendable'; readonly area: NationalArea; readonly mend: MendKind; readonly because: string }
  | { readonly kind: 'unknown'; readonly because: string }

function byCode(code: string, written: string, register: AreaRegister): Identified {
  const found = register.byCode.get(code)
  if (found !== undefined) return { kind: 'found', area: found.area }
  const refused = register.refused.get(`jp-${code.slice(0, 5)}`)
  if (refused !== undefined) return { kind: 'unknown', because: refused }
  return { kind: 'unknown', because: `識別子「${written}」の市区町村が見当たりません。` }
}

/** `hyogo-kobe`: the prefecture by its romanised name, then the one municipality there whose kana reads so. */
function bySlug(written: string, register: AreaRegister): Identified {
  const [head = '', ...tail] = written.split('-')
  const prefecture = findPrefectureByRoman(head)
  if (prefecture === undefined) {
    return { kind: 'unknown', because: `識別子「${written}」の「${head}」という都道府県はありません。` }
  }
  const wanted = shortVowels(tail.join(''))
  const fits = [...register.byCode.values()].filter(
    ({ area, kana }) =>
      area.kind === 'municipality' && area.code.startsWith(prefecture) && romanizeMunicipality(kana) === wanted,
  )
  const prefectureName = findPrefectureName(prefecture) ?? ''
  const [first, ...others] = fits
  if (first === undefined) {
    const hint = [...register.refused.keys()].some((id) => id.startsWith(`jp-${prefecture}`))
      ? '（取り込めない市区町村の行があるためかもしれません）'
      : ''
    return { kind: 'unknown', because: `識別子「${written}」と読める市区町村が${prefectureName}にありません${hint}。` }
  }
  if (others.length > 0) {
    const names = fits.map(({ area }) => area.name).join('、')
    return { kind: 'unknown', because: `識別子「${written}」は${prefectureName}の${names}のどれとも読めます。` }
  }
  return {
    kind: 'mendable',
    area: first.area,
    mend: 'slug-identifiers',
    because: `識別子「${written}」は、${prefectureName}で読みが同じ${first.area.name}（${first.area.code}）と読めます。`,
  }
}

function byName(written: string, register: AreaRegister): Identified {
  const places = listPlacesOfAddress(written, register.gazetteer).filter((place) => place.town === undefined)
  const [first, ...others] = places
  if (first === undefined) return { kind: 'unknown', because: `「${written}」という市区町村が見当たりません。` }
  if (others.length > 0) {
    const names = places.map((place) => place.name).join('、')
    return { kind: 'unknown', because: `「${written}」は${names}のどれか決まりません。都道府県から書いてください。` }
  }
  return byCode(first.code, written, register)
}

/**
 * The municipality a register's identifier means: `jp-23100`, `231002`, `23100`, `aichi-nagoya`, 「愛知県名古屋市」.
 * A romanised one is only ever a proposal, to be used when that mend was asked for.
 */
export function identifyArea(written: string, register: AreaRegister): Identified {
  const text = written.trim()
  if (text === '') return { kind: 'unknown', because: '市区町村の識別子がありません。' }
  const five = /^(?:jp-)?(\d{5})$/u.exec(text)?.[1]
  if (five !== undefined) {
    if (findPrefectureName(five.slice(0, 2)) === undefined) {
      return { kind: 'unknown', because: `識別子「${text}」の先頭2けたは都道府県の番号（01から47）ではありません。` }
    }
    return byCode(areaCodeOf(five), text, register)
  }
  const six = /^(?:jp-)?(\d{6})$/u.exec(text)?.[1]
  if (six !== undefined) {
    const code = parseMunicipalityCode(six)
    return code.ok ? byCode(code.value, text, register) : { kind: 'unknown', because: code.refusal.because }
  }
  return /^[a-z]+(?:-[a-z]+)+$/u.test(text) ? bySlug(text, register) : byName(text, register)
}
