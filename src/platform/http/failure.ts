import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { CannotOpen } from '#platform/crypto/key-ring.ts'
import { NoSession } from '#platform/database/session.ts'
import { type FieldError, notFound, type ProblemBody, Refused, statusOf, wireCode } from './problem.ts'
import { MalformedJson } from './strict-json.ts'

type Failure = {
  code: string
  title: string
  errors?: readonly FieldError[]
  current?: unknown
  status?: number
  retryAfterMs?: number | undefined
}

const databaseError = z.object({ code: z.string(), message: z.string(), severity: z.string().optional() })
const busy =
  'いま混み合っているか、つながりにくくなっています。少し待ってから、もう一度お試しください。入力は画面に残っています。'
const unreadable = '送られた内容を読めません。画面を開き直して、もう一度お試しください。'

/** Turns whatever was thrown into a sentence, a code and a status; unknown faults say an id to quote and nothing else. */
export function failureOf(error: unknown, sentences: Readonly<Record<string, string>>): Failure {
  if (error instanceof Refused) {
    const { refusal, errors, current, retryAfterMs } = error
    return { code: refusal.code, title: refusal.because, errors, current, retryAfterMs }
  }
  if (error instanceof NoSession) return { code: 'no_session', title: 'もう一度ログインすると、続きから始められます。' }
  if (error instanceof MalformedJson) return { code: 'malformed', title: error.sentence }
  if (error instanceof CannotOpen) {
    return { code: 'cannot_open', title: '復号できませんでした。管理者に、画面の番号をお知らせください。', status: 500 }
  }
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(error.validation)
  return fromFramework(error) ?? fromDatabase(error, sentences) ?? unexpected
}

const unexpected: Failure = {
  code: 'internal',
  title:
    '思いがけない不具合が起きました。入力は画面に残っています。続くときは、画面の番号を添えて管理者にお知らせください。',
  status: 500,
}

function invalidInput(issues: readonly { instancePath: string; message?: string; keyword: string }[]): Failure {
  const errors = issues.map(({ instancePath, message, keyword }) => ({
    path: instancePath.replace(/^\//, '').replaceAll('/', '.'),
    code: keyword === 'custom' ? 'invalid' : keyword,
    message: sentenceOf(keyword, message),
  }))
  return {
    code: 'invalid_input',
    title: '入力に、直すところがあります。項目の下の説明をご覧ください。',
    errors,
    status: 422,
  }
}

/** The shape's own sentence; not where it would quote the name of a field that somebody made up. */
function sentenceOf(keyword: string, message: string | undefined): string {
  if (keyword === 'unrecognized_keys') return '知らない項目があります。画面を開き直して、もう一度お試しください。'
  return message !== undefined && /[ぁ-んァ-ヶ一-龠]/.test(message) ? message : 'この項目の形を確かめてください。'
}

const framework: Readonly<Record<string, Failure>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'too_large',
    title: '送る内容が大きすぎます。文章や写真を減らして、もう一度お試しください。',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media',
    title: '送る形式が合っていません。画面を開き直してください。',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'malformed', title: unreadable },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'malformed', title: unreadable },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'malformed', title: unreadable },
}

function fromFramework(error: unknown): Failure | undefined {
  const parsed = z.object({ code: z.string(), statusCode: z.number().optional() }).safeParse(error)
  if (!parsed.success) return undefined
  const known = framework[parsed.data.code]
  if (known) return known
  const { statusCode } = parsed.data
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { code: 'malformed', title: unreadable, status: statusCode }
  }
  return undefined
}

/** SQLSTATE → answer. TM… are raised by our own functions with the refusal's code as message. */
function fromDatabase(error: unknown, sentences: Readonly<Record<string, string>>): Failure | undefined {
  const parsed = databaseError.safeParse(error)
  if (!parsed.success) return undefined
  const { code: state, message } = parsed.data
  if (state === 'TM404') return { code: notFound.code, title: notFound.because }
  if (state.startsWith('TM') || state === '42501')
    return saidByGate(state, { code: message, title: sentences[message] })
  return byState.find(({ states }) => states.test(state))?.failure
}

function saidByGate(state: string, { code, title }: { code: string; title: string | undefined }): Failure {
  if (title === undefined && state === '42501')
    return { code: 'forbidden', title: 'この操作は、いまの役割では行えません。' }
  const status = { TM401: 401, TM409: 409, TM422: 422, '42501': 403 }[state]
  return { code, title: title ?? unexpected.title, ...(status ? { status } : {}) }
}

const storageFull = '保存する場所がいっぱいです。管理者にお知らせください。送信済みの連絡は失われていません。'
const crossed = 'ほかの操作と同時になりました。画面を開き直して、いまの内容を確かめてください。入力は消えていません。'
const byState: readonly { states: RegExp; failure: Failure }[] = [
  { states: /^53100$/, failure: { code: 'storage_full', title: storageFull } },
  { states: /^23505$/, failure: { code: 'crossed', title: crossed, status: 409 } },
  { states: /^57014$/, failure: { code: 'overloaded', title: busy } },
  { states: /^(08|57P|53|40|55P)/, failure: { code: 'unavailable', title: busy } },
  { states: /^(22|23514)/, failure: { code: 'invalid_input', title: '入力に、直すところがあります。', status: 422 } },
  { states: /^(ECONN|ENOENT|EPIPE|ETIMEDOUT)/, failure: { code: 'unavailable', title: busy } },
]

/** Sends the problem; nothing of the value, the statement or the stack leaves, and nothing personal is logged. */
export function sendFailure(
  request: FastifyRequest,
  reply: FastifyReply,
  { error, failure }: { error: unknown; failure: Failure },
) {
  const status = failure.status ?? statusOf(failure.code)
  const body: ProblemBody = {
    type: 'about:blank',
    title: failure.title,
    status,
    code: wireCode(failure.code),
    request_id: request.id,
    errors: failure.errors ?? [],
    ...(failure.current === undefined ? {} : { current: failure.current }),
  }
  // Whoever was turned away is no fault, and there are many of them at a time: the line of the answer says it.
  if (status >= 500 && failure.code !== 'overloaded')
    request.log.error({ code: body.code, fault: faultOf(error) }, 'request failed')
  if (status === 503 || status === 429) reply.header('retry-after', retryAfter(failure.retryAfterMs))
  return reply.code(status).type('application/problem+json; charset=utf-8').send(body)
}

/** Whole seconds, drawn from a span, so that those who were turned away together do not come back together. */
function retryAfter(knownMs: number | undefined): string {
  const soonest = knownMs === undefined ? 2 : Math.ceil(knownMs / 1000)
  return String(Math.max(1, soonest) + Math.floor(Math.random() * (knownMs === undefined ? 7 : 3)))
}

/** Name, SQLSTATE and place of a fault, without its message: a message may quote what somebody typed. */
export function faultOf(error: unknown): { name: string; state?: string; at?: string } {
  if (!(error instanceof Error)) return { name: typeof error }
  const at = error.stack
    ?.split('\n')
    .find((line) => line.includes('/src/'))
    ?.replace(/^.*\/src\//, 'src/')
    .replace(/\)$/, '')
  const state = z.object({ code: z.string() }).safeParse(error)
  return { name: error.name, ...(state.success ? { state: state.data.code } : {}), ...(at ? { at } : {}) }
}

export type { FastifyError }
