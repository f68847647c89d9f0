import { plainHyphens } from './character-width.ts'
import { ok, type Result, refuse } from './result.ts'

/** How a number is reached, which decides what a caller pays and whether it follows the person. */
export type PhoneKind = 'landline' | 'mobile' | 'ip' | 'toll_free' | 'navigation' | 'demo'

/** A telephone number: as written, as digits for comparing, and its extension apart (GIF 445). */
export type PhoneNumber = Readonly<{ raw: string; digits: string; kind: PhoneKind; extension?: string }>

const EXTENSION = /[(,、]?(?:内線|ext\.?|#|x)[:：]?(\d{1,6})\)?$/i

const KINDS: readonly Readonly<{ kind: PhoneKind; digits: RegExp }>[] = [
  // No number in Japan begins with 000: these belong to the demo town and can never ring.
  { kind: 'demo', digits: /^000\d{7,8}$/ },
  { kind: 'toll_free', digits: /^(?:0120\d{6}|0800\d{7})$/ },
  { kind: 'navigation', digits: /^0570\d{6}$/ },
  { kind: 'mobile', digits: /^0[6-9]0[1-9]\d{7}$/ },
  { kind: 'ip', digits: /^050\d{8}$/ },
  // A zero in third place belongs to mobile and other services, never to an area code.
  { kind: 'landline', digits: /^0[1-9][1-9]\d{7}$/ },
]

/** Reads one number with hyphens, parentheses, full-width digits, `+81` and `内線`. What was typed stays in `raw`. */
export function parsePhoneNumber(text: string): Result<PhoneNumber> {
  const plain = plainHyphens(text)
    .replace(/^(?:tel|電話)[:.]?/i, '')
    .replace(/\s/g, '')
  if (plain === '') return refuse('phone_missing', '電話番号が入力されていません。')
  const extension = EXTENSION.exec(plain)
  const number = (extension ? plain.slice(0, extension.index) : plain).replace(/^\+81-?(?:\(0\))?0?/, '0')
  if (/[/／,、・]/.test(number)) {
    return refuse('phone_several', '電話番号は1つずつ入力してください。')
  }
  if (!/^[\d()-]+$/.test(number)) {
    return refuse(
      'phone_unreadable',
      '電話番号を読み取れません。数字とハイフンで入力してください（例：000-0000-0000）。',
    )
  }
  const digits = number.replace(/\D/g, '')
  const kind = KINDS.find((candidate) => candidate.digits.test(digits))?.kind
  if (kind === undefined) return refusedDigits(digits)
  return ok({ raw: text, digits, kind, ...(extension?.[1] ? { extension: extension[1] } : {}) })
}

function refusedDigits(digits: string): Result<never> {
  if (!digits.startsWith('0')) {
    return refuse('phone_area_code', '電話番号は0から始まります。市外局番から入力してください。')
  }
  return refuse(
    'phone_length',
    '電話番号のけた数が合いません。市外局番から10けた（携帯電話などは11けた）で入力してください。',
  )
}

/** For reading aloud and printing: hyphens as written; otherwise set where the kind of number fixes them. The extension follows. */
export function formatPhoneNumber({ raw, digits, kind, extension }: PhoneNumber): string {
  const written = (/\(?\d[\d()-]*\d/.exec(plainHyphens(raw))?.[0] ?? '').replace(/[()-]+/g, '-').replace(/^-/, '')
  const number = written.replace(/\D/g, '') === digits && written.includes('-') ? written : hyphenated(digits, kind)
  return extension ? `${number}（内線${extension}）` : number
}

function hyphenated(digits: string, kind: PhoneKind): string {
  if (digits.length === 11) {
    const head = kind === 'toll_free' ? 4 : 3
    return `${digits.slice(0, head)}-${digits.slice(head, 7)}-${digits.slice(7)}`
  }
  if (kind === 'toll_free' || kind === 'navigation')
    return `${digits.slice(0, 4)}-${digits.slice(4, 7)}-${digits.slice(7)}`
  if (/^0[36]/.test(digits)) return `${digits.slice(0, 2)}-${digits.slice(2, 6)}-${digits.slice(6)}`
  // The length of other area codes needs a table; a hyphen in the wrong place is worse than none.
  return digits
}
