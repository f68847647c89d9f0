import { sql } from 'kysely'
import { z } from 'zod'
import { todayInJapan } from '#kernel/calendar-date.ts'
import type { Database } from '#platform/database/session.ts'
import { deliver, type Notice } from './notice-store.ts'
import type { NoticeKind } from './notice-words.ts'

/** News and clocks of judgements: whoever waits for a decision, or for a second signature, does not wait in silence. */

type About = { readonly judgementId: string; readonly kind: NoticeKind; readonly at: Date }

/** The deciders; of a decision, who asked for it. */
export async function aboutJudgement(db: Database, { judgementId, kind, at }: About) {
  const users =
    kind === 'judgement-decided'
      ? await listRequester(db, judgementId)
      : await listDeciders(db, { judgementId, at, overdue: false })
  return [{ users, objectId: judgementId }]
}

const row = z.object({ id: z.string() })

async function listRequester(db: Database, judgementId: string): Promise<readonly string[]> {
  const { rows } = await sql<unknown>`
    select requested_by as id from app.judgements where id = ${judgementId}::uuid`.execute(db)
  return rows.map((one) => row.parse(one).id)
}

type Deciders = { readonly judgementId: string; readonly at: Date; readonly overdue: boolean }

async function listDeciders(db: Database, { judgementId, at, overdue }: Deciders): Promise<readonly string[]> {
  const { rows } = await sql<unknown>`
    select u as id from sec.deciders_of_judgement(${judgementId}::uuid, ${at}, ${overdue}) u`.execute(db)
  return rows.map((one) => row.parse(one).id)
}

const waiting = z.object({ id: z.string(), state: z.enum(['asked', 'second-signature-due']), overdue: z.boolean() })

/**
 * Every few minutes, telling each person once a day: a decision that was asked for four hours ago, and a second signature on
 * its day. A day later it climbs to the administrators of the provider.
 */
export async function chaseJudgements(db: Database, at: Date): Promise<void> {
  const today = todayInJapan(at)
  const { rows } = await sql<unknown>`
    select id, state, case state when 'asked' then asked_at < ${at}::timestamptz - interval '1 day'
        else second_due_on < ${today}::date end as overdue
    from app.judgements where (valid_until is null or valid_until >= ${today}::date)
      and ((state = 'asked' and asked_at < ${at}::timestamptz - interval '4 hours')
        or (state = 'second-signature-due' and second_due_on <= ${today}::date))`.execute(db)
  for (const { id, state, overdue } of rows.map((one) => waiting.parse(one))) {
    const kind = state === 'asked' ? 'judgement-waits' : 'second-signature-due'
    const users = await listDeciders(db, { judgementId: id, at, overdue })
    const notices = users.map((userId): Notice => ({ userId, kind, objectId: id }))
    await deliver(db, `judgement ${today}`, notices)
  }
}
