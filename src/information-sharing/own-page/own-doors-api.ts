import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Consent } from '#consent/consent.ts'
import { doorstepScope } from '#consent/consent.ts'
import { consentDocument, WORDING_VERSION } from '#consent/index.ts'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { persistently } from '#platform/database/persistently.ts'
import { callGate, inSession, NoSession, type SessionTx } from '#platform/database/session.ts'
import { unwrap } from '#platform/http/door.ts'
import type { Html } from '#platform/http/html.ts'
import { openOwnFiles } from './own-file-api.ts'
import { formLimit, hidden, type PageDoors, sendPage, type Visit } from './own-page-doors.ts'
import { linkTo } from './own-page-layout.ts'
import {
  clearOwnCookie,
  formToken,
  newToken,
  type OwnSession,
  ownSessionOf,
  requireOwnForm,
  setOwnCookie,
} from './own-page-session.ts'
import { closeOwnPage, getOwnRow, type OwnRow, openOwnPage, withdrawOwnConsent } from './own-page-store.ts'
import {
  answeredPage,
  askPage,
  consentPage,
  type OwnRecord,
  pinPage,
  type Speaker,
  speakers,
  withdrawPage,
} from './own-pages.ts'
import { toldPage } from './own-statement-page.ts'
import { getOwnStatement } from './own-statement-store.ts'

const next = z.enum(['consent', 'told', 'withdraw', 'agree']).catch('consent')
const token = z.string().max(100)
const OpenBody = z.object({ token, next, pin: z.string().max(40) })
const TokenBody = z.object({ token })
const AgreeBody = z.object({
  token,
  who: z.enum(speakers).exclude(['other']),
  version: z.string().max(200),
  answer: z.enum(['given', 'refused']),
  spokenBy: z.string().trim().max(100).default(''),
})

type Opened = Visit & { readonly tx: SessionTx; readonly token: string }

/** What concerns one person: opened by code and kept number, closed after 15 quiet minutes or by hand. */
export function openOwnDoors(doors: PageDoors): void {
  const { app, platform } = doors
  const today = () => todayInJapan(platform.now())

  own(doors, { method: 'GET', path: 'consent' }, async ({ tx, frame }) =>
    consentPage(frame, recordOf(await getOwnRow(tx.db)), today()),
  )
  own(doors, { method: 'GET', path: 'told' }, async ({ tx, frame }) => {
    const record = recordOf(await getOwnRow(tx.db))
    return toldPage(frame, { record, source: await getOwnStatement(tx.db), today: today() })
  })
  openOwnFiles(doors)
  own(doors, { method: 'GET', path: 'withdraw' }, async ({ frame, token }) =>
    withdrawPage(frame, { token, done: false }),
  )
  own(doors, { method: 'POST', path: 'withdraw' }, async ({ tx, frame, token }) => {
    await withdrawOwnConsent(tx.db)
    return withdrawPage(frame, { token, done: true })
  })
  own(doors, { method: 'GET', path: 'agree' }, async (opened) => {
    const who = z.object({ who: z.enum(speakers).catch('other') }).parse(opened.request.query).who
    return ask(doors, opened, { who, spokenByWrong: false })
  })
  own(doors, { method: 'POST', path: 'agree' }, (opened) => answer(doors, opened))

  app.post('/g/:code/open', { schema: hidden, config: formLimit }, (request, reply) => open(doors, request, reply))
  app.post('/g/:code/leave', { schema: hidden }, async (request, reply) => {
    const { frame } = await doors.visit(request, reply, '')
    const session = ownSessionOf(request, platform)
    if (session) {
      const expected = formToken(platform, { session, code: frame.code })
      requireOwnForm(request, platform, { given: TokenBody.parse(request.body).token, expected })
      await inSession(platform.databases, session.credential, ({ db }) => closeOwnPage(db)).catch(unlessOver)
    }
    clearOwnCookie(reply, platform)
    return reply.redirect(linkTo(frame, ''), 303)
  })
}

/** A door that asks for the kept number first, and comes back to where it was. */
function own(
  { app, platform, visit }: PageDoors,
  { method, path }: { method: 'GET' | 'POST'; path: z.output<typeof next> },
  handle: (opened: Opened) => Promise<Html>,
): void {
  app.route({
    method,
    url: `/g/:code/${path}`,
    schema: hidden,
    handler: async (request, reply) => {
      const visited = await visit(request, reply, `/${path}`)
      const session = ownSessionOf(request, platform)
      const bare = { token: formToken(platform, { session: undefined, code: visited.frame.code }), next: path }
      if (!session) return sendPage(reply, pinPage(visited.frame, { ...bare, wrong: false }))
      const token = formToken(platform, { session, code: visited.frame.code })
      if (method === 'POST') {
        requireOwnForm(request, platform, { given: TokenBody.parse(request.body).token, expected: token })
      }
      const frame = { ...visited.frame, leaveToken: token }
      const page = await asPerson(session, (tx) => handle({ ...visited, frame, tx, token })).catch(unlessOver)
      return sendPage(reply, page ?? pinPage(visited.frame, { ...bare, wrong: false }))

      function asPerson(session: OwnSession, work: (tx: SessionTx) => Promise<Html>): Promise<Html> {
        return persistently(() =>
          inSession(platform.databases, session.credential, async (tx) => {
            const belongs = tx.who.plane === 'public' && tx.who.guidanceCodeHash === visited.codeHash
            if (!belongs) throw new NoSession()
            return work(tx)
          }),
        )
      }
    },
  })
}

function unlessOver(error: unknown): undefined {
  if (error instanceof NoSession) return undefined
  throw error
}

async function open({ platform, visit }: PageDoors, request: FastifyRequest, reply: FastifyReply) {
  const { frame, codeHash } = await visit(request, reply, '')
  const body = OpenBody.parse(request.body)
  const expected = formToken(platform, { session: undefined, code: frame.code })
  requireOwnForm(request, platform, { given: body.token, expected })
  const digits = body.pin.normalize('NFKC').replace(/[^0-9]/g, '')
  const pin = Buffer.from(platform.keys.mark('guidance-pin', digits)).toString('hex')
  const { token, hash } = newToken(platform)
  const opened = await openOwnPage(platform.databases.public, { code: codeHash, pin, token: hash })
  if (!opened) {
    const here = { ...frame, here: `/${body.next}` }
    return sendPage(reply, pinPage(here, { token: expected, next: body.next, wrong: true }), 422)
  }
  setOwnCookie(reply, platform, token)
  return reply.redirect(linkTo(frame, `/${body.next}`), 303)
}

const dayOf = (instant: string) => todayInJapan(new Date(instant))

function recordOf(row: OwnRow): OwnRecord {
  const { consent } = row
  return {
    companyName: row.organizationName,
    municipalityName: row.tenantName,
    told: row.sharings,
    number: row.number,
    openings: row.openings,
    answered: consent
      ? {
          on: dayOf(consent.obtainedAt),
          here: consent.method === 'self-service',
          issuedOn: consent.numberIssuedOn ?? undefined,
        }
      : undefined,
    consent: consent
      ? { ...consent, recipientTenantId: row.tenantId, withdrawn: consent.withdrawnAt !== null }
      : undefined,
  }
}

function askedScope({ platform }: PageDoors, row: OwnRow): Consent {
  const terms = { recipientTenantId: row.tenantId, allowed: row.allowed, ceiling: row.ceiling }
  return { ...doorstepScope(terms, todayInJapan(platform.now())), outcome: 'given', withdrawn: false }
}

/** Names what was read: an answer counts for exactly these words and this scope. */
function versionOf({ platform }: PageDoors, scope: Consent): string {
  return Buffer.from(platform.keys.mark('asked', `${WORDING_VERSION} ${JSON.stringify(scope)}`)).toString('base64url')
}

async function ask(doors: PageDoors, { tx, frame, token }: Opened, form: { who: Speaker; spokenByWrong: boolean }) {
  const row = await getOwnRow(tx.db)
  const scope = askedScope(doors, row)
  return askPage(frame, recordOf(row), { ...form, token, scope, version: versionOf(doors, scope) })
}

async function answer(doors: PageDoors, opened: Opened): Promise<Html> {
  const { platform } = doors
  const { tx, frame, request } = opened
  const { who, version, answer: outcome, spokenBy } = AgreeBody.parse(request.body)
  const row = await getOwnRow(tx.db)
  const missing = who !== 'self' && spokenBy === ''
  if (missing || version !== versionOf(doors, askedScope(doors, row))) {
    return ask(doors, opened, { who, spokenByWrong: missing })
  }
  const wrappedKey = new Uint8Array(Buffer.from(row.wrappedKey, 'base64'))
  const { organizationId, subjectId } = row
  const custody = { organizationId, subjectId, wrappedKey, key: platform.keys.unwrap(organizationId, wrappedKey) }
  const document = consentDocument(platform, custody, {
    terms: { recipientTenantId: row.tenantId, allowed: row.allowed, ceiling: row.ceiling },
    answer: {
      outcome,
      method: 'self-service',
      capacity: who,
      language: frame.language,
      wordingVersion: WORDING_VERSION,
      obtainedAt: platform.now().toISOString(),
      ...(who === 'self' ? {} : { spokenBy }),
    },
  })
  await callGate(tx.db, 'own_consent', { document: unwrap(document), shape: z.boolean() })
  return answeredPage(frame, outcome)
}
