import { z } from 'zod'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { LETTER_LANGUAGES, LETTER_STAGES } from '../letter.ts'

/** How a hand-out reaches a person. */
export const HANDOUT_CHANNELS = {
  door: '訪問',
  post: '郵送',
  enclosed: '同封',
  counter: '窓口',
  phone: '電話',
} as const
export const handoutChannels = ['door', 'post', 'enclosed', 'counter', 'phone'] as const

const day = z.string().refine(isCalendarDate, '日付は「2026-04-01」のように入力してください。')
const municipalities = z.array(z.object({ id: z.string(), name: z.string() }))
export type Municipality = z.infer<typeof municipalities>[number]

/** What was handed out without a number. */
export const recordHandout = {
  method: 'PUT',
  path: '/api/handouts/:id',
  summary: '番号のないご案内（電話で窓口を伝えた、カウンターで渡した など）を件数だけ記録します。',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({
    tenantId: z.uuid('市区町村を選んでください。'),
    handedOn: day,
    stage: z.enum(LETTER_STAGES),
    channel: z.enum(handoutChannels),
    language: z.enum(LETTER_LANGUAGES),
    count: z.int('件数は数字で入力してください。').min(1, '件数は1件からです。').max(100_000, '件数は10万件までです。'),
  }),
  response: z.undefined(),
} as const

const ownHandout = recordHandout.body.omit({ tenantId: true }).extend({
  ...{ id: z.string(), tenantId: z.string(), handedOn: z.string() },
  /** Written down less than a day ago. */
  mayTakeBack: z.boolean(),
})
export const ownHandouts = z.array(ownHandout)
export type OwnHandout = z.infer<typeof ownHandout>

/** The last twenty that the speaker wrote down, the latest first. */
export const readOwnHandouts = {
  method: 'GET',
  path: '/api/handouts/own',
  summary: '自分が最近記録した番号のないご案内と、ご案内を数えられる市区町村です。',
  response: z.object({ handouts: ownHandouts, municipalities }),
} as const

/** Takes back what was written down by mistake, within a day. */
export const takeBackHandout = {
  method: 'DELETE',
  path: '/api/handouts/:id',
  summary: '自分が1日以内に記録した番号のないご案内を取り消します。',
  params: z.object({ id: z.uuid() }),
  response: z.undefined(),
} as const

/** One line of the ledger, as the database answers it and as it goes over the wire. */
export const handoutShape = z.object({
  month: z.string(),
  municipalityName: z.string(),
  stage: z.enum(LETTER_STAGES),
  channel: z.enum(handoutChannels),
  language: z.enum(LETTER_LANGUAGES),
  wordingVersion: z.string(),
  handed: z.int(),
  /** Reports that came of it, which the company itself wrote down: a call or a visit in which the number was told. */
  led: z.int(),
})
export type HandoutRow = z.infer<typeof handoutShape>

/** A fiscal year of hand-outs and what came of them. */
export const readHandoutLedger = {
  method: 'GET',
  path: '/api/handouts',
  summary: '年度ごとの案内の台帳です。段階・月・渡し方・言語・文面の版ごとの件数だけで、お名前は含みません。',
  query: z.object({
    year: z.coerce.number().int().min(2020, '年度は2020からです。').max(2100, '年度は2100までです。'),
  }),
  /** `municipalities`: those that a hand-out may be counted for. */
  response: z.object({ rows: z.array(handoutShape), municipalities }),
} as const
