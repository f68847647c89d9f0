import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { verifyAudit } from '#platform/audit/verify-audit.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { withClient } from '#platform/database/connection.ts'
import type { House } from './house.ts'
import type { Acknowledged } from './senders.ts'

export type Damage = {
  readonly lost: number
  readonly duplicated: number
  readonly incomplete: number
  readonly chainFaults: number
}

/** Every acknowledged receipt against what the database holds after all is over. */
export async function countDamage(house: House, acknowledged: Acknowledged): Promise<Damage> {
  const receipts = [...acknowledged.values()]
  return withClient(await house.admin(), async (client) => {
    const found = await client.query<{ receipt_number: string; n: string }>(
      'select receipt_number, count(*) as n from app.reports where receipt_number = any($1) group by 1',
      [receipts],
    )
    const counts = new Map(found.rows.map((row) => [row.receipt_number, Number(row.n)]))
    const keys = await client.query<{ n: string }>(
      `select count(*) as n from (select answer ->> 'reportId' as report from app.idempotency_keys
         where answer ->> 'receiptNumber' = any($1) group by 1 having count(*) > 1) twice`,
      [receipts],
    )
    const incomplete = await client.query<{ n: string }>(
      `select count(*) as n from app.reports r where r.receipt_number = any($1) and (
         (select count(*) from app.referrals f where f.report_id = r.id) <> 1
         or (select count(*) from app.sharings s where s.report_id = r.id and s.purpose = 'consultation') <> 1
         or (select count(*) from app.snapshots n where n.report_id = r.id) < 1
         or (select count(*) from audit.entries e where e.object_id = r.id and e.action = 'report.sent') <> 1)`,
      [receipts],
    )
    const key = signingKey(
      openKeyRing(await readFile(join(house.dataFolder, 'keys', 'root.key'))).secret('audit-signing'),
    )
    const verdict = await verifyAudit(client, { folder: join(house.dataFolder, 'checkpoints'), key })
    return {
      lost: receipts.filter((receipt) => !counts.has(receipt)).length,
      duplicated: [...counts.values()].filter((n) => n > 1).length + Number(keys.rows[0]?.n ?? 0),
      incomplete: Number(incomplete.rows[0]?.n ?? 0),
      chainFaults: verdict.ok ? verdict.value.faults.length : 1,
    }
  })
}
