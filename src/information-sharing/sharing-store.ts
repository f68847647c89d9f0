import { sql } from 'kysely'
import { z } from 'zod'
import { DATA_CATEGORIES } from '#consent/consent.ts'
import type { SessionTx } from '#platform/database/session.ts'
import { type LedgerEntry, type LedgerFlow, type LedgerQuery, ledgerEntry, ledgerFlow } from './sharing-contract.ts'
import { LEDGER_GROUNDS, LEDGER_PURPOSES } from './who-was-told.ts'

const Row = ledgerEntry.omit({ texts: true }).extend({ until: z.string().nullable(), reportId: z.string().nullable() })
type LedgerRow = z.infer<typeof Row>

/** Lines of the ledger that the speaker may see, newest first; row-level security decides which. */
export async function listLedger(
  { db, who }: SessionTx,
  query: LedgerQuery,
  most: number,
): Promise<readonly LedgerEntry[]> {
  // Who of an agency decided is the agency's own matter: a company may not even ask for the columns.
  const deciders = who.plane === 'utility' ? sql`` : sql`, s.requested_by as "requestedBy", s.decided_by as "decidedBy"`
  const { rows } = await sql<unknown>`
    select s.id, to_json(s.at) #>> '{}' as at, p.name as provider, q.name as recipient, s.report_id as "reportId",
      s.categories, s.purpose, s.ground, s.until::text as until, s.art29_record_duty as "art29RecordDuty"
      ${deciders}
    from app.sharings s join app.organizations p on p.id = s.provider_id
      join app.organizations q on q.id = s.recipient_id
    where ${fits(query)}
    order by s.at desc, s.id desc limit ${most}`.execute(db)
  return rows.map((row) => entryOf(Row.parse(row)))
}

function fits({ from, until, ground, organization }: LedgerQuery) {
  return sql`(${from ?? null}::date is null or s.at >= ${from ?? null}::date::timestamp at time zone 'Asia/Tokyo')
      and (${until ?? null}::date is null or s.at < (${until ?? null}::date + 1)::timestamp at time zone 'Asia/Tokyo')
      and (${ground ?? null}::text is null or s.ground = ${ground ?? null})
      and (${organization ?? null}::uuid is null or ${organization ?? null}::uuid in (s.provider_id, s.recipient_id))`
}

/** How often who passed something to whom on which ground, most often first. */
export async function listFlows({ db }: SessionTx, query: LedgerQuery): Promise<readonly LedgerFlow[]> {
  const { rows } = await sql<unknown>`
    select s.provider_id as "providerId", p.name as provider, s.recipient_id as "recipientId", q.name as recipient,
      s.ground, count(*)::int as count
    from app.sharings s join app.organizations p on p.id = s.provider_id
      join app.organizations q on q.id = s.recipient_id
    where ${fits(query)} group by 1, 2, 3, 4, 5 order by count desc, 2, 4, 5`.execute(db)
  return rows.map((row) => {
    const flow = ledgerFlow.omit({ groundText: true }).parse(row)
    return { ...flow, groundText: LEDGER_GROUNDS[flow.ground] }
  })
}

/** Everybody who stands in the ledger that the speaker may see. */
export async function listLedgerOrganizations({ db }: SessionTx): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select o.id, o.name from app.organizations o
    where exists (select 1 from app.sharings s where o.id in (s.provider_id, s.recipient_id))
    order by o.name`.execute(db)
  return rows
}

function entryOf({ until, reportId, ...row }: LedgerRow): LedgerEntry {
  return {
    ...row,
    ...(reportId === null ? {} : { reportId }),
    ...(until === null ? {} : { until }),
    texts: {
      categories: row.categories.map((one) => (one === 'feedback' ? '返答' : DATA_CATEGORIES[one])).join('、'),
      purpose: LEDGER_PURPOSES[row.purpose],
      ground: LEDGER_GROUNDS[row.ground],
    },
  }
}
