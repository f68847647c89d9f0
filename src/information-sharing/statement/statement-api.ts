import { z } from 'zod'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { callGate, recordAudit, type SessionTx } from '#platform/database/session.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { statementOf } from './statement.ts'
import { mayWithStatements } from './statement-access.ts'
import {
  askStatement,
  decideStatement,
  issueStatement,
  keepComplaintDesk,
  listComplaintDesks,
  listStatementRequests,
} from './statement-contract.ts'
import { statementCsv } from './statement-csv.ts'
import { printStatement } from './statement-pdf.ts'
import { DECLINED_ANSWER, decidePapers, REPRESENTATIVE_ANSWER, requestStates } from './statement-request.ts'
import { findMatter, listDesks, listRequests, takeStatement } from './statement-store.ts'

const notYours = { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' } as const
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64')
const asked = z.object({ id: z.string(), state: z.enum(requestStates), version: z.int() })

/** Who was told what, and who looked: asked for, decided on where somebody else asks, printed. */
export function statementApi(app: App, platform: Platform): void {
  const welfare = { app, platform, planes: ['welfare'] } as const
  openRequests(welfare)
  openDesks({ app, platform, planes: ['welfare', 'utility'] })

  door(welfare, issueStatement, async ({ tx, staff, params, body }) => {
    if (!mayWithStatements(staff.roles, 'issue')) return err(notYours)
    return issue(tx, { id: params.id, addressee: body.addressee, platform })
  })
}

type Doors = { readonly app: App; readonly platform: Platform; readonly planes: readonly ('welfare' | 'utility')[] }

function openRequests(welfare: Doors): void {
  door(welfare, listStatementRequests, async ({ tx, staff, query }) => {
    const asks = mayWithStatements(staff.roles, 'ask')
    if (!asks && !mayWithStatements(staff.roles, 'decide')) return err(notYours)
    const requests = await listRequests(tx.db)
    const matter = asks && (query.case || query.referral) ? await findMatter(tx.db, query) : undefined
    const objectId = query.case ?? query.referral ?? null
    await recordAudit(tx, { action: 'statement-request.listed', objectId, detail: { count: requests.length } })
    return ok({ requests, ...(matter === undefined ? {} : { matter }) })
  })

  door(welfare, askStatement, async ({ tx, staff, body }) => {
    if (!mayWithStatements(staff.roles, 'ask')) return err(notYours)
    const seen = decidePapers(body.askedBy, body)
    if (!seen.ok) return seen
    const saved = await callGate(tx.db, 'ask_statement', { document: body, shape: asked })
    return ok({ ...saved, ...(body.askedBy === 'self' ? {} : { answer: REPRESENTATIVE_ANSWER }) })
  })

  door(welfare, decideStatement, async ({ tx, staff, params, body }) => {
    if (!mayWithStatements(staff.roles, 'decide')) return err(notYours)
    const document = { id: params.id, ...body }
    const done = await callGate(tx.db, 'decide_statement', { document, shape: z.boolean() })
    return ok({ done, ...(body.decision === 'declined' ? { answer: DECLINED_ANSWER } : {}) })
  })
}

function openDesks(both: Doors): void {
  door(both, listComplaintDesks, async ({ tx, staff }) =>
    mayWithStatements(staff.roles, 'desk') ? ok({ desks: await listDesks(tx.db) }) : err(notYours),
  )
  door(both, keepComplaintDesk, async ({ tx, staff, body }) => {
    if (!mayWithStatements(staff.roles, 'desk')) return err(notYours)
    const document = { ...body, phone: body.phone.normalize('NFKC') }
    await callGate(tx.db, 'keep_complaint_desk', { document, shape: z.unknown() })
    return ok({ done: true })
  })
}

type Issue = { readonly id: string; readonly addressee: string | undefined; readonly platform: Platform }

async function issue(
  tx: SessionTx,
  { id, addressee, platform }: Issue,
): Promise<Result<z.input<typeof issueStatement.response>>> {
  const source = await takeStatement(tx.db, id)
  const issuedOn = todayInJapan(platform.now())
  const { language } = source
  const pdf = await printStatement({
    statement: statementOf(source, language, issuedOn),
    language,
    issuedOn,
    issuer: [source.tenantName, source.agency],
    addressee: addressee === '' ? undefined : addressee,
  })
  if (!pdf.ok) return pdf
  const csv = base64(statementCsv(source, issuedOn))
  return ok({ pdf: base64(pdf.value), csv, name: `statement-${issuedOn}` })
}
