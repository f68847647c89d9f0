import { sql } from 'kysely'
import { z } from 'zod'
import type { SessionTx } from '#platform/database/session.ts'

const named = z.object({ id: z.string(), name: z.string() })
type Named = z.infer<typeof named>

/** Teams of which the speaker is a member. */
export async function listOwnTeamIds({ db }: SessionTx, userId: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('team_members').select('team_id').where('user_id', '=', userId).execute()
  return rows.map(({ team_id }) => team_id)
}

/** Who and which teams of the agency can be put on a case. */
export async function listPeople(
  { db }: SessionTx,
  organizationId: string,
): Promise<{ readonly colleagues: readonly Named[]; readonly teams: readonly Named[] }> {
  const colleagues = await sql<unknown>`
    select u.id, u.display_name as name from app.users u where u.organization_id = ${organizationId}::uuid
      and u.disabled_at is null and u.roles && array['consultation_worker', 'lead_worker'] order by u.display_name`.execute(
    db,
  )
  const teams = await sql<unknown>`
    select t.id, t.name from app.teams t where t.organization_id = ${organizationId}::uuid order by t.name`.execute(db)
  return { colleagues: z.array(named).parse(colleagues.rows), teams: z.array(named).parse(teams.rows) }
}

export async function insertPerson(
  { db }: SessionTx,
  person: { tenantId: string; caseId: string; id: string; userId: string | null; teamId: string | null },
): Promise<void> {
  await db
    .insertInto('case_members')
    .values({
      tenant_id: person.tenantId,
      case_id: person.caseId,
      id: person.id,
      user_id: person.userId,
      team_id: person.teamId,
    })
    .execute()
}

export async function endPerson({ db }: SessionTx, at: { caseId: string; id: string }): Promise<void> {
  await sql`update app.case_members set ended_at = now()
    where case_id = ${at.caseId}::uuid and id = ${at.id}::uuid and ended_at is null`.execute(db)
}

const Load = z.object({ id: z.string(), name: z.string(), open: z.number(), stop_soon: z.number(), quiet: z.number() })

/** Open cases by person and by team, and how many have nobody; protected cases are not counted. */
export async function countLoad({ db }: SessionTx, organizationId: string, today: string) {
  const people = await sql<unknown>`
    select u.id, u.display_name as name, count(c.id)::int as open,
      (count(c.id) filter (where c.stop_on <= ${today}::date + 3))::int as stop_soon,
      (count(c.id) filter (where c.updated_at < now() - interval '14 days'))::int as quiet
    from app.users u
      left join app.case_members m on m.user_id = u.id and m.ended_at is null
      left join app.cases c on c.tenant_id = m.tenant_id and c.id = m.case_id and c.state = 'open' and not c.protected
    where u.organization_id = ${organizationId}::uuid and u.disabled_at is null
      and u.roles && array['consultation_worker', 'lead_worker']
    group by u.id, u.display_name order by open desc, name`.execute(db)
  const teams = await sql<unknown>`
    select t.id, t.name, count(c.id)::int as open, 0 as stop_soon, 0 as quiet from app.teams t
      left join app.case_members m on m.tenant_id = t.tenant_id and m.team_id = t.id and m.ended_at is null
      left join app.cases c on c.tenant_id = m.tenant_id and c.id = m.case_id and c.state = 'open' and not c.protected
    where t.organization_id = ${organizationId}::uuid group by t.id, t.name order by t.name`.execute(db)
  const nobody = await sql<{ n: number }>`
    select count(*)::int as n from app.cases c where c.state = 'open' and not c.protected and not exists (
      select 1 from app.case_members m where m.tenant_id = c.tenant_id and m.case_id = c.id and m.ended_at is null)`.execute(
    db,
  )
  return {
    people: z.array(Load).parse(people.rows),
    teams: z.array(Load).parse(teams.rows),
    withoutPeople: nobody.rows[0]?.n ?? 0,
  }
}
