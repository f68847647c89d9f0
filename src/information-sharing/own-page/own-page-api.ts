import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { codeDigest, codeMark } from '#platform/crypto/guidance-code.ts'
import { NoSession } from '#platform/database/session.ts'
import { failureOf, faultOf } from '#platform/http/failure.ts'
import type { App } from '#platform/http/frame.ts'
import { statusOf } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { openContactDoors } from './contact-api.ts'
import { consultPage, frontPage, troublePage } from './front-pages.ts'
import { openOwnDoors } from './own-doors-api.ts'
import { hidden, type PageDoors, type ReadCode, sendPage } from './own-page-doors.ts'
import { findGuidance } from './own-page-store.ts'
import { ownPageStyle } from './own-page-style.ts'
import { shownOf } from './shown.ts'

const Params = z.object({ code: z.string().max(200) })
const Query = z.object({ l: z.enum(['ja', 'ja-easy']).optional().catch(undefined) })

/** The person's pages behind the code on a letter or leaflet: no account, no script, a few kilobytes. */
export async function ownPage(app: App, platform: Platform, readCode: ReadCode): Promise<void> {
  await app.register(async (pages) => {
    const visit = visitor(platform, readCode)
    pages.setErrorHandler((error, request, reply) => sendTrouble(error, request, reply))
    pages.get('/g/style.css', { schema: hidden }, (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(ownPageStyle),
    )
    pages.get('/g/:code', { schema: hidden }, async (request, reply) => {
      const { frame, guidance, reads } = await visit(request, reply, '')
      // A letter may arrive before its print run is registered: that is no error of whoever opens it.
      const status = guidance !== undefined || reads ? 200 : 404
      return sendPage(reply, frontPage(frame, await shownOf(platform, { guidance, reads })), status)
    })
    pages.get('/g/:code/consult', { schema: hidden }, async (request, reply) => {
      const { frame, ...sought } = await visit(request, reply, '/consult')
      return sendPage(reply, consultPage(frame, await shownOf(platform, sought)))
    })
    const doors = { app: pages, platform, visit }
    openContactDoors(doors)
    openOwnDoors(doors)
  })
}

function visitor(platform: Platform, readCode: ReadCode): PageDoors['visit'] {
  return async (request, reply, here) => {
    const typed = Params.parse(request.params).code
    const read = readCode(typed)
    const code = read.ok ? read.value : typed
    const codeHash = codeMark(platform.keys, codeDigest(code))
    const guidance = await findGuidance(platform.databases.public, codeHash)
    const language = Query.parse(request.query).l ?? guidance?.language ?? 'ja'
    return {
      request,
      reply,
      codeHash,
      guidance,
      reads: read.ok,
      frame: { code, language, here, leaveToken: undefined },
    }
  }
}

/** Also a fault is a page in the person's words, with the way back. Nothing that was typed is logged. */
function sendTrouble(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // A form of another shape than ours is nobody's fault that could be mended here: the page is opened anew.
  const foreign = error instanceof z.ZodError
  const { code, status = statusOf(code) } = foreign ? { code: 'malformed' } : failureOf(error, {})
  if (status >= 500) request.log.error({ code, fault: faultOf(error) }, 'request failed')
  const stale = foreign || code === 'csrf_failed' || error instanceof NoSession
  const at = Params.safeParse(request.params)
  const language = Query.parse(request.query).l ?? 'ja'
  const frame = { code: at.success ? at.data.code : '', language, here: '', leaveToken: undefined }
  return sendPage(reply, troublePage(frame, stale ? 'stale' : 'busy'), status)
}
