import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isSameOrigin, tokenHash } from '#platform/http/credentials.ts'
import { failureOf, faultOf } from '#platform/http/failure.ts'
import type { App } from '#platform/http/frame.ts'
import type { Html } from '#platform/http/html.ts'
import { statusOf } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { readLinkCode, receiptFrom } from './cooperation.ts'
import { linkAnswer } from './cooperation-contract.ts'
import { linkMarks } from './cooperation-desk.ts'
import {
  answerPage,
  askNumberPage,
  linkPageStyle,
  linkTroublePage,
  notOpenPage,
  receiptPage,
} from './cooperation-link-pages.ts'
import { openForRecipient, sealAnswer } from './cooperation-seal.ts'
import { askCooperation, asReceived, openLink } from './cooperation-store.ts'

const Params = z.object({ code: z.string().max(200) })
const OpenBody = z.object({ number: z.string().max(40) })
const hidden = { hide: true }
const formLimit = { lane: 'form' } as const

/** The pages behind the link of a letter: no account, no script, no cookie, and one answer for whatever does not open. */
export async function cooperationLinks(app: App, platform: Platform): Promise<void> {
  await app.register(async (pages) => {
    pages.setErrorHandler((error, request, reply) => sendTrouble(error, request, reply))
    pages.get('/k/style.css', { schema: hidden }, (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(linkPageStyle),
    )
    // The code is not even looked up: what is asked is the same for every code.
    pages.get('/k/:code/number', { schema: hidden }, async (_request, reply) => sendPage(reply, askNumberPage()))
    pages.get('/k/:code', { schema: hidden }, async (request, reply) =>
      reply.redirect(`/k/${encodeURIComponent(Params.parse(request.params).code)}/number`, 303),
    )
    pages.post('/k/:code/number', { schema: hidden, config: formLimit }, (request, reply) =>
      open(platform, request, reply),
    )
    pages.post('/k/:code/answer', { schema: hidden, config: formLimit }, (request, reply) =>
      answer(platform, request, reply),
    )
  })
}

function sendPage(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('referrer-policy', 'same-origin')
    .header('x-robots-tag', 'noindex')
    .type('text/html; charset=utf-8')
    .send(page.text)
}

async function open(platform: Platform, request: FastifyRequest, reply: FastifyReply) {
  const code = readLinkCode(Params.parse(request.params).code)
  const number = OpenBody.parse(request.body)
    .number.normalize('NFKC')
    .replace(/[^0-9]/g, '')
  const { codeHash, pinHash } = linkMarks({ platform }, { code, number })
  const token = Buffer.from(platform.randomBytes(32)).toString('base64url')
  const found = isSameOrigin(request, platform.origin)
    ? await openLink(platform.databases.public, { code: codeHash, number: pinHash, token: tokenHash(token) })
    : undefined
  if (found === undefined) return sendPage(reply, notOpenPage(), 422)
  return sendPage(reply, answerPage(found, openForRecipient(platform, found), { token }))
}

async function answer(platform: Platform, request: FastifyRequest, reply: FastifyReply) {
  const { codeHash } = linkMarks({ platform }, { code: readLinkCode(Params.parse(request.params).code), number: '' })
  const shape = z.looseObject({ token: z.string().max(100) })
  const given = shape.parse(request.body)
  const held = { code: codeHash, token: tokenHash(given.token) }
  const ask = (document: object) =>
    askCooperation({ db: platform.databases.public }, 'answer_cooperation_link', {
      document: { ...held, ...document },
      shape: z.unknown(),
    })
  const found = isSameOrigin(request, platform.origin) ? asReceived.nullable().parse((await ask({})) ?? null) : null
  if (found === null) return sendPage(reply, notOpenPage(), 422)
  const read = linkAnswer.safeParse(request.body)
  const wrong = wrongWith(read)
  if (!read.success || wrong !== undefined) {
    const kept = z.looseObject({ text: z.string().catch(''), by: z.string().catch('') }).parse(request.body)
    const said = openForRecipient(platform, found)
    return sendPage(reply, answerPage(found, said, { token: given.token, wrong, text: kept.text, by: kept.by }), 422)
  }
  const { state, text, by } = read.data
  const receipt = receiptFrom(platform.randomBytes(8))
  const sealed = sealAnswer(platform, found, { text, by })
  const taken = await ask({ state, sealed, receipt, sharingId: platform.newId() })
  return taken === null ? sendPage(reply, notOpenPage(), 422) : sendPage(reply, receiptPage(receipt))
}

function wrongWith(read: ReturnType<typeof linkAnswer.safeParse>): string | undefined {
  if (!read.success) return read.error.issues[0]?.message ?? '書かれたことを確かめてください。'
  if (read.data.state === undefined) return 'どのお答えかを選ぶと、送れます。'
  if (read.data.state === 'answered' && read.data.text === '') return 'お答えの言葉を入れると、送れます。'
  return undefined
}

/** Nothing that was typed is logged. */
function sendTrouble(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof z.ZodError) return sendPage(reply, notOpenPage(), 422)
  const { code, status = statusOf(code) } = failureOf(error, {})
  if (status >= 500) request.log.error({ code, fault: faultOf(error) }, 'request failed')
  return sendPage(reply, linkTroublePage(), status)
}
