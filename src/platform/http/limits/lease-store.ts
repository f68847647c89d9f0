import { sql } from 'kysely'
import { z } from 'zod'
import type { Databases } from '#platform/database/session.ts'

export const budgets = ['requests', 'search', 'submit', 'form'] as const
export type Budget = (typeof budgets)[number]
export const bearers = ['user', 'organization', 'address'] as const
/** Whose budget it is. */
export type Bearer = (typeof bearers)[number]

/** Requests a minute by budget and bearer; a bucket may be emptied at once and fills within a minute. */
export type Sizes = Readonly<Record<Budget, Readonly<Record<Bearer, number>>>>
export type Want = { readonly budget: Budget; readonly whose: Bearer; readonly most: number; readonly wanted: number }
export type Leasing = {
  readonly tokenHash?: string | undefined
  readonly address?: string | undefined
  readonly wants: readonly Want[]
}

const leased = z.object({
  /** Null: nobody's living session. */
  user: z.string().nullable(),
  /** Null: somebody on their own page. */
  organization: z.string().nullable(),
  leases: z.array(
    z.object({ budget: z.enum(budgets), whose: z.enum(bearers), granted: z.number(), waitMs: z.number() }),
  ),
})
export type Leased = z.infer<typeof leased>

/** Takes tokens out of the buckets that every process shares (db/migrations/0018); one call, one short transaction. */
export async function leaseFrom({ login }: Pick<Databases, 'login'>, leasing: Leasing): Promise<Leased> {
  const { rows } = await sql<{ answer: unknown }>`
    select auth.lease_requests(${JSON.stringify(leasing)}::jsonb) as answer`.execute(login)
  return leased.parse(rows[0]?.answer)
}
