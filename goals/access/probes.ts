import { type Answer, refused, type Statement } from './ask.ts'
import { ruleOf } from './expected.ts'
import type { Eye } from './scene.ts'
import { qualified } from './world.ts'
import type { RowOf, TableName } from './world-model.ts'

export type Verb = 'select' | 'insert' | 'update' | 'overwrite' | 'delete' | 'clear' | 'move' | 'call'
/** One question with one right answer: may this speaker do this to this row? */
export type Decision = {
  readonly plane: string
  readonly table: TableName
  readonly verb: Verb
  readonly about: string
  readonly expected: boolean
  readonly got: boolean
  readonly said?: string
}
/** A statement and how its answer is held against the expectation, row by row. */
export type Probe = {
  readonly table: TableName
  readonly verb: Verb
  readonly statement: Statement
  readonly judge: (answer: Answer) => Decision[]
}

/** By what a row is told apart; only columns that every plane with access may read. */
const keys: { readonly [T in TableName]: readonly (keyof RowOf<T> & string)[] } = {
  tenants: ['id'],
  organizations: ['id'],
  users: ['id'],
  teams: ['id'],
  team_members: ['team_id', 'user_id'],
  sessions: ['token_hash'],
  areas: ['code'],
  directory_imports: ['id'],
  contact_windows: ['id'],
  window_areas: ['window_id', 'position'],
  agreements: ['id'],
  agreement_parties: ['agreement_id', 'organization_id'],
  agency_capacity: ['id'],
  screening_counts: ['id'],
  subjects: ['scope_id', 'id'],
  consents: ['id'],
  reports: ['id'],
  sharings: ['id'],
  snapshots: ['sharing_id', 'category'],
  cases: ['id'],
  case_members: ['id'],
  case_entries: ['id'],
  case_search: ['case_id', 'key'],
  case_looks: ['id'],
  safe_contacts: ['case_id'],
  referrals: ['id'],
  household_keys: ['referral_id', 'kind'],
  report_updates: ['id'],
  feedback: ['id'],
  danger_reviews: ['organization_id', 'report_id'],
  notices: ['id'],
  drafts: ['user_id', 'key'],
  questions: ['id'],
  guidance_codes: ['organization_id', 'number'],
  contact_requests: ['id'],
  duty_roster: ['id'],
  decision_duty: ['id'],
  leaflet_places: ['id'],
  leaflet_moves: ['id'],
  handouts: ['id'],
  heads: ['scope_id'],
  entries: ['scope_id', 'sequence'],
}

/** A change that every constraint takes, in columns that the plane may write. */
function touchOf(table: TableName, eye: Eye): string {
  if (table === 'cases') return "urgency = 'within-3-days'"
  if (table === 'case_members') return 'ended_at = now()'
  if (table === 'referrals') return 'escalated = 0'
  if (table === 'safe_contacts') return `updated_by = '${eye.userId}'`
  if (table === 'notices') return 'read_at = now()'
  if (table === 'agreement_parties') return 'agreed_on = null'
  if (table === 'questions') return `answered_by = '${eye.userId}', answering_agency_id = '${eye.organizationId}'`
  return 'version = 1'
}

/**
 * What one speaker may see, change and remove in one table. Changes and removals are tried twice: with the keys
 * returned, and blindly, since only a statement that reads nothing is held by the policy of its own verb alone.
 */
export function probesOf<T extends TableName>(eye: Eye, table: T): Probe[] {
  const { plane } = eye.actor
  const rule = ruleOf(plane, table)
  const name = qualified(table)
  const key = `concat_ws('/', ${keys[table].join(', ')})`
  if (rule === undefined) {
    const sql = `select 1 from ${name} limit 1`
    return [attempt(eye, { table, verb: 'select', about: 'the table itself', sql, expected: false })]
  }
  const { see, change, remove } = rule
  const listed = (verb: Verb, sql: string, may: (row: RowOf<T>) => boolean) => [
    rowProbe(eye, { table, verb, sql, may }),
  ]
  const pick = "select coalesce(jsonb_agg(k), '[]')"
  const touched = `update ${name} set ${touchOf(table, eye)}`
  const changes = (row: RowOf<T>) => change?.(eye, row) === true
  const removes = (row: RowOf<T>) => remove?.(eye, row) === true
  return [
    ...listed('select', `${pick} from (select ${key} as k from ${name}) x`, (row) => see(eye, row)),
    ...(change === undefined
      ? []
      : [
          ...listed('update', `with x as (${touched} returning ${key} as k) ${pick} from x`, changes),
          countProbe(eye, { table, verb: 'overwrite', sql: touched, may: changes }),
        ]),
    ...(remove === undefined
      ? []
      : [
          ...listed('delete', `with x as (delete from ${name} returning ${key} as k) ${pick} from x`, removes),
          countProbe(eye, { table, verb: 'clear', sql: `delete from ${name}`, may: removes }),
        ]),
  ]
}

type RowQuestion<T extends TableName> = { table: T; verb: Verb; sql: string; may: (row: RowOf<T>) => boolean }

function rowProbe<T extends TableName>(eye: Eye, { table, verb, sql, may }: RowQuestion<T>): Probe {
  const expected = new Map(eye.scene.world[table].map((row) => [keyOf(table, row), may(row)]))
  const base = { plane: eye.actor.plane, table, verb }
  const judge = (answer: Answer): Decision[] => {
    const said = answer.v === 'ok' ? undefined : `${answer.v} ${answer.m}`
    const got = new Set(answer.keys ?? [])
    const known = [...expected].map(([about, want]) => ({
      ...base,
      about,
      expected: want,
      got: got.has(about),
      ...tell(said),
    }))
    const unknown = [...got].filter((about) => !expected.has(about))
    return [
      ...known,
      ...unknown.map((about) => ({ ...base, about, expected: false, got: true, said: 'a row from nowhere' })),
    ]
  }
  return { table, verb, statement: { answers: 'keys', sql }, judge }
}

function countProbe<T extends TableName>(eye: Eye, { table, verb, sql, may }: RowQuestion<T>): Probe {
  const expected = eye.scene.world[table].filter(may).length
  const base = { plane: eye.actor.plane, table, verb, about: 'all that can be reached', expected: expected > 0 }
  const judge = (answer: Answer): Decision[] => {
    if (answer.v === 'ok' && answer.n === expected) return [{ ...base, got: base.expected }]
    const said = answer.v === 'ok' ? `${answer.n} rows instead of ${expected}` : `${answer.v} ${answer.m}`
    return [{ ...base, got: !base.expected, said }]
  }
  return { table, verb, statement: { answers: 'count', sql }, judge }
}

export type Attempt = { table: TableName; verb: Verb; about: string; sql: string; expected: boolean }

/** A single write that goes through or is refused; a refusal also is a statement that finds nothing to touch. */
export function attempt(eye: Eye, { table, verb, about, sql, expected }: Attempt): Probe {
  const base = { plane: eye.actor.plane, table, verb, about, expected }
  const judge = (answer: Answer): Decision[] => {
    if (answer.v === refused || (answer.v === 'ok' && answer.n === 0))
      return [{ ...base, got: false, said: answer.m ?? '' }]
    if (answer.v === 'ok') return [{ ...base, got: true }]
    return [{ ...base, got: !expected, said: `${answer.v} ${answer.m}` }]
  }
  return { table, verb, statement: { answers: 'count', sql }, judge }
}

const tell = (said: string | undefined) => (said === undefined ? {} : { said })

function keyOf<T extends TableName>(table: T, row: RowOf<T>): string {
  return keys[table].map((column) => String(row[column])).join('/')
}
