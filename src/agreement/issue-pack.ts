import { CompiledQuery } from 'kysely'
import { z } from 'zod'
import {
  type PackAgreement,
  packAgreementShape,
  type ScreeningPack,
  screeningPackShape,
} from '#arrears-screening/screening-pack-contract.ts'
import { type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { listTravellingWindows } from '#organization/index.ts'
import { type Database, recordAudit, type SessionTx, type Staff } from '#platform/database/session.ts'
import { mayWithAgreements } from './agreement-access.ts'
import { municipalitiesOfTenant } from './screening-terms-store.ts'

type Company = Pick<ScreeningPack['company'], 'organizationId' | 'name'>

/** Whoever can ask the agreements: a session under its policies, or an operator's connection. */
export type AskRows = (text: string, values: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>

/** The pack for the speaker's own company; one line in its log says that it was taken, and which versions it held. */
export async function takePack({
  tx,
  staff,
  now,
  origin,
}: {
  tx: SessionTx
  staff: Staff
  now: Date
  /** Of the installation; only a public one is written into the pack. */
  origin?: string
}): Promise<Result<ScreeningPack>> {
  if (!mayWithAgreements(staff.roles, 'take-pack')) {
    return refuse('forbidden', '条件ファイルを受け取れるのは、会社の連絡担当と管理者です。')
  }
  const { id, name } = staff.organization
  const ask: AskRows = (text, values) => tx.db.executeQuery(CompiledQuery.raw(text, values))
  const company = { organizationId: id, name }
  const pack = await makePack({ ask, directory: tx.db, origin }, company, todayInJapan(now))
  if (!pack.ok) return pack
  const agreements = pack.value.agreements.map(({ agreementId }) => agreementId)
  await recordAudit(tx, {
    action: 'screening.pack-taken',
    objectId: id,
    detail: { count: agreements.length, agreements: agreements.slice(0, 40) },
  })
  return pack
}

/** Agreements that rule on the day with their conditions, and the windows of their municipalities. */
export async function makePack(
  { ask, directory, origin }: { ask: AskRows; directory: Database; origin?: string | undefined },
  company: Company,
  today: CalendarDate,
): Promise<Result<ScreeningPack>> {
  const agreements = await listRulingAgreements(ask, company.organizationId, today)
  if (agreements.length === 0) {
    return refuse(
      'no_condition_in_force',
      'ご案内の条件を決めた、いま有効な協定がありません。市区町村と条件を決め、協定が有効になると受け取れます。',
    )
  }
  const codes = [...new Set(agreements.flatMap(({ municipalities }) => municipalities))]
  const windows = await listTravellingWindows(directory, codes)
  const phone = await findPhone(ask, company.organizationId)
  return ok(
    screeningPackShape.parse({
      format: 'tomoshibi-screening-pack/1',
      issuedOn: today,
      company: { ...company, ...(phone === null ? {} : { phone }) },
      // An address of this machine alone must not be printed on anybody's letter.
      ...(origin?.startsWith('https://') ? { origin: new URL(origin).origin } : {}),
      agreements,
      windows,
    }),
  )
}

const Phone = z.object({ phone: z.string().nullable() })

async function findPhone(ask: AskRows, organizationId: string): Promise<string | null> {
  const { rows } = await ask('select phone from app.organizations where id = $1', [organizationId])
  return Phone.parse(rows[0]).phone
}

// A version that another one in force replaces is left out, also before somebody recorded the change.
const rulingAgreements = `
  select a.id as "agreementId", a.edition as version, a.title, a.condition, a.suppression,
    a.facts_allowed as "factsAllowed",
    (select jsonb_agg(m.code order by m.code) from (${municipalitiesOfTenant}) m) as municipalities
  from app.agreements a
  join app.agreement_parties p on p.tenant_id = a.tenant_id and p.agreement_id = a.id and p.organization_id = $1
  join app.tenants t on t.id = a.tenant_id
  where a.state = 'in-force' and a.condition is not null
    and coalesce(a.valid_from, '-infinity') <= $2::date and coalesce(a.valid_until, 'infinity') >= $2::date
    and not exists (select from app.agreements n where n.tenant_id = a.tenant_id and n.replaces = a.id
      and n.state = 'in-force' and coalesce(n.valid_from, '-infinity') <= $2::date)
  order by t.municipality_code, a.id`

async function listRulingAgreements(
  ask: AskRows,
  organizationId: string,
  today: CalendarDate,
): Promise<PackAgreement[]> {
  const { rows } = await ask(rulingAgreements, [organizationId, today])
  return z.array(packAgreementShape).parse(rows)
}
