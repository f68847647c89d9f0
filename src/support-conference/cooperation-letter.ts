import path from 'node:path'
import { DATA_CATEGORIES } from '#consent/consent.ts'
import { addDays, calendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { formatEra } from '#kernel/date-text.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { listUnprintable } from '#platform/pdf/printable.ts'
import { qrCodeSvg } from '#platform/pdf/qr-code.ts'
import { typesetPdf } from '#platform/pdf/typeset.ts'
import type { Platform } from '#platform/platform.ts'
import type { Desk } from './conference-desk.ts'
import { LINK_DAYS, LINK_TRIES } from './cooperation.ts'
import type { RequestRecord } from './cooperation-store.ts'

/** Where the link on the paper leads. */
export function linkAddress({ origin }: Pick<Platform, 'origin'>, code: string): string {
  return `${origin}/k/${code}`
}

/** What the letter says besides who writes to whom. The person is not in it: whoever else opens the envelope learns nothing. */
export const LETTER_WORDS = {
  title: '支援会議への協力のお願い',
  opening:
    'いつもお世話になっております。生活にお困りの方を支えるため、次のことについて、お持ちの資料や情報、ご意見を伺いたく、お願い申し上げます。',
  statute:
    'このお願いは、生活困窮者自立支援法第9条第3項（支援会議は、構成員でない関係機関などにも、資料や情報の提供、意見の開陳などの協力を求めることができます）にもとづくものです。',
  free: '協力に努めていただくことを、同じ条の第4項が定めていますが、義務ではありません。お答えにならなくても、不利なことは何もありません。「応じられません」「わかりません」も、大切なお答えです。理由はいりません。',
  whom: 'どなたのことかと詳しいご質問は、この紙には書いていません。下のページを開くか、お電話をください。お電話では、組織の代表番号へ折り返し、お話しできる方かを確かめます。',
  keep: 'この紙には、困りごとのある方がいるというお知らせが含まれます。お取り扱いの担当の方だけでご覧ください。',
} as const

/** Sets the letter of one request; refuses characters that the typeface cannot draw. */
export async function printCooperationLetter(
  { platform }: Desk,
  request: RequestRecord,
  code: string,
): Promise<Result<Uint8Array>> {
  const today = todayInJapan(platform.now())
  const address = linkAddress(platform, code)
  const data = {
    words: LETTER_WORDS,
    date: formatEra(today),
    recipient: request.recipient,
    body: request.body,
    agency: request.agency.name,
    phone: request.agency.phone ?? null,
    asked: request.categories.map((category) => DATA_CATEGORIES[category]),
    dueOn: formatEra(calendarDate(request.dueOn)),
    until: formatEra(addDays(today, LINK_DAYS)),
    tries: LINK_TRIES,
    address,
    code: code.replace(/(.{5})(?=.)/g, '$1 '),
    qr: qrCodeSvg(address),
    number: request.id.slice(-6).toUpperCase(),
  }
  const unknown = listUnprintable(JSON.stringify({ ...data, qr: '' }))
  if (unknown.length > 0) {
    return refuse(
      'unprintable',
      `「${unknown.join('」「')}」は用意した書体にない文字です。かななど別の書き方にすると印刷できます。`,
    )
  }
  const template = path.join(import.meta.dirname, 'cooperation-letter.typ')
  return ok(
    await typesetPdf({
      ...{ template, title: LETTER_WORDS.title, data, language: 'ja', standard: 'ua-1' },
      printedAt: platform.now(),
    }),
  )
}
