import type { FastifyReply, FastifyRequest } from 'fastify'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { inSession, NoSession } from '#platform/database/session.ts'
import { unwrap } from '#platform/http/door.ts'
import { type OwnStatementSource, ownStatementOf } from '../statement/statement.ts'
import { statementCsv } from '../statement/statement-csv.ts'
import { printStatement } from '../statement/statement-pdf.ts'
import { hidden, type PageDoors, type Visit } from './own-page-doors.ts'
import { linkTo } from './own-page-layout.ts'
import { ownSessionOf } from './own-page-session.ts'
import { getOwnStatement } from './own-statement-store.ts'

const kinds = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8' } as const

/** The person's statement as a file; without a living session one is led to where the number is asked for. */
export function openOwnFiles(doors: PageDoors): void {
  for (const kind of ['pdf', 'csv'] as const) {
    doors.app.get(`/g/:code/told.${kind}`, { schema: hidden }, (request, reply) =>
      sendFile(doors, { request, reply, kind }),
    )
  }
}

type Asked = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly kind: keyof typeof kinds }

async function sendFile({ platform, visit }: PageDoors, { request, reply, kind }: Asked) {
  const visited = await visit(request, reply, '/told')
  const session = ownSessionOf(request, platform)
  const toPage = () => reply.redirect(linkTo(visited.frame, '/told'), 303)
  if (!session) return toPage()
  const source = await inSession(platform.databases, session.credential, async (tx) => {
    if (tx.who.plane !== 'public' || tx.who.guidanceCodeHash !== visited.codeHash) throw new NoSession()
    return getOwnStatement(tx.db)
  }).catch((error: unknown) => {
    if (error instanceof NoSession) return undefined
    throw error
  })
  if (source === undefined) return toPage()
  const today = todayInJapan(platform.now())
  const file =
    kind === 'csv' ? statementCsv({ ...source, looks: [], formal: false }, today) : await pdfOf(visited, source, today)
  return reply
    .header('referrer-policy', 'same-origin')
    .header('x-robots-tag', 'noindex')
    .header('content-disposition', `attachment; filename="told-${today}.${kind}"`)
    .type(kinds[kind])
    .send(file)
}

async function pdfOf(
  { frame }: Visit,
  source: OwnStatementSource,
  today: ReturnType<typeof todayInJapan>,
): Promise<Buffer> {
  const { language } = frame
  const statement = ownStatementOf(source, language, today)
  const issuer = [source.tenantName]
  return Buffer.from(
    unwrap(await printStatement({ statement, language, issuedOn: today, issuer, addressee: undefined })),
  )
}
