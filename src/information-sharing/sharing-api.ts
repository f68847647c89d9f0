import { sql } from 'kysely'
import { z } from 'zod'
import { err, ok } from '#kernel/result.ts'
import { inSession, recordAudit, type SessionTx } from '#platform/database/session.ts'
import { door, staffCredential } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { Refused } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { ledgerGrounds } from './grounds.ts'
import { ledgerCsv } from './ledger-csv.ts'
import { recallApi } from './recall/recall-api.ts'
import { mayReadLedger } from './sharing-access.ts'
import {
  type LedgerEntry,
  type LedgerQuery,
  ledgerQuery,
  listSharings,
  prepareExport,
  SHARINGS_CSV_PATH,
} from './sharing-contract.ts'
import { listFlows, listLedger, listLedgerOrganizations } from './sharing-store.ts'
import { spokenApi } from './spoken/spoken-api.ts'
import { statementApi } from './statement/statement-api.ts'
import { LEDGER_GROUNDS } from './who-was-told.ts'

const notYours = { code: 'forbidden', because: 'この台帳は、監査・管理・連絡の担当の方がご覧になれます。' } as const
const onceMore = { code: 'stepup_required', because: '大切な操作のため、操作している方をもう一度確かめます。' } as const
const onScreen = 200
const inFile = 10_000

const csvSchema = {
  summary: '情報共有の台帳（CSV）',
  tags: ['sharings'],
  querystring: ledgerQuery,
  response: { 200: { description: '台帳の行', content: { 'text/csv': { schema: z.string() } } } },
}

/** The ledger of everything that passed from one organisation to another. */
export function sharingApi(app: App, platform: Platform): void {
  recallApi(app, platform)
  spokenApi(app, platform)
  statementApi(app, platform)
  door({ app, platform, planes: ['welfare', 'utility', 'auditor'] }, listSharings, async ({ tx, staff, query }) => {
    if (!mayReadLedger(staff.roles)) return err(notYours)
    const found = await read(tx, query, { most: onScreen + 1, action: 'ledger.read' })
    const sharings = found.slice(0, onScreen)
    return ok({
      sharings,
      more: found.length > onScreen,
      counts: countByGround(sharings),
      flows: [...(await listFlows(tx, query))],
      organizations: await listLedgerOrganizations(tx),
    })
  })

  door({ app, platform, planes: ['welfare', 'utility', 'auditor'] }, prepareExport, async ({ tx, staff }) => {
    if (!mayReadLedger(staff.roles)) return err(notYours)
    return (await steppedUp(tx)) ? ok({ file: SHARINGS_CSV_PATH }) : err(onceMore)
  })

  app.get(SHARINGS_CSV_PATH, { schema: csvSchema }, async (request, reply) => {
    const query = ledgerQuery.parse(request.query)
    const csv = await inSession(platform.databases, staffCredential(request, platform), async (tx) => {
      const { who } = tx
      if (who.plane === 'public' || !mayReadLedger(who.roles)) throw new Refused(notYours)
      if (!(await steppedUp(tx))) throw new Refused(onceMore)
      return ledgerCsv(await read(tx, query, { most: inFile, action: 'ledger.exported' }))
    })
    const name = 'attachment; filename="sharings.csv"'
    return reply.type('text/csv; charset=utf-8').header('content-disposition', name).send(csv)
  })
}

async function steppedUp({ db }: SessionTx): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`select sec.stepped_up() as fresh`.execute(db)
  return rows[0]?.fresh ?? false
}

async function read(
  tx: SessionTx,
  query: LedgerQuery,
  { most, action }: { most: number; action: string },
): Promise<readonly LedgerEntry[]> {
  const entries = await listLedger(tx, query, most)
  await recordAudit(tx, { action, detail: { ...query, count: entries.length } })
  return entries
}

function countByGround(entries: readonly LedgerEntry[]) {
  return ledgerGrounds.map((ground) => ({
    ground,
    label: LEDGER_GROUNDS[ground],
    count: entries.filter((entry) => entry.ground === ground).length,
  }))
}
