import type { Brand } from './brand.ts'
import { halfWidth } from './character-width.ts'
import { findPrefectureName } from './prefecture.ts'
import { ok, type Result, refuse } from './result.ts'

/** 全国地方公共団体コード: six digits, the last a check digit; prefectures, municipalities and wards alike. */
export type MunicipalityCode = Brand<string, 'MunicipalityCode'>

/** What may have happened to a damaged code. A proposal is shown and confirmed, never applied in silence. */
export type MunicipalityCodeProposal = Readonly<{
  kind: 'lost_leading_zero' | 'missing_check_digit' | 'lost_leading_zero_and_check_digit' | 'wrong_check_digit'
  code: MunicipalityCode
  because: string
}>

const WEIGHTS = [6, 5, 4, 3, 2] as const

/** The check digit of the first five digits: 11 less the remainder of the weighted sum by 11, last digit. Source: 総務省. */
function checkDigit(five: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(five[index]), 0)
  return String((11 - (sum % 11)) % 10)
}

/** 99 is no prefecture's number and never will be: towns of the demonstration and of tests stand there. */
const INVENTED = '99'

/**
 * True for six digits of an existing prefecture (or of the invented one, 99) with the right check digit. Says nothing
 * about whether the municipality exists.
 */
export function isMunicipalityCode(value: unknown): value is MunicipalityCode {
  return (
    typeof value === 'string' &&
    /^\d{6}$/.test(value) &&
    (findPrefectureName(value.slice(0, 2)) !== undefined || value.startsWith(INVENTED)) &&
    checkDigit(value) === value[5]
  )
}

/** A code written in code or read back from our own database. Throws on a wrong check digit: that is a defect. */
export function municipalityCode(text: string): MunicipalityCode {
  if (isMunicipalityCode(text)) return text
  throw new RangeError('not a municipality code')
}

/** Reads six digits, half or full width. Shorter or damaged codes are refused; see `proposeMunicipalityCodes`. */
export function parseMunicipalityCode(text: string): Result<MunicipalityCode> {
  const digits = halfWidth(text).trim()
  if (isMunicipalityCode(digits)) return ok(digits)
  if (digits === '') return refuse('municipality_code_missing', '市区町村コードが入力されていません。')
  if (!/^\d{6}$/.test(digits)) {
    return refuse(
      'municipality_code_length',
      '市区町村コードは6けたの数字です（例：432067）。先頭の0が落ちていないか確かめてください。',
    )
  }
  if (findPrefectureName(digits.slice(0, 2)) === undefined) {
    return refuse('municipality_code_prefecture', '市区町村コードの先頭2けたは都道府県の番号（01から47）です。')
  }
  return refuse(
    'municipality_code_check_digit',
    '市区町村コードの最後の数字（検査数字）が合いません。写しまちがいがないか確かめてください。',
  )
}

/** The six-digit code of a five-digit one (postal data, statistics carry no check digit). */
export function completeMunicipalityCode(five: string): Result<MunicipalityCode> {
  const digits = halfWidth(five).trim()
  if (!/^\d{5}$/.test(digits))
    return refuse('municipality_code_length', '検査数字のない市区町村コードは5けたの数字です（例：43206）。')
  const code = `${digits}${checkDigit(digits)}`
  if (isMunicipalityCode(code)) return ok(code)
  return refuse('municipality_code_prefecture', '市区町村コードの先頭2けたは都道府県の番号（01から47）です。')
}

/** Codes a damaged text may have meant, each with the reason; five digits can have two readings, so a human chooses. */
export function proposeMunicipalityCodes(text: string): readonly MunicipalityCodeProposal[] {
  const digits = halfWidth(text).trim()
  if (!/^\d{4,6}$/.test(digits) || isMunicipalityCode(digits)) return []
  const readings = [
    {
      kind: 'lost_leading_zero',
      code: digits.length === 5 ? `0${digits}` : '',
      because: '表計算で先頭の0が落ちたと考えられます',
    },
    {
      kind: 'missing_check_digit',
      code: digits.length === 5 ? withCheckDigit(digits) : '',
      because: '検査数字のない5けたのコードと考えられます',
    },
    {
      kind: 'lost_leading_zero_and_check_digit',
      code: digits.length === 4 ? withCheckDigit(`0${digits}`) : '',
      because: '検査数字のないコードから先頭の0が落ちたと考えられます',
    },
    {
      kind: 'wrong_check_digit',
      code: digits.length === 6 ? withCheckDigit(digits.slice(0, 5)) : '',
      because: '先頭5けたが正しければ、最後の検査数字だけがちがっています',
    },
  ] as const
  return readings.flatMap(({ kind, code, because }) =>
    isMunicipalityCode(code) && !code.startsWith(INVENTED)
      ? [{ kind, code, because: `${because}：${digits} → ${code}` }]
      : [],
  )
}

function withCheckDigit(five: string): string {
  return `${five}${checkDigit(five)}`
}

/** The two-digit prefecture code of a municipality. */
export function prefectureCodeOf(code: MunicipalityCode): string {
  return code.slice(0, 2)
}

/** The prefecture's name; empty for an invented town. */
export function getPrefectureName(code: MunicipalityCode): string {
  return findPrefectureName(prefectureCodeOf(code)) ?? ''
}

/** True for a prefecture's own code, such as 130001 for 東京都. */
export function isPrefectureItself(code: MunicipalityCode): boolean {
  return code.slice(2, 5) === '000'
}
