import { z } from 'zod'
import { parsePhoneNumber } from '#kernel/phone-number.ts'
import { nameSearchKey } from '#kernel/search-key.ts'
import { sealJson } from '#platform/crypto/key-ring.ts'
import { notFound, Refused } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { type ContactTyped, contactPage, contactSentPage } from './front-pages.ts'
import { formLimit, hidden, type PageDoors, sendPage, type Visit } from './own-page-doors.ts'
import { linkTo } from './own-page-layout.ts'
import { formToken, requireOwnForm } from './own-page-session.ts'
import { requestContact } from './own-page-store.ts'
import { shownOf } from './shown.ts'

const line = z.string().trim().max(100).default('')
const ContactBody = z.object({
  id: z.uuid(),
  token: z.string().max(100),
  phone: line,
  name: line,
  when: line,
  note: line,
  quiet: z.literal('yes').optional(),
})
const nothing: ContactTyped = { name: '', phone: '', when: '', note: '', quiet: undefined }

/** As a report's: under them a request of a protected household is known, and read by its team alone (db/migrations/0036). */
function keysOf({ keys }: Platform, tenantId: string, { name, phone }: { name: string; phone: string }) {
  const number = parsePhoneNumber(phone)
  const known = [
    ...(name === '' ? [] : [{ kind: 'name', text: nameSearchKey(name) }]),
    ...(number.ok ? [{ kind: 'phone', text: number.value.digits }] : []),
  ]
  return known.map(({ kind, text }) => ({
    kind,
    key: Buffer.from(keys.blindIndex(tenantId, kind, text)).toString('hex'),
  }))
}

/** 「連絡をもらう」: from the code alone, nothing needs to be known; sealed for the agency, no company sees it. */
export function openContactDoors({ app, platform, visit }: PageDoors): void {
  const tokenOf = ({ frame }: Visit) => formToken(platform, { session: undefined, code: frame.code })

  app.get('/g/:code/contact', { schema: hidden }, async (request, reply) => {
    const visited = await visit(request, reply, '/contact')
    const form = { id: platform.newId(), token: tokenOf(visited), typed: nothing, phoneIsWrong: false }
    if (!visited.guidance?.agencyId) return reply.redirect(linkTo(visited.frame, '/consult'), 303)
    return sendPage(reply, contactPage(visited.frame, form))
  })

  app.post('/g/:code/contact', { schema: hidden, config: formLimit }, async (request, reply) => {
    const visited = await visit(request, reply, '/contact')
    const { id, token, ...rest } = ContactBody.parse(request.body)
    const typed = { ...rest, quiet: rest.quiet }
    requireOwnForm(request, platform, { given: token, expected: tokenOf(visited) })
    if (!parsePhoneNumber(typed.phone).ok) {
      return sendPage(reply, contactPage(visited.frame, { id, token, typed, phoneIsWrong: true }), 422)
    }
    const { guidance, codeHash, frame } = visited
    if (!guidance?.agencyId) throw new Refused(notFound)
    const scopeId = guidance.tenantId
    const { key, wrapped } = platform.keys.newSubjectKey(scopeId)
    const { quiet, ...said } = typed
    const sealed = sealJson(key, { scopeId, recordId: id, field: 'contact-request' }, said)
    await requestContact(platform.databases.public, codeHash, {
      id,
      agencyId: guidance.agencyId,
      subjectId: platform.newId(),
      wrappedKey: Buffer.from(wrapped).toString('base64'),
      sealed: Buffer.from(sealed).toString('base64'),
      language: frame.language,
      quiet: quiet === 'yes',
      keys: keysOf(platform, scopeId, said),
    })
    return reply.redirect(linkTo(frame, '/contact/sent'), 303)
  })

  app.get('/g/:code/contact/sent', { schema: hidden }, async (request, reply) => {
    const { frame, ...sought } = await visit(request, reply, '/contact/sent')
    return sendPage(reply, contactSentPage(frame, await shownOf(platform, sought)))
  })
}
