import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import type pg from 'pg'
import { z } from 'zod'
import { preparedPool } from './prepared-pool.ts'
import type { Plane } from './roles.ts'
import type { DB } from './tables.generated.ts'

/** A query surface bound to one plane's login. Types are generated from the migrated database. */
export type Database = Kysely<DB>
export type Databases = Readonly<Record<Plane, Database>>

export function openDatabases(pools: Readonly<Record<Plane, pg.Pool>>): Databases {
  const open = (pool: pg.Pool) =>
    new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparedPool(pool) }) }).withSchema('app')
  return {
    login: open(pools.login),
    welfare: open(pools.welfare),
    utility: open(pools.utility),
    auditor: open(pools.auditor),
    worker: open(pools.worker),
    public: open(pools.public),
  }
}

const Organization = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  legalKind: z.string(),
})
const Tenant = z.object({ id: z.string(), name: z.string(), municipalityCode: z.string() })
const Staff = z.object({
  plane: z.enum(['welfare', 'utility', 'auditor']),
  userId: z.string(),
  displayName: z.string(),
  roles: z.array(z.string()),
  demo: z.boolean(),
  organization: Organization,
  tenant: Tenant.nullable(),
  steppedUpAt: z.string().nullable(),
  absoluteUntil: z.string(),
})
const Person = z.object({ plane: z.literal('public'), guidanceCodeHash: z.string() })

/** A member of staff as the database knows the session's user; never built from what a request says. */
export type Staff = z.infer<typeof Staff>
/** Somebody who opened their own page with code and kept number. */
export type Person = z.infer<typeof Person>
export type Who = Staff | Person

/** Which plane a token was opened for, and its SHA-256: the only things that a transaction is told. */
export type SessionCredential = { readonly plane: 'welfare' | 'utility' | 'auditor' | 'public'; readonly hash: string }

/** A transaction that runs as somebody; row-level security decides what it sees. */
export type SessionTx = { readonly db: Transaction<DB>; readonly who: Who }

/** Thrown when the token is unknown, expired, signed out, or its user disabled: all the same to the outside. */
export class NoSession extends Error {
  constructor() {
    super('no living session')
    this.name = 'NoSession'
  }
}

/**
 * Runs `work` in one transaction on the session's own plane. What it returns leaves only after COMMIT, so an audit row
 * written in it stands before any byte does. Throws `NoSession` when nobody is speaking.
 */
export async function inSession<T>(
  databases: Databases,
  credential: SessionCredential,
  work: (tx: SessionTx) => Promise<T>,
): Promise<T> {
  return databases[credential.plane].transaction().execute(async (db) => {
    const opened = await sql<{ who: unknown }>`select sec.open_session(${credential.hash}) as who`.execute(db)
    const who = z
      .union([Staff, Person])
      .nullable()
      .parse(opened.rows[0]?.who ?? null)
    if (who === null) throw new NoSession()
    return work({ db, who })
  })
}

/** Calls a definer function of schema `sec` that takes one JSON document; answers its JSON. */
export async function callGate<Shape extends z.ZodType>(
  db: Database,
  name: GateFunction,
  { document, shape }: { document: unknown; shape: Shape },
): Promise<z.output<Shape>> {
  const call = sql<{ answer: unknown }>`select ${sql.id('sec', name)}(${JSON.stringify(document)}::jsonb) as answer`
  const { rows } = await call.execute(db)
  return shape.parse(rows[0]?.answer ?? null)
}

/** The functions of db/migrations that take one JSON document. */
export type GateFunction =
  | 'record_consent'
  | 'save_report'
  | 'submit_report'
  | 'report_danger'
  | 'update_report'
  | 'new_guidance_codes'
  | 'register_letters'
  | 'keep_leaflet_place'
  | 'move_leaflets'
  | 'record_handout'
  | 'take_back_handout'
  | 'share_screening_counts'
  | 'redirect_referral'
  | 'own_consent'
  | 'attest_recall'
  | 'keep_complaint_desk'
  | 'ask_statement'
  | 'decide_statement'
  | 'record_spoken_sharing'
  | 'record_spoken_feedback'
  | 'save_judgement'
  | 'decide_judgement'
  | 'sign_judgement'
  | 'end_own_session'
  | 'begin_totp'
  | 'confirm_totp'
  | 'replace_one_time_codes'
  | 'invite_user'
  | 'change_user'
  | 'set_user_disabled'
  | 'reset_user'
  | 'open_case_look'
  | 'review_case_look'
  | 'review_unusual_look'
  | 'name_privacy_officer'
  | 'keep_unusual_looks'
  | 'set_retention_clock'
  | 'place_hold'
  | 'order_erasure'
  | 'erase_due'

/**
 * One line in the chained log, as the speaker. For a read of a person call it before returning: the line commits with
 * the transaction, before the answer leaves. `detail` holds codes and field names, never values.
 */
export async function recordAudit(
  { db }: SessionTx,
  line: { action: string; subjectId?: string | null; objectId?: string | null; detail?: Record<string, unknown> },
): Promise<void> {
  const { action, subjectId = null, objectId = null, detail = {} } = line
  await sql`select sec.record(${action}, ${subjectId}::uuid, ${objectId}::uuid, ${JSON.stringify(detail)}::jsonb)`.execute(
    db,
  )
}

/** How many ids one line of the log holds: its detail is bounded (2000 bytes) so that the chain stays small. */
const idsInALine = 45

/**
 * The look at a list of people's records: every one by its id, in as many lines as it takes. An empty list is a look
 * too. Call it before returning, as `recordAudit`.
 */
export async function recordListing(
  tx: SessionTx,
  { action, objectId = null, ids }: { action: string; objectId?: string | null; ids: readonly string[] },
): Promise<void> {
  for (let from = 0; from === 0 || from < ids.length; from += idsInALine) {
    const line = ids.slice(from, from + idsInALine)
    await recordAudit(tx, { action, objectId, detail: { count: line.length, ids: line } })
  }
}
