import { z } from 'zod'
import { refuseMyNumber } from '#kernel/my-number.ts'
import { LARGEST_LEAFLET_BATCH } from './leaflet-number.ts'
import { LETTER_LANGUAGES, LETTER_STAGES, LETTER_SUPPLIES } from './letter.ts'

const line = (label: string, longest: number) =>
  z.string().trim().min(1, `「${label}」を入力してください。`).max(longest, `「${label}」は${longest}文字までです。`)

/** One line about the addressee; My Numbers are never taken, not even onto paper (番号法20条). */
const lineOfPerson = (label: string, longest: number) =>
  line(label, longest).superRefine((value, context) => {
    const refused = refuseMyNumber(value)
    if (!refused.ok) context.addIssue({ code: 'custom', message: refused.refusal.because })
  })

const what = {
  language: z.enum(LETTER_LANGUAGES),
  supply: z.enum(LETTER_SUPPLIES),
  windowId: z.uuid('相談窓口を選んでください。'),
  /** The number that readers call the company at; absent: the company's own as registered. */
  senderPhone: line('会社の電話番号', 40).optional(),
  senderSection: line('会社の担当部署', 60).optional(),
}

/** PDF/UA as base64, and its name for saving. */
const file = { pdf: z.string(), fileName: z.string() }

/** One letter for one person. Name and address are printed and not kept. */
export const issueLetter = {
  method: 'POST',
  path: '/api/letters',
  summary:
    '案内のお手紙を1通作ります（番号・QRコードつき。連絡に結びつくときは控え番号も）。お名前とご住所は保存しません。',
  body: z.strictObject({
    ...what,
    /** What the letter goes with; absent: it goes by itself. */
    stage: z.enum(LETTER_STAGES).optional(),
    /** The report that the letter belongs to: then the kept number opens its page. */
    reportId: z.uuid().optional(),
    /** Named as what it is: a customer number of twelve digits may look like a My Number. */
    reference: line('お客さま番号など', 60).optional(),
    addressee: z.strictObject({
      name: lineOfPerson('お名前', 100),
      postalCode: lineOfPerson('郵便番号', 10).optional(),
      addressLines: z
        .array(lineOfPerson('ご住所', 80))
        .min(1, 'ご住所を入力してください。')
        .max(3, 'ご住所は3行までです。'),
    }),
  }),
  response: z.object({ ...file, number: z.string(), keptNumber: z.string().optional() }),
} as const

/** A batch for the bags of field workers; each has its own number and page. */
export const issueLeaflets = {
  method: 'POST',
  path: '/api/leaflets',
  summary: '番号つきのちらしをまとめて作ります。',
  body: z.strictObject({
    ...what,
    count: z
      .int('枚数は数字で入力してください。')
      .min(1, '枚数は1枚からです。')
      .max(LARGEST_LEAFLET_BATCH, `一度に作れるのは${LARGEST_LEAFLET_BATCH}枚までです。`),
  }),
  response: z.object({ ...file, first: z.string(), last: z.string(), count: z.int() }),
} as const

/** How many were made and handed over, by municipality, kind and language. No names, no numbers. */
export const countLetters = {
  method: 'GET',
  path: '/api/letters/counts',
  summary: '案内を何通・何枚作り、何枚渡したかの集計です。お名前は含みません。',
  response: z.object({
    counts: z.array(
      z.object({
        tenantId: z.string(),
        municipalityName: z.string(),
        kind: z.enum(['letter', 'leaflet']),
        language: z.enum(LETTER_LANGUAGES),
        issued: z.int(),
        handed: z.int(),
        lastHandedOn: z.string().optional(),
      }),
    ),
  }),
} as const
