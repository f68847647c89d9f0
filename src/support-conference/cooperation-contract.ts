import { z } from 'zod'
import { dataCategory } from '#consent/consent-contract.ts'
import { refuseMyNumber } from '#kernel/my-number.ts'
import { cooperationEnds, cooperationStates } from './cooperation.ts'

const byId = z.strictObject({ id: z.uuid('この求めは見つかりません。') })
const version = z.int()
/** Words as people write them; My Numbers are never taken (番号法20条). */
const words = (label: string, longest: number, least = 0) =>
  z
    .string()
    .trim()
    .min(least, `「${label}」を入れてください。`)
    .max(longest, `「${label}」は${longest}文字までです。`)
    .superRefine((value, context) => {
      const refused = refuseMyNumber(value)
      if (!refused.ok) context.addIssue({ code: 'custom', message: refused.refusal.because })
    })

export const cooperationRow = z.object({
  id: z.uuid(),
  caseNumber: z.string(),
  body: z.string(),
  recipient: z.string(),
  way: z.enum(['screen', 'letter']),
  categories: z.array(dataCategory),
  dueOn: z.string(),
  state: z.enum(cooperationStates),
  draftedBy: z.string(),
  sentAt: z.string().optional(),
})
export type CooperationRow = z.infer<typeof cooperationRow>
const named = z.object({ id: z.uuid(), name: z.string() })

export const listCooperationRequests = {
  method: 'GET',
  path: '/api/cooperation-requests',
  summary: '協力の求め（第9条第3項）の一覧です。期日の近い順です。',
  response: z.object({
    requests: z.array(cooperationRow),
    bodies: z.array(named),
    companies: z.array(named),
    allowed: z.array(z.enum(['draft'])),
  }),
} as const

/** What is asked and of whom it speaks, sealed; `address` only where it was chosen. */
export const cooperationWords = z.object({
  name: z.string(),
  address: z.string().optional(),
  question: z.string(),
  whyHard: z.string(),
  necessity: z.string(),
})
export type CooperationWords = z.infer<typeof cooperationWords>

export const draftCooperation = {
  method: 'POST',
  path: '/api/cooperation-requests',
  summary: '協力の求めを下書きします。まだだれにも伝わりません。',
  body: z.strictObject({
    id: z.uuid(),
    bodyId: z.uuid('どの会議体からの求めかを選んでください。'),
    itemId: z.uuid().optional(),
    caseId: z.uuid('どのケースかを選んでください。'),
    recipient: z.union([
      z.strictObject({ id: z.uuid('会社を選んでください。') }),
      z.strictObject({ name: words('求める先の名前', 100, 1) }),
    ]),
    categories: z.array(dataCategory).min(1, '何を求めるかを、1つ以上選んでください。').max(5),
    basis: z.union([
      z.strictObject({ kind: z.literal('consent') }),
      z.strictObject({
        kind: z.literal('without-consent'),
        interest: z.enum(['life', 'body', 'property']),
        whyHard: words('同意を伺えない事情', 500, 4),
        necessity: words('必要な理由', 500, 4),
      }),
    ]),
    question: words('伺いたいこと', 1000, 4),
    withAddress: z.boolean(),
    dueOn: z.iso.date('期日を入れてください。'),
  }),
  response: z.object({ id: z.uuid() }),
} as const

const cooperationView = cooperationRow.extend({
  version,
  caseId: z.uuid().optional(),
  basis: z.enum(['consent', 'without-consent']),
  interest: z.enum(['life', 'body', 'property']).optional(),
  words: cooperationWords,
  answer: z.object({ text: z.string(), by: z.string() }).optional(),
  answeredBy: z.enum(['link', 'screen', 'office', 'judgement']).optional(),
  receipt: z.string().optional(),
  ownDraft: z.boolean(),
  sentBy: z.string().optional(),
  endedAt: z.string().optional(),
  link: z.object({ issuedAt: z.string(), expiresAt: z.string(), opened: z.boolean(), usable: z.boolean() }).optional(),
  allowed: z.array(z.enum(['send', 'reissue', 'withdraw', 'record'])),
})
export type CooperationView = z.infer<typeof cooperationView>

export const getCooperationRequest = {
  method: 'GET',
  path: '/api/cooperation-requests/:id',
  summary: '協力の求め1件です。開いたことが記録に残ります。',
  params: byId,
  response: cooperationView,
} as const

const move = {
  method: 'POST',
  params: byId,
  body: z.strictObject({ version }),
} as const
/** The paper with its link, and the number that is told by telephone: shown this once, kept nowhere. */
const sent = z.object({
  request: cooperationView,
  letter: z.object({ pdf: z.string(), fileName: z.string(), number: z.string(), address: z.string() }).optional(),
})
export type SentCooperation = z.infer<typeof sent>

/** Asks for a step-up, and for somebody else than who wrote it. */
export const sendCooperation = {
  ...move,
  path: '/api/cooperation-requests/:id/send',
  summary: '協力の求めを送ります。書いた方とは別の、主任か主管課の方が送ります。',
  response: sent,
} as const
export const reissueCooperation = {
  ...move,
  path: '/api/cooperation-requests/:id/letter',
  summary: '手紙と番号を作り直します。前の手紙のリンクと番号は使えなくなります。',
  response: sent,
} as const
export const withdrawCooperation = {
  ...move,
  path: '/api/cooperation-requests/:id/withdrawal',
  summary: '協力の求めを取り下げます。届いた先では、開けなくなります。',
  response: cooperationView,
} as const

const end = z.enum(cooperationEnds, '回答を選んでください。')
export const recordCooperation = {
  method: 'POST',
  path: '/api/cooperation-requests/:id/answer',
  summary: '電話・郵便・窓口で届いた回答を書き留めます。',
  params: byId,
  body: z.strictObject({ version, state: end, text: words('回答', 4000, 1), by: words('答えた方', 100, 1) }),
  response: cooperationView,
} as const

const receivedRow = z.object({
  id: z.uuid(),
  body: z.string(),
  agency: z.string(),
  agencyId: z.uuid(),
  categories: z.array(dataCategory),
  dueOn: z.string(),
  state: z.enum(cooperationStates),
})
export type ReceivedRow = z.infer<typeof receivedRow>

export const listReceivedRequests = {
  method: 'GET',
  path: '/api/received-requests',
  summary: '会社に届いた協力の求めです。お名前は、開くと見られます。',
  response: z.object({ requests: z.array(receivedRow) }),
} as const

const received = z.object({
  id: z.uuid(),
  tenant: z.string(),
  body: z.string(),
  agency: z.string(),
  agencyId: z.uuid(),
  phone: z.string().optional(),
  categories: z.array(dataCategory),
  dueOn: z.string(),
  name: z.string(),
  address: z.string().optional(),
  question: z.string(),
})
export type ReceivedRequest = z.infer<typeof received>

export const openReceivedRequest = {
  method: 'POST',
  path: '/api/received-requests/:id/open',
  summary: '届いた協力の求めを開きます。開いたことが記録に残ります。',
  params: byId,
  response: received,
} as const

/** An answer with content goes through a judgement (ground `cooperation-request`), never through here. */
export const declineReceivedRequest = {
  method: 'POST',
  path: '/api/received-requests/:id/decline',
  summary: '応じられない、またはわからないと答えます。理由は書かなくてもかまいません。',
  params: byId,
  body: z.strictObject({
    state: z.enum(['declined', 'unable'], '回答を選んでください。'),
    text: words('ひとこと', 1000),
  }),
  response: z.object({ receipt: z.string() }),
} as const

/** The answer as a form without script sends it. */
export const linkAnswer = z.object({
  token: z.string().max(100),
  state: z.enum(cooperationEnds).optional().catch(undefined),
  text: words('回答', 4000),
  by: words('お答えの方', 100),
})
