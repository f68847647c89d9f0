import type pg from 'pg'
import { openKeyRing, sealJson } from '#platform/crypto/key-ring.ts'
import { demoId, organizationId, tenantId } from './town.ts'

/** Somebody whose case is open asks on their own page to be called. Runs as tomoshibi_gate, as the page's door does. */
export async function writeWishes(client: pg.Client, rootKey: Uint8Array, now: Date): Promise<void> {
  const { key, wrapped } = openKeyRing(rootKey).newSubjectKey(tenantId)
  const [id, subjectId] = [demoId('wish hanayo'), demoId('wish subject hanayo')]
  const sealed = sealJson(
    key,
    { scopeId: tenantId, recordId: id, field: 'contact-request' },
    {
      name: '見本 花代',
      phone: '000-0000-0101',
      when: '平日の夕方',
      note: '電気が止まる前に、一度話を聞いてほしいです。',
    },
  )
  await client.query('insert into app.subjects (scope_id, id, wrapped_key) values ($1, $2, $3)', [
    tenantId,
    subjectId,
    Buffer.from(wrapped),
  ])
  await client.query(
    `insert into app.contact_requests (tenant_id, id, agency_id, subject_id, sealed, language, at)
     values ($1, $2, $3, $4, $5, 'ja', $6)`,
    [tenantId, id, organizationId('kurashi'), subjectId, Buffer.from(sealed), new Date(now.getTime() - 5_400_000)],
  )
}
