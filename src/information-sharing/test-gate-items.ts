import { v7 as newId } from 'uuid'
import { dataCategories } from '#consent/consent.ts'
import type { TestPool } from '#platform/database/test-database.ts'
import type { TestTown } from '#platform/database/test-world.ts'
import type { GateWorld } from './test-gate-worlds.ts'

/** An agenda item of a support conference to which the provider is called, but for what the world says otherwise. */
export async function addItem(
  admin: TestPool,
  { here, providerId, by, world }: { here: TestTown; providerId: string; by: string; world: GateWorld },
): Promise<string> {
  const { ground, record } = world
  if (ground !== 'support-conference' || record?.item === 'unknown') return newId()
  const item = record?.item ?? 'good'
  const ids = { body: newId(), member: newId(), sitting: newId(), item: newId(), call: newId() }
  const tenant = here.tenant.id
  const asked = item === 'asked-less' ? ['identity'] : dataCategories
  const add = (text: string, values: unknown[]) => admin.query(text, values)
  await add(
    `insert into app.conference_bodies (tenant_id, id, name, held_by, created_by) values ($1, $2, '支援会議', $3, $4)`,
    [tenant, ids.body, here.agency.id, by],
  )
  await add(
    `insert into app.conference_by_laws (tenant_id, body_id, edition, valid_from, terms, days_before, days_after, retention_years, secrecy_version, written_by)
     values ($1, $2, 1, '2025-04-01', '{}', 3, 7, 5, '2025-04', $3)`,
    [tenant, ids.body, by],
  )
  await add(
    `insert into app.conference_members (tenant_id, id, body_id, organization_id, name, kind, seat, since, added_by)
     values ($1, $2, $3, $4, '電力の担当', 'supply-company', 'related', '2025-04-01', $5)`,
    [tenant, ids.member, ids.body, providerId, by],
  )
  if (item !== 'unsigned') {
    await add(
      `insert into app.secrecy_acknowledgements (tenant_id, member_id, version, signed_on, way, recorded_by) values ($1, $2, '2025-04', '2025-04-02', 'paper', $3)`,
      [tenant, ids.member, by],
    )
  }
  await add(
    `insert into app.conference_sittings (tenant_id, id, body_id, edition, kind, state, starts_at, place, planned_by, called_by)
     values ($1, $2, $3, 1, 'regular', $4, now() + interval '1 day', '会議室', $5, $5)`,
    [tenant, ids.sitting, ids.body, item === 'closed' ? 'planned' : 'called', by],
  )
  await add(
    `insert into app.conference_items (tenant_id, id, sitting_id, position, kind, topic, minutes_planned, added_by)
     values ($1, $2, $3, 1, 'brought', 'arrears', 20, $4)`,
    [tenant, ids.item, ids.sitting, by],
  )
  await add(
    `insert into app.conference_calls (tenant_id, id, item_id, member_id, asked, called_by) values ($1, $2, $3, $4, $5, $6)`,
    [tenant, ids.call, ids.item, ids.member, asked, by],
  )
  return ids.item
}
