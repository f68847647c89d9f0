import { mayDeclareCapacity, mayWithAgreements } from '#agreement/agreement-access.ts'
import { mayAsAgency, mayAsCompany } from '#referral/referral-access.ts'
import { mayOpenCases, mayWithCase } from '#support-case/support-case-access.ts'
import { type Attempt, attempt, type Probe } from './probes.ts'
import { agencyRelation, type Eye, opensItNow } from './scene.ts'
import type { Case, TableName } from './world-model.ts'

/** An id that no row has; each attempt is rolled back, so one is enough. */
const fresh = 'ffffffff-0000-7000-8000-000000000001'
type Try = Omit<Attempt, 'verb'> & { verb?: Attempt['verb'] }

/** Writes that add a row or move one: as oneself, as somebody else, in one's own house and in another. */
export function writesOf(eye: Eye): Probe[] {
  const tries = triesOf(eye)
  return tries.map((one) => attempt(eye, { verb: 'insert', ...one }))
}

function triesOf(eye: Eye): Try[] {
  const { plane } = eye.actor
  if (plane === 'welfare')
    return [...draftTries(eye), ...officeTries(eye), ...caseTries(eye), ...dutyTries(eye), ...moveTries(eye)]
  if (plane === 'utility') return [...draftTries(eye), ...questionTries(eye), ...nightTries(eye)]
  if (plane === 'auditor') return draftTries(eye)
  return plane === 'worker' ? [noticeTry(eye)] : []
}

function insert(table: TableName, row: Record<string, string | boolean | readonly string[]>): string {
  const values = Object.values(row).map((value) =>
    Array.isArray(value) ? `array[${value.map((one) => `'${one}'`).join(', ')}]::text[]` : `'${value}'`,
  )
  return `insert into app.${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`
}

function draftTries(eye: Eye): Try[] {
  const other = eye.scene.world.users.find((user) => user.id !== eye.userId)?.id ?? fresh
  const draft = (user: string) => insert('drafts', { user_id: user, key: 'goal', sealed: '\\x00' })
  return [
    { table: 'drafts', about: 'as oneself', sql: draft(eye.userId), expected: eye.actor.signedIn },
    { table: 'drafts', about: 'as somebody else', sql: draft(other), expected: false },
  ]
}

function noticeTry(eye: Eye): Try {
  const user = eye.scene.world.users[0]?.id ?? fresh
  const sql = insert('notices', { user_id: user, id: fresh, kind: 'feedback' })
  return { table: 'notices', about: 'to anybody', sql, expected: true }
}

/** Agreements and windows of each municipality, people in each custody. */
function officeTries(eye: Eye): Try[] {
  const { world } = eye.scene
  return world.tenants.flatMap(({ id, name }): Try[] => {
    const own = id === eye.tenantId
    const agreement = {
      tenant_id: id,
      id: fresh,
      title: '試し',
      kind: 'report',
      state: 'drafted',
      categories: [],
      feedback_ceiling: 'none',
    }
    const desk = { name: '試し', section: '係', role: 'fallback', hours: '{"kind":"unknown"}' }
    const existing = world.agreements.find((one) => one.tenant_id === id)?.id ?? fresh
    const house = world.organizations.find((one) => one.kind === 'consultation-agency')?.id ?? fresh
    const keeps = own && (eye.roles.includes('municipal_officer') || eye.roles.includes('tenant_admin'))
    const agrees = own && mayWithAgreements(eye.roles, 'write')
    const window = world.contact_windows.find((one) => one.tenant_id === id)?.id ?? fresh
    const area = { window_id: window, position: '7', level: 'municipality', area_code: '990099' }
    return [
      { table: 'agreements', about: name, sql: insert('agreements', agreement), expected: agrees },
      {
        table: 'agreement_parties',
        about: name,
        sql: insert('agreement_parties', { tenant_id: id, agreement_id: existing, organization_id: house }),
        expected: agrees,
      },
      {
        table: 'contact_windows',
        about: name,
        sql: insert('contact_windows', { id: fresh, tenant_id: id, ...desk }),
        expected: keeps,
      },
      { table: 'window_areas', about: name, sql: insert('window_areas', area), expected: keeps },
      {
        table: 'subjects',
        about: name,
        sql: insert('subjects', { scope_id: id, id: fresh }),
        expected: own && mayOpenCases(eye.roles),
      },
      ...capacityTries(eye, id),
    ]
  })
}

/** What each agency of a municipality can take, said in one's own name and in another's. */
function capacityTries(eye: Eye, tenantId: string): Try[] {
  const { organizations, users } = eye.scene.world
  const other = users.find((one) => one.tenant_id === tenantId && one.id !== eye.userId)?.id ?? fresh
  const agencies = organizations.filter((one) => one.kind === 'consultation-agency' && one.tenant_id === tenantId)
  return agencies.flatMap((agency): Try[] => {
    const row = { tenant_id: tenantId, id: fresh, organization_id: agency.id, valid_from: '2026-04-01' }
    const sql = (by: string) => insert('agency_capacity', { ...row, people_per_month: '5', declared_by: by })
    const may = mayDeclareCapacity(eye.roles, agency.id === eye.organizationId ? 'own' : 'other')
    return [
      {
        table: 'agency_capacity',
        about: agency.name,
        sql: sql(eye.userId),
        expected: may && tenantId === eye.tenantId,
      },
      { table: 'agency_capacity', about: `${agency.name} in another name`, sql: sql(other), expected: false },
    ]
  })
}

/** A case in each agency; lines, people and search words in each case of the neighbourhood. */
function caseTries(eye: Eye): Try[] {
  const { world } = eye.scene
  const colleague = world.users.find((user) => user.organization_id === eye.organizationId && user.id !== eye.userId)
  const agencies = world.organizations.filter((one) => one.kind === 'consultation-agency')
  const opened = agencies.flatMap((agency): Try[] => {
    const tenant = agency.tenant_id ?? fresh
    const subject = world.subjects.find((one) => one.scope_id === tenant)?.id ?? fresh
    const row = {
      tenant_id: tenant,
      id: fresh,
      number: 'GOAL-1',
      agency_id: agency.id,
      subject_id: subject,
      sealed: '\\x00',
      urgency: 'within-3-days',
    }
    const own = agency.id === eye.organizationId && mayOpenCases(eye.roles)
    const as = (user: string) => insert('cases', { ...row, opened_by: user })
    return [
      { table: 'cases', about: `at ${agency.name}`, sql: as(eye.userId), expected: own },
      { table: 'cases', about: `at ${agency.name} as somebody else`, sql: as(colleague?.id ?? fresh), expected: false },
    ]
  })
  return [...opened, ...nearbyCases(eye).flatMap((one) => linesOf(eye, one, colleague?.id ?? fresh))]
}

/** Every case of the municipality and one of each other. */
function nearbyCases(eye: Eye): Case[] {
  const { tenants } = eye.scene.world
  const cases = eye.scene.world.cases.filter((one) => one.erased_on === null)
  const far = tenants.flatMap(
    (tenant) => cases.find((one) => one.tenant_id === tenant.id && tenant.id !== eye.tenantId) ?? [],
  )
  return [...cases.filter((one) => one.tenant_id === eye.tenantId), ...far]
}

function linesOf(eye: Eye, one: Case, colleague: string): Try[] {
  const base = { tenant_id: one.tenant_id, case_id: one.id }
  const may = eye.ownCases.has(one.id)
  const facts = eye.scene.facts.get(one.id)
  const line = (user: string) =>
    insert('case_entries', { ...base, id: fresh, kind: 'note', at: '2026-01-01', written_by: user })
  const protect = `update app.cases set protected = true where id = '${one.id}'`
  const mayProtect = facts !== undefined && mayWithCase(eye.caseActor, 'protect', facts)
  const members = insert('case_members', { ...base, id: fresh, user_id: eye.userId })
  return [
    { table: 'case_entries', about: `${one.id} as oneself`, sql: line(eye.userId), expected: may },
    { table: 'case_entries', about: `${one.id} as somebody else`, sql: line(colleague), expected: false },
    {
      table: 'case_search',
      about: one.id,
      sql: insert('case_search', { ...base, key: `\\x${'00'.repeat(16)}` }),
      expected: may,
    },
    {
      table: 'case_members',
      about: one.id,
      sql: members,
      expected: may || (mayOpenCases(eye.roles) && opensItNow(eye, one)),
    },
    { table: 'cases', verb: 'move', about: `${one.id} under protection`, sql: protect, expected: mayProtect },
  ]
}

function dutyTries(eye: Eye): Try[] {
  return eye.scene.world.organizations
    .filter((one) => one.kind === 'consultation-agency')
    .map((agency) => {
      const times = { starts_at: '2026-01-01', ends_at: '2026-01-02', label: '当番', phone: '000-0000-0000' }
      const sql = insert('duty_roster', {
        tenant_id: agency.tenant_id ?? fresh,
        id: fresh,
        agency_id: agency.id,
        ...times,
      })
      const relation = agency.id === eye.organizationId ? 'inbox' : 'other'
      return {
        table: 'duty_roster',
        about: `at ${agency.name}`,
        sql,
        expected: mayAsAgency(eye.roles, 'plan-duty', relation),
      }
    })
}

/** Who of a company decides at night: planned by its liaison, in their own name, for the own house. */
function nightTries(eye: Eye): Try[] {
  return eye.scene.world.organizations.flatMap((company): Try[] => {
    const staff = eye.scene.world.users.filter(
      (one) => one.organization_id === company.id && company.tenant_id === null,
    )
    const row = { organization_id: company.id, id: fresh, starts_at: '2026-01-01', ends_at: '2026-01-02' }
    const plans = eye.roles.includes('liaison') && company.id === eye.organizationId
    const by = (planner: string) =>
      insert('decision_duty', { ...row, user_id: staff[0]?.id ?? fresh, planned_by: planner })
    return staff.slice(0, 2).map(({ id }, other) => ({
      ...{ table: 'decision_duty', about: `at ${company.name} ${other}`, sql: by(other === 1 ? id : eye.userId) },
      expected: plans && (other === 0 || id === eye.userId),
    }))
  })
}

/** Rows that one may change are moved, blindly, to where one may not see them. */
function moveTries(eye: Eye): Try[] {
  const { world } = eye.scene
  const inbox = world.referrals.filter((one) => mayAsAgency(eye.roles, 'acknowledge', agencyRelation(eye, one)))
  const wishes = world.contact_requests.filter((one) => mayAsAgency(eye.roles, 'read', agencyRelation(eye, one)))
  const attached = nearbyCases(eye).flatMap((one): Try[] => {
    const to = (table: 'referrals' | 'contact_requests') => `update app.${table} set case_id = '${one.id}'`
    const may = eye.ownCases.has(one.id)
    return [
      {
        table: 'referrals',
        verb: 'move',
        about: `into ${one.id}`,
        // A marked report brings its mark into the case and so changes who reads it: its own tests ask that.
        sql: `${to('referrals')} where not protected`,
        expected: may && inbox.some((it) => !it.protected && it.erased_on === null),
      },
      {
        table: 'contact_requests',
        verb: 'move',
        about: `into ${one.id}`,
        sql: to('contact_requests'),
        expected: may && wishes.length > 0,
      },
    ]
  })
  const questions = (by: string, agency: string) =>
    `update app.questions set answered_by = '${by}', answering_agency_id = '${agency}'`
  const elsewhere = world.organizations.find(
    (one) => one.kind === 'consultation-agency' && one.id !== eye.organizationId,
  )
  return [
    ...attached,
    {
      table: 'questions',
      verb: 'move',
      about: 'answered in another name',
      sql: questions(fresh, eye.organizationId),
      expected: false,
    },
    {
      table: 'questions',
      verb: 'move',
      about: 'answered as another agency',
      sql: questions(eye.userId, elsewhere?.id ?? fresh),
      expected: false,
    },
  ]
}

function questionTries(eye: Eye): Try[] {
  const { world } = eye.scene
  const tenant = world.tenants[0]
  const colleague = world.users.find((one) => one.organization_id === eye.organizationId && one.id !== eye.userId)
  const elsewhere = world.organizations.find((one) => one.kind.endsWith('operator') && one.id !== eye.organizationId)
  const asks = mayAsCompany(eye.roles, 'ask-question', 'own')
  const ask = (organization: string, user: string) =>
    insert('questions', {
      tenant_id: tenant?.id ?? fresh,
      id: fresh,
      organization_id: organization,
      asked_by: user,
      area_code: '990000',
      stage: 'none',
      body: '試し',
    })
  return [
    { table: 'questions', about: 'as oneself', sql: ask(eye.organizationId, eye.userId), expected: asks },
    {
      table: 'questions',
      about: 'as a colleague',
      sql: ask(eye.organizationId, colleague?.id ?? fresh),
      expected: false,
    },
    { table: 'questions', about: 'for another company', sql: ask(elsewhere?.id ?? fresh, eye.userId), expected: false },
  ]
}
