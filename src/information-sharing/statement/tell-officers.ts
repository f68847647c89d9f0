import { sql } from 'kysely'
import { z } from 'zod'
import type { Task } from '#platform/jobs/start-jobs.ts'
import { tellPeople } from '../recall/tell-people.ts'

const Payload = z.looseObject({ tenantId: z.uuid(), requestId: z.uuid() })

/** A representative asked: the municipality's officers hear that somebody did, and nothing else. */
export const tellOfficers: Task = async (payload, { databases }) => {
  const { tenantId, requestId } = Payload.parse(payload)
  await databases.worker.transaction().execute(async (db) => {
    const { rows } = await sql<{ id: string }>`select id from app.users where tenant_id = ${tenantId}::uuid
      and disabled_at is null and 'municipal_officer' = any (roles)`.execute(db)
    const users = rows.map(({ id }) => id)
    await tellPeople(db, { event: 'statement asked', kind: 'statement-asked', objectId: requestId, users })
  })
}
