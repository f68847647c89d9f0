import type { Actor } from './cast.ts'
import type { House } from './house.ts'
import { deskThings } from './live-desk.ts'

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
  'recalls',
  'statement-requests',
  'unusual-looks',
  'retention-runs',
  'retention-holds',
  'conference-bodies',
  'conference-members',
  'conference-sittings',
  'conference-items',
  'conference-papers',
  'conference-packs',
  'conference-copies',
  'conference-actions',
  'cooperation-requests',
  'received-requests',
  'judgements',
  'decision-duty',
  'stock-places',
  'stock-moves',
  'handouts',
  'desk-works',
  'kept-months',
] as const
export type Kind = (typeof kinds)[number]

/** Works of the screening desk are files of one company, in no table. */
const onDisk = { 'desk-works': 'works', 'kept-months': 'kept' } as const
const isOnDisk = (kind: Kind): kind is keyof typeof onDisk => kind in onDisk

const sources: Readonly<Record<Exclude<Kind, keyof typeof onDisk>, string>> = {
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
  'retention-runs': 'select id, array[tenant_id] as owners from app.retention_runs',
  'retention-holds': 'select id, array[tenant_id] as owners from app.retention_holds',
  recalls: 'select id, array[recipient_id] as owners from app.recalls',
  'statement-requests': 'select id, array[agency_id] as owners from app.statement_requests',
  'unusual-looks': 'select id, array[tenant_id] as owners from app.unusual_looks',
  'conference-bodies': 'select id, array[tenant_id] as owners from app.conference_bodies',
  'conference-members': 'select id, array[tenant_id] as owners from app.conference_members',
  'conference-sittings': 'select id, array[tenant_id] as owners from app.conference_sittings',
  'conference-items': 'select id, array[tenant_id] as owners from app.conference_items',
  // The office times an item whose papers only the people of its case may read.
  'conference-papers': 'select id, array[tenant_id] as owners from app.conference_items',
  // A pack is its reader's; who prepared it prints it.
  'conference-packs': `select k.id, array[k.tenant_id, m.user_id] as owners from app.conference_packs k
    join app.conference_calls c on c.id = k.call_id join app.conference_members m on m.id = c.member_id`,
  'cooperation-requests': 'select id, array[tenant_id] as owners from app.cooperation_requests',
  'received-requests': 'select id, array[recipient_id] as owners from app.cooperation_requests',
  judgements: 'select id, array[provider_id] as owners from app.judgements',
  'decision-duty': 'select id, array[organization_id] as owners from app.decision_duty',
  'conference-copies': 'select id, array[tenant_id] as owners from app.conference_copies',
  'conference-actions': `select a.id, array[a.tenant_id, m.user_id] as owners from app.conference_actions a
    join app.conference_members m on m.id = a.member_id`,
  windows: 'select id, array[tenant_id] as owners from app.contact_windows where tenant_id is not null',
  'stock-places': 'select id, array[organization_id] as owners from app.leaflet_places',
  'stock-moves': 'select id, array[organization_id] as owners from app.leaflet_moves',
  // Somebody else of the same company takes nobody's hand-out back either.
  handouts: 'select id, array[written_by] as owners from app.handouts',
}

/** Every object of every organisation, by kind. Throws when a kind is empty: nothing would be tried. */
export async function thingsOf(house: House): Promise<ReadonlyMap<Kind, readonly Thing[]>> {
  const found = new Map<Kind, readonly Thing[]>()
  for (const kind of kinds) {
    const rows = isOnDisk(kind) ? await deskThings(house, onDisk[kind]) : await inTables(house, sources[kind])
    if (rows.length === 0) throw new Error(`there are no ${kind} to try`)
    found.set(
      kind,
      rows.map(({ id, owners }) => ({ kind, id, owners })),
    )
  }
  return found
}

async function inTables({ database }: House, source: string) {
  return (await database.admin.query<{ id: string; owners: string[] }>(`${source} order by 1`)).rows
}

/** Works and months that were there and are not any more. */
export async function lostFromDisk(house: House, things: ReadonlyMap<Kind, readonly Thing[]>): Promise<string[]> {
  const lost: string[] = []
  for (const kind of kinds.filter(isOnDisk)) {
    const left = new Set((await deskThings(house, onDisk[kind])).map(({ id }) => id))
    lost.push(...(things.get(kind) ?? []).filter(({ id }) => !left.has(id)).map(({ id }) => `${kind} ${id}`))
  }
  return lost
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
  [/^\/api\/recalls\/:id/, 'recalls'],
  [/^\/api\/statement-requests\/:id/, 'statement-requests'],
  [/^\/api\/leaflets\/places\/:id/, 'stock-places'],
  [/^\/api\/leaflets\/moves\/:id/, 'stock-moves'],
  [/^\/api\/handouts\/:id/, 'handouts'],
  [/^\/api\/screening\/works\/:id/, 'desk-works'],
  [/^\/api\/screening\/kept-months\/:id/, 'kept-months'],
  [/^\/api\/conference-bodies\/:id/, 'conference-bodies'],
  [/^\/api\/conference-members\/:id/, 'conference-members'],
  [/^\/api\/conference-sittings\/:id/, 'conference-sittings'],
  [/^\/api\/conference-items\/:id\/(?:material|packs|minutes|decision)/, 'conference-papers'],
  [/^\/api\/conference-items\/:id/, 'conference-items'],
  [/^\/api\/(?:conference|my-conference\/)-?packs\/:id/, 'conference-packs'],
  [/^\/api\/conference-copies\/:id/, 'conference-copies'],
  [/^\/api\/(?:conference|my-conference\/)-?actions\/:id/, 'conference-actions'],
  [/^\/api\/cooperation-requests\/:id/, 'cooperation-requests'],
  [/^\/api\/received-requests\/:id/, 'received-requests'],
  [/^\/api\/judgements\/:id/, 'judgements'],
  [/^\/api\/decision-duty\/:id/, 'decision-duty'],
  [/^\/api\/case-looks\/:id/, 'case-looks'],
  [/^\/api\/unusual-looks\/:id/, 'unusual-looks'],
  [/^\/api\/retention\/runs\/:id/, 'retention-runs'],
  [/^\/api\/retention\/holds\/:id/, 'retention-holds'],
]

/** What a route's parameter names; undefined for a route without one. Throws for a route that nobody put on the list. */
export function kindOf(url: string): Kind | undefined {
  const kind = byPath.find(([path]) => path.test(url))?.[1]
  if (kind === undefined && url.startsWith('/api/') && url.includes('/:') && !url.includes('/sessions/:name'))
    throw new Error(`${url}: nobody said what its parameter names`)
  return kind
}

/** The address with the object in it; `personId` and `command` get what makes the path whole. */
export function addressOf(url: string, id: string, caseId: string): string {
  return url
    .replace(/\/cases\/:id\/people\/:personId/, `/cases/${caseId}/people/${id}`)
    .replace(/:(?:id|key)/, id)
    .replace(':command', 'agree')
    .replace(':fileId', '0190a000-0000-7000-8000-0000000000f1')
    .replace(':name', 'a'.repeat(24))
}
