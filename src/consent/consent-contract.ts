import { z } from 'zod'
import { refuseMyNumber } from '#kernel/my-number.ts'

/** The shapes of an answer to the question of consent, as screens send it and as it comes back. */
export const consentOutcome = z.enum(['given', 'refused', 'not-obtainable'])
export const consentMethod = z.enum([
  'paper',
  'tablet-signature',
  'oral-script',
  'oral-witness',
  'e-mail',
  'self-service',
])
export const consentCapacity = z.enum(['self', 'statutory-representative', 'guardian', 'parent-of-minor'])
export const consentLanguage = z.enum(['ja', 'ja-easy'])
export const dataCategory = z.enum(['identity', 'contact', 'supply', 'observation', 'arrears'])
export const feedbackLevel = z.enum(['none', 'received', 'contacted', 'supported'])

/** Text as people write it; My Numbers are never taken (番号法20条). */
const text = (longest: number, tooLong: string) =>
  z
    .string()
    .trim()
    .max(longest, tooLong)
    .superRefine((value, context) => {
      const refused = refuseMyNumber(value)
      if (!refused.ok) context.addIssue({ code: 'custom', message: refused.refusal.because })
    })
const shortText = (label: string) => text(60, `「${label}」は60文字までです。`)

/** What was answered at the door or on the phone. The scope is the preset one; the server computes it. */
export const consentAnswer = z.strictObject({
  outcome: consentOutcome,
  method: consentMethod,
  capacity: consentCapacity,
  language: consentLanguage,
  wordingVersion: z.string().max(20),
  obtainedAt: z.iso.datetime({ offset: true, error: '同意を伺った日時の形を確かめてください。' }),
  spokenBy: shortText('代わりに答えた方').optional(),
  witness: shortText('立ち会った方').optional(),
  whyNotObtainable: text(200, '200文字までにしてください。').optional(),
  /** PNG of the signature as a data URL, at most about 100 kB. */
  signature: z
    .string()
    .max(150_000, '署名の画像が大きすぎます。書き直してください。')
    .regex(/^data:image\/png;base64,[A-Za-z0-9+/=]+$/, '署名を読めませんでした。書き直してください。')
    .optional(),
})
export type ConsentAnswerInput = z.infer<typeof consentAnswer>

export const consentWordingShape = z.object({
  version: z.string(),
  language: consentLanguage,
  question: z.string(),
  sentences: z.array(z.string()),
  nothingChanges: z.string(),
  withdraw: z.string(),
  yes: z.string(),
  no: z.string(),
})

/** The question to ask for one municipality, in every language, with the script for the phone. */
export const consentQuestion = {
  method: 'GET',
  path: '/api/consent/question',
  summary: '同意を伺う文章（相手の市区町村と会社の名前入り）',
  query: z.strictObject({ tenantId: z.uuid('窓口のある市区町村を選んでください。') }),
  response: z.object({
    tenantId: z.string(),
    municipalityName: z.string(),
    categories: z.array(dataCategory),
    feedbackLevel,
    until: z.string(),
    wordings: z.array(consentWordingShape),
    oralScript: z.array(z.string()),
  }),
} as const

/** The company records that the person withdrew, as easily as it was given. */
export const withdrawConsent = {
  method: 'POST',
  path: '/api/consents/:id/withdraw',
  summary: 'ご本人の申し出による同意の取り消し',
  params: z.strictObject({ id: z.uuid() }),
  response: z.object({ withdrawn: z.boolean(), stays: z.array(z.string()) }),
} as const
