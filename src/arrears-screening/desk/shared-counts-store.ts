import { sql } from 'kysely'
import { z } from 'zod'
import { callGate, type SessionTx } from '#platform/database/session.ts'
import type { Condition } from '../condition.ts'
import { conditionShape } from '../condition-contract.ts'
import { type Suppression, suppressionShape } from '../screening-pack-contract.ts'

const cell = z.object({ month: z.string(), municipality: z.string(), people: z.number().nullable() })
const basis = z.object({ month: z.string(), municipality: z.string(), data: z.string(), own: z.boolean() })
export type StoredCell = z.infer<typeof cell>
export type Basis = z.infer<typeof basis>

const shownRow = z.object({
  id: z.string(),
  agreementId: z.string(),
  edition: z.number(),
  source: z.enum(['dry-run', 'run']),
  condition: conditionShape,
  cells: z.array(cell),
  sharedAt: z.string(),
  company: z.string(),
})
export type ShownCounts = z.infer<typeof shownRow>

/** What was shown of one agreement, newest first; row-level security decides who reads it. */
export async function listShownCounts({ db }: SessionTx, agreementId: string): Promise<readonly ShownCounts[]> {
  const { rows } = await sql<unknown>`
    select c.id, c.agreement_id as "agreementId", c.edition, c.source, c.condition, c.cells, o.name as company,
      to_char(c.shared_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "sharedAt"
    from app.screening_counts c join app.organizations o on o.id = c.organization_id
    where c.agreement_id = ${agreementId}::uuid order by c.shared_at desc, c.id desc limit 200`.execute(db)
  return rows.map((row) => shownRow.parse(row))
}

/** Whether the speaker sees the agreement at all. */
export async function seesAgreement({ db }: SessionTx, agreementId: string): Promise<boolean> {
  const found = await sql`select 1 from app.agreements where id = ${agreementId}::uuid`.execute(db)
  return found.rows.length > 0
}

const earlierRow = z.object({
  condition: conditionShape,
  suppression: suppressionShape,
  cells: z.array(cell),
  basis: z.array(basis),
  lately: z.boolean(),
})
export type EarlierShare = z.infer<typeof earlierRow>

/** Everything that the company ever showed to the municipality of an agreement, oldest first. */
export async function listEarlierShares({ db }: SessionTx, agreementId: string): Promise<readonly EarlierShare[]> {
  const { rows } = await sql<unknown>`
    select c.condition, c.suppression, c.cells, c.basis, c.shared_at > now() - interval '30 days' as lately
    from app.screening_counts c join app.agreements a on a.tenant_id = c.tenant_id
    where a.id = ${agreementId}::uuid and c.organization_id = (select sec.organization())
    order by c.shared_at, c.id`.execute(db)
  return rows.map((row) => earlierRow.parse(row))
}

export type SharingDocument = {
  readonly id: string
  readonly agreementId: string
  readonly source: 'dry-run' | 'run'
  readonly condition: Condition
  readonly suppression: Suppression
  readonly cells: readonly StoredCell[]
  readonly basis: readonly Basis[]
  /** How many earlier sharings the numbers were held against. */
  readonly seen: number
}

/** Writes a sharing through the gate, which refuses small numbers, a seventh in thirty days, and two at once. */
export async function insertSharing({ db }: SessionTx, document: SharingDocument): Promise<{ edition: number }> {
  return callGate(db, 'share_screening_counts', { document, shape: z.object({ edition: z.number() }) })
}

/** Japanese for the codes that the functions of db/migrations/0022_screening_counts.sql raise. */
export const sharingCountsSentences = {
  'counts-too-small': '10人未満の数や、10人きざみでない数は見せられません。',
  'counts-crossed': '同じときに別の件数が見せられました。もう一度お試しください。',
  'shares-used-up': '同じ市区町村に件数を見せられるのは、30日に6回までです。しばらくおいてからお試しください。',
  'agreement-missing': '見つかりませんでした。移されたか、見られる範囲にありません。',
} as const satisfies Readonly<Record<string, string>>
