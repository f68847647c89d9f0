import { z } from 'zod'
import { consentCapacity, consentMethod } from '#consent/consent-contract.ts'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { refuseMyNumber } from '#kernel/my-number.ts'
import { parsePhoneNumber } from '#kernel/phone-number.ts'
import { guardText, type TextLimits } from '#kernel/text-guard.ts'
import { dataCategories, feedbackLevels, noticeStages, signs, supplyKinds, urgencies } from './report-form.ts'

/** Shapes that several doors of this feature repeat. Texts are kept as typed; My Numbers are never taken. */

/** One text field; the sentence names the field and what to mend. */
export function text(limits: TextLimits) {
  return z.string().superRefine((value, context) => {
    const guarded = guardText(value, limits)
    const refused = guarded.ok ? refuseMyNumber(value) : guarded
    if (!refused.ok) context.addIssue({ code: 'custom', message: refused.refusal.because })
  })
}

export const category = z.enum(dataCategories)
export const feedbackLevel = z.enum(feedbackLevels)
export const urgency = z.enum(urgencies)
export const supplyKind = z.enum(supplyKinds)
export const date = z.string().refine(isCalendarDate, '日付は、実際にある日を「2026-01-31」の形で入力してください。')
const phone = z
  .string()
  .max(40, '電話番号は40文字までで入力してください。')
  .superRefine((value, context) => {
    const read = parsePhoneNumber(value)
    if (!read.ok) context.addIssue({ code: 'custom', message: read.refusal.because })
  })

/** What was noticed, field by field: REPORT_FIELDS in report-form.ts says why each is asked. */
export const reportContent = z.strictObject({
  kind: z.enum(['arrears', 'signs']),
  /** Absent: proposed from the stop date and the signs, by the clocks of the municipality. */
  urgency: urgency.optional(),
  /** The window that a human chose where several fit; absent: found by the address. */
  windowId: z.uuid().optional(),
  place: z.strictObject({
    postalCode: z.string().max(20, '郵便番号は20文字までで入力してください。').optional(),
    address: text({ label: '場所（住所）', longest: 300 }),
  }),
  name: text({ label: 'お名前', longest: 100 }).optional(),
  reading: text({ label: 'ふりがな', longest: 100 }).optional(),
  phone: phone.optional(),
  callNote: text({ label: 'つながりやすい時間', longest: 100 }).optional(),
  signs: z.array(z.enum(signs)).max(signs.length, '同じものを2度は選べません。'),
  note: text({ label: '補足', longest: 1000, lines: 'many' }).optional(),
  supply: z
    .strictObject({
      kind: supplyKind,
      stage: z.enum(noticeStages),
      stopOn: date.optional(),
      stoppedOn: date.optional(),
    })
    .optional(),
  arrears: z
    .strictObject({
      months: z.int('月数は数字で入力してください。').min(0).max(240, '月数は240までで入力してください。').optional(),
      yen: z.int('金額は円の数字で入力してください。').min(0).max(100_000_000, '金額を確かめてください。').optional(),
      oldestDueOn: date.optional(),
    })
    .optional(),
})
export type ReportContent = z.infer<typeof reportContent>

/** A numbered leaflet or letter that was handed over, and the six digits that the person keeps. */
export const guidanceInput = z.strictObject({
  number: z.string().regex(/^[0-9A-Za-z-]{1,40}$/, '案内の番号は、印刷されたとおりに入力してください。'),
  /** Made by the device and written on the leaflet; with the code on it, it opens the person's own page. */
  keptNumber: z.string().regex(/^[0-9]{6}$/, '控え番号は数字6けたです。'),
})

export const consentView = z.object({
  id: z.uuid(),
  state: z.enum(['asked', 'given', 'refused', 'not-obtainable', 'withdrawn', 'expired']),
  categories: z.array(category),
  feedbackLevel,
  until: z.string(),
  method: consentMethod,
  capacity: consentCapacity,
  obtainedAt: z.string(),
  withdrawnAt: z.string().optional(),
})
export type ConsentView = z.infer<typeof consentView>

export const updateFields = ['arrears', 'paid', 'stop-on', 'stopped-on', 'restored-on'] as const

/** What changed after sending; old value, new value and reason stay for both sides. Yen as digits, days as dates. */
export const updateView = z.object({
  id: z.uuid(),
  at: z.string(),
  field: z.enum(updateFields),
  oldValue: z.string().optional(),
  newValue: z.string().optional(),
  reason: z.string(),
})

export const answersNow = z.object({ name: z.string(), phone: z.string().optional(), because: z.string() })

/** Signed with Ed25519 over its other fields (JSON, keys sorted); the key is at GET /api/receipt-key. */
export const receipt = z.object({
  reportId: z.uuid(),
  /** Random with a check digit, such as `7K3F-9XQA-M2`; safe to read out on the phone. */
  receiptNumber: z.string(),
  sentAt: z.string(),
  agencyId: z.uuid(),
  agencyName: z.string(),
  /** SHA-256 of what was sent, so that both sides can prove what the receipt is for. */
  bodyHash: z.string(),
  /** The line of the municipality's chained log, by its hash (hex): proves that it stands there, counts nothing. */
  logHash: z.string(),
  keyId: z.string(),
  signature: z.string(),
})
export type Receipt = z.infer<typeof receipt>

const optionalText = z.string().optional()

/** What a recipient's snapshot holds, category by category: one ciphertext each, so that one can go without the other. */
export const snapshotPart = z.discriminatedUnion('category', [
  z.object({ category: z.literal('identity'), name: optionalText, reading: optionalText }),
  z.object({
    category: z.literal('contact'),
    address: z.string(),
    postalCode: optionalText,
    phone: optionalText,
    callNote: optionalText,
  }),
  z.object({
    category: z.literal('supply'),
    kind: supplyKind,
    stage: z.enum(noticeStages),
    stopOn: optionalText,
    stoppedOn: optionalText,
  }),
  z.object({
    category: z.literal('observation'),
    signs: z.array(z.enum(signs)),
    note: optionalText,
    called: z.enum(['119', '110', 'both', 'not-yet']).optional(),
  }),
  z.object({
    category: z.literal('arrears'),
    months: z.int().optional(),
    yen: z.int().optional(),
    oldestDueOn: optionalText,
  }),
])
export type SnapshotPart = z.infer<typeof snapshotPart>
