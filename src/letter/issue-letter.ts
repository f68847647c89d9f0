import type { z } from 'zod'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { err, ok, type Result, refuse } from '#kernel/result.ts'
import { findWindow } from '#organization/index.ts'
import { codeDigest, codeMark } from '#platform/crypto/guidance-code.ts'
import type { SessionTx, Staff } from '#platform/database/session.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { formatLeafletNumber, leafletNumbersOf } from './leaflet-number.ts'
import { type LetterSender, WORDING_VERSION } from './letter.ts'
import type { issueLeaflets, issueLetter } from './letter-contract.ts'
import { formatLetterNumber, LETTER_NUMBER_BYTES, type LetterNumber, letterNumberFrom } from './letter-number.ts'
import { printGuidanceLetter, printLeaflets } from './letter-pdf.ts'
import {
  findReportForLetter,
  findTenantName,
  getNextLeafletSerial,
  getSender,
  insertCodes,
  isNumberTaken,
} from './letter-store.ts'
import { printedWindow } from './printed-window.ts'
import { formatPublicCode, PUBLIC_CODE_BYTES, publicCodeFrom, publicPageUrl } from './public-code.ts'

export type Desk = { readonly platform: Platform; readonly tx: SessionTx; readonly staff: Staff }
type LetterBody = z.output<(typeof issueLetter)['body']>
type LeafletsBody = z.output<(typeof issueLeaflets)['body']>
type Common = Pick<LetterBody, 'language' | 'supply' | 'windowId' | 'senderPhone' | 'senderSection'>

/**
 * Prints one letter and keeps the hashes of its code and kept number; name and address are not kept. A kept number is
 * printed only where it opens something: on a letter about a report that the speaker may tie it to.
 */
export async function issueOneLetter(
  desk: Desk,
  body: LetterBody,
): Promise<Result<z.input<(typeof issueLetter)['response']>>> {
  const { platform, tx } = desk
  const handout = await handoutOf(desk, body)
  if (!handout.ok) return handout
  const code = publicCodeFrom(platform.randomBytes(PUBLIC_CODE_BYTES))
  const number = await freshLetterNumber(desk)
  const report = body.reportId === undefined ? undefined : await findOwnReport(desk, body.reportId)
  // The contract holder opens the letters of a household: where somebody in it must not know, none is made.
  if (report?.protected) return refuse('no-letter-to-this-household', noLetter)
  const reportId = report === undefined ? undefined : body.reportId
  const keptNumber = reportId === undefined ? undefined : keptNumberFrom(platform.randomBytes(6))
  const { reference, addressee } = body
  const { sender, ...rest } = handout.value.printed
  const pdf = await printGuidanceLetter({
    ...rest,
    stage: body.stage ?? 'general',
    sender: { ...sender, ...(reference ? { reference } : {}) },
    number,
    issuedOn: todayInJapan(platform.now()),
    addressee: {
      name: addressee.name,
      addressLines: addressee.addressLines,
      ...(addressee.postalCode ? { postalCode: addressee.postalCode } : {}),
    },
    publicUrl: publicPageUrl(platform.origin, code),
    typedCode: formatPublicCode(code),
    ...(keptNumber === undefined ? {} : { keptNumber }),
  })
  if (!pdf.ok) return pdf
  await insertCodes(tx.db, [
    {
      ...handout.value.kept,
      kind: 'letter',
      stage: body.stage ?? 'general',
      channel: 'post',
      wordingVersion: WORDING_VERSION,
      number,
      codeHash: codeMark(platform.keys, codeDigest(code)),
      ...(keptNumber === undefined ? {} : { pinHash: hexMark(platform, 'guidance-pin', keptNumber) }),
      ...(reportId === undefined ? {} : { reportId }),
    },
  ])
  const text = formatLetterNumber(number)
  const made = { number: text, pdf: base64(pdf.value), fileName: `annai-${text}.pdf` }
  return ok(keptNumber === undefined ? made : { ...made, keptNumber })
}

/** Prints a batch of leaflets with consecutive numbers, each with a page of its own. */
export async function issueLeafletBatch(
  desk: Desk,
  body: LeafletsBody,
): Promise<Result<z.input<(typeof issueLeaflets)['response']>>> {
  const { platform, tx, staff } = desk
  const handout = await handoutOf(desk, body)
  if (!handout.ok) return handout
  const firstSerial = await getNextLeafletSerial(tx.db, staff.organization.id)
  const numbers = leafletNumbersOf({ firstSerial, count: body.count })
  if (!numbers.ok) return numbers
  const made = numbers.value.map((number) => ({
    number,
    code: publicCodeFrom(platform.randomBytes(PUBLIC_CODE_BYTES)),
  }))
  const leaflets = made.map(({ number, code }) => ({ number, publicUrl: publicPageUrl(platform.origin, code) }))
  const pdf = await printLeaflets({ ...handout.value.printed, leaflets })
  if (!pdf.ok) return pdf
  const { kept } = handout.value
  await insertCodes(
    tx.db,
    made.map(({ number, code }) => ({
      ...kept,
      kind: 'leaflet' as const,
      stage: 'general' as const,
      channel: 'door' as const,
      wordingVersion: WORDING_VERSION,
      number,
      codeHash: codeMark(platform.keys, codeDigest(code)),
    })),
  )
  const [first, last] = [numbers.value.at(0), numbers.value.at(-1)].map((one) => (one ? formatLeafletNumber(one) : ''))
  const fileName = `chirashi-${first}.pdf`
  return ok({ first: first ?? '', last: last ?? '', count: body.count, pdf: base64(pdf.value), fileName })
}

/** What letters and leaflets have in common, or why this window cannot be printed. */
async function handoutOf({ tx, staff }: Desk, body: Common) {
  const window = await findWindow(tx.db, body.windowId)
  if (window === undefined) return err(notFound)
  const { tenantId } = window
  const municipalityName = tenantId === undefined ? undefined : await findTenantName(tx.db, tenantId)
  if (tenantId === undefined || municipalityName === undefined || window.phone === undefined) {
    return refuse('window-not-connected', 'この窓口は、まだこの仕組みにつながっていません。別の窓口を選ぶと作れます。')
  }
  const company = await getSender(tx.db, staff.organization.id)
  const phone = body.senderPhone ?? company.phone ?? undefined
  if (phone === undefined) {
    return refuse('sender-phone-missing', 'お手紙に載せる会社の電話番号を入力してください。')
  }
  const sender: LetterSender = {
    companyName: company.name,
    phone,
    ...(body.senderSection ? { sectionName: body.senderSection } : {}),
  }
  const { language, supply, windowId } = body
  const printed = { language, supply, municipalityName, sender, window: printedWindow(window, window.phone) }
  return ok({ printed, kept: { tenantId, windowId, language } })
}

/** The report that a letter may be tied to: the same question as sec.new_guidance_codes asks (db/migrations/0013). */
const noLetter =
  'この連絡には「知られると危ない人がいる」と印が付いています。手紙は契約者の方の目にふれるため、作りません。伝えたいことは、相談窓口に電話で相談できます。'

async function findOwnReport({ tx, staff }: Desk, reportId: string) {
  const report = await findReportForLetter(tx.db, { organizationId: staff.organization.id, reportId })
  const ofHouse = staff.roles.some((role) => role === 'arrears_clerk' || role === 'liaison')
  return report !== undefined && (ofHouse || report.written_by === staff.userId) ? report : undefined
}

/** Random numbers may meet; then another is drawn. */
async function freshLetterNumber({ platform, tx }: Desk): Promise<LetterNumber> {
  for (;;) {
    const number = letterNumberFrom(platform.randomBytes(LETTER_NUMBER_BYTES))
    if (!(await isNumberTaken(tx.db, number))) return number
  }
}

/** Six digits, each equally likely (48 random bits leave no bias that matters). */
function keptNumberFrom(random: Uint8Array): string {
  const drawn = [...random].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return String(drawn % 1_000_000n).padStart(6, '0')
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const hexMark = ({ keys }: Platform, purpose: string, text: string) =>
  Buffer.from(keys.mark(purpose, text)).toString('hex')
