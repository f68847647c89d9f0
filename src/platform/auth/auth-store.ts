import { sql } from 'kysely'
import { z } from 'zod'
import { persistently } from '#platform/database/persistently.ts'
import type { Databases } from '#platform/database/session.ts'
import { session, staffPlane } from './auth-contract.ts'

const stored = z.object({
  id: z.string(),
  demo: z.boolean(),
  passwordHash: z.string(),
  totpSealed: z.string().nullable(),
})
/** What `begin_login` knows: `user` is null for unknown, disabled and closed accounts alike. */
const begun = z.object({ held: z.boolean(), addressHeld: z.boolean(), user: stored.nullable() })
const stepUp = z.union([
  z.object({ held: z.literal(true) }),
  z.object({
    held: z.literal(false),
    userId: z.string(),
    demo: z.boolean(),
    passwordHash: z.string().nullable(),
    totpSealed: z.string().nullable(),
  }),
])
const enrolment = z.union([
  z.object({ held: z.literal(true) }),
  z.object({
    userId: z.string(),
    kind: z.enum(['invitation', 'reset']),
    displayName: z.string(),
    organizationName: z.string(),
    loginName: z.string(),
    totpSealed: z.string().nullable(),
    until: z.string(),
  }),
])
const plane = staffPlane.nullable()
const known = session.omit({ csrfToken: true, tenant: true, steppedUpUntil: true }).extend({
  tenant: z.object({ id: z.string(), name: z.string() }).nullable(),
  steppedUpUntil: z.string().nullable(),
})

const shapes = {
  begin_login: begun,
  finish_login: plane,
  read_session: known.nullable(),
  end_session: z.boolean(),
  begin_step_up: stepUp.nullable(),
  finish_step_up: z.boolean(),
  open_enrolment: enrolment.nullable(),
  keep_enrolment_secret: z.string().nullable(),
  complete_enrolment: plane,
  set_password: z.boolean(),
} as const

/** A second factor as the database uses it up: a time step, or the hash of a printed code. */
export type SecondFactor =
  | { readonly kind: 'totp'; readonly step: number }
  | { readonly kind: 'one-time'; readonly hash: string }

type Shapes = typeof shapes
type Answers = { readonly [Name in keyof Shapes]: z.output<Shapes[Name]> }

/** Calls one function of schema `auth` as the login plane; see db/migrations/0003_sign_in.sql for what each takes. */
export async function callAuth<Name extends keyof Shapes>(
  databases: Databases,
  name: Name,
  document: Readonly<Record<string, unknown>>,
): Promise<Answers[Name]> {
  const call = sql<{ answer: unknown }>`select ${sql.id('auth', name)}(${JSON.stringify(document)}::jsonb) as answer`
  // One statement, one transaction: two sign-ins that met at the same rows both get their answer.
  const { rows } = await persistently(() => call.execute(databases.login))
  return parse(name, rows[0]?.answer ?? null)
}

function parse<Name extends keyof Shapes>(name: Name, answer: unknown): Answers[Name]
function parse(name: keyof Shapes, answer: unknown): unknown {
  return shapes[name].parse(answer)
}
