import type { Actor } from './cast.ts'
import type { House } from './house.ts'

/** One object that a path can name, and the organisations, municipalities or people whose business it is. */
export type Thing = { readonly kind: Kind; readonly id: string; readonly owners: readonly string[] }
export const kinds = [
  'reports',
  'referrals',
  'cases',
  'case-members',
  'consents',
  'questions',
  'contact-requests',
  'agreements',
  'notices',
  'staff',
  'duty',
  'drafts',
  'windows',
  'case-looks',
  'unusual-looks',
] as const
export type Kind = (typeof kinds)[number]

const sources: Readonly<Record<Kind, string>> = {
  reports: 'select id, array[organization_id] as owners from app.reports',
  referrals: 'select id, array[agency_id] as owners from app.referrals',
  cases: 'select id, array[agency_id] as owners from app.cases',
  'case-members': `select m.id, array[c.agency_id] as owners from app.case_members m
    join app.cases c on c.tenant_id = m.tenant_id and c.id = m.case_id`,
  consents: 'select id, array[organization_id] as owners from app.consents',
  questions: 'select id, array[organization_id, tenant_id] as owners from app.questions',
  'contact-requests': 'select id, array[agency_id] as owners from app.contact_requests',
  agreements: `select a.id, array_agg(p.organization_id) || a.tenant_id as owners from app.agreements a
    join app.agreement_parties p on p.agreement_id = a.id group by a.id, a.tenant_id`,
  notices: 'select id, array[user_id] as owners from app.notices',
  staff: 'select id, array[organization_id, coalesce(tenant_id, organization_id)] as owners from app.users',
  duty: 'select id, array[agency_id] as owners from app.duty_roster',
  drafts: "select 'note:canary' as id, array_agg(user_id) as owners from app.drafts",
  'case-looks': 'select id, array[agency_id, tenant_id] as owners from app.case_looks',
  'unusual-looks': 'select id, array[tenant_id] as owners from app.unusual_looks',
  windows: 'select id, array[tenant_id] as owners from app.contact_windows where tenant_id is not null',
}

/** Every object of every organisation, by kind. Throws when a kind is empty: nothing would be tried. */
export async function thingsOf({ database }: House): Promise<ReadonlyMap<Kind, readonly Thing[]>> {
  const found = new Map<Kind, readonly Thing[]>()
  for (const kind of kinds) {
    const { rows } = await database.admin.query<{ id: string; owners: string[] }>(`${sources[kind]} order by 1`)
    if (rows.length === 0) throw new Error(`there are no ${kind} to try`)
    found.set(
      kind,
      rows.map(({ id, owners }) => ({ kind, id, owners })),
    )
  }
  return found
}

/** Whether the object is some business of the actor's own organisation, municipality or self. */
export function isOwn({ user }: Actor, { owners }: Thing): boolean {
  return [user.id, user.organizationId, user.tenantId].some((one) => one !== null && owners.includes(one))
}

const byPath: readonly (readonly [RegExp, Kind])[] = [
  [/^\/api\/reports\/:id/, 'reports'],
  [/^\/api\/referrals\/:id/, 'referrals'],
  [/^\/api\/cases\/:id\/people\/:personId/, 'case-members'],
  [/^\/api\/cases\/:id/, 'cases'],
  [/^\/api\/consents\/:id/, 'consents'],
  [/^\/api\/received-questions\/:id/, 'questions'],
  [/^\/api\/contact-requests\/:id/, 'contact-requests'],
  [/^\/api\/agreements\/:id/, 'agreements'],
  [/^\/api\/notices\/:id/, 'notices'],
  [/^\/api\/staff\/:id/, 'staff'],
  [/^\/api\/duty\/:id/, 'duty'],
  [/^\/api\/drafts\/:key/, 'drafts'],
  [/^\/api\/windows\/:id/, 'windows'],
  [/^\/api\/case-looks\/:id/, 'case-looks'],
  [/^\/api\/unusual-looks\/:id/, 'unusual-looks'],
]

/**
 * Works of the screening desk are files of one company, in no table; stock and hand-outs are named by the company and the
 * id together, so that somebody else's id names nothing.
 */
const ofOneCompany = /^\/api\/(?:screening\/(?:works|kept-months)|leaflets\/(?:places|moves)|handouts)\/:id/

/** What a route's parameter names; undefined for a route without one. Throws for a route that nobody put on the list. */
export function kindOf(url: string): Kind | undefined {
  const kind = byPath.find(([path]) => path.test(url))?.[1]
  if (
    kind === undefined &&
    !ofOneCompany.test(url) &&
    url.startsWith('/api/') &&
    url.includes('/:') &&
    !url.includes('/sessions/:name')
  )
    throw new Error(`${url}: nobody said what its parameter names`)
  return kind
}

/** The address with the object in it; `personId` and `command` get what makes the path whole. */
export function addressOf(url: string, id: string, caseId: string): string {
  return url
    .replace(/\/cases\/:id\/people\/:personId/, `/cases/${caseId}/people/${id}`)
    .replace(/:(?:id|key)/, id)
    .replace(':command', 'agree')
    .replace(':name', 'a'.repeat(24))
}
