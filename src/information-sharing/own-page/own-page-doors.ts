import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Result } from '#kernel/result.ts'
import type { App } from '#platform/http/frame.ts'
import type { Html } from '#platform/http/html.ts'
import type { Platform } from '#platform/platform.ts'
import type { PageFrame } from './own-page-layout.ts'
import type { Guidance } from './own-page-store.ts'

/** Reads the code as printed or typed; the numbering belongs to `letter`. */
export type ReadCode = (typed: string) => Result<string>

/** Everything a page needs: the frame, what the code leads to, and its hash. */
export type Visit = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly frame: PageFrame
  readonly codeHash: string
  readonly guidance: Guidance | undefined
  /** What was typed has the form and the check symbol of a code. */
  readonly reads: boolean
}
export type PageDoors = {
  readonly app: App
  readonly platform: Platform
  readonly visit: (request: FastifyRequest, reply: FastifyReply, here: string) => Promise<Visit>
}

/** Forms are few a minute even behind a shared address; the kept number rests after five tries by itself. */
export const formLimit = { lane: 'form' } as const
export const hidden = { hide: true }

/** Sends a page; its address holds the code, so no other site is told where the reader came from. */
export function sendPage(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('referrer-policy', 'same-origin')
    .header('x-robots-tag', 'noindex')
    .type('text/html; charset=utf-8')
    .send(page.text)
}
