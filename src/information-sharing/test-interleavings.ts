import { v7 as newId } from 'uuid'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import type { PlanePools } from '#platform/database/roles.ts'
import { openDatabases } from '#platform/database/session.ts'
import type { TestClient, TestPool } from '#platform/database/test-database.ts'
import { testRootKey } from '#platform/database/test-database.ts'
import { addSession, addTown } from '#platform/database/test-world.ts'
import { askGate, base64, consentOf, somebody, submission, today } from './test-sharing.ts'

/** Random interleavings, statement by statement on connections of their own, of withdrawing, sharing, rewriting and reading. */
export const LOCKS = ['', 'for update', 'for no key update', 'for share', 'for key share'] as const
/** What a rewrite after the withdrawal would say; nobody may read it (the planted naive policy writes it). */
export const SECRET = 'written after the withdrawal'

/** A town with people signed in, for many trials one after the other. */
export type Lane = Awaited<ReturnType<typeof openLane>>
export async function openLane(admin: TestPool, pools: PlanePools) {
  const town = await addTown(admin)
  const clerk = await addSession(admin, town.clerk)
  const lead = await addSession(admin, town.lead)
  return { admin, pools, town, clerk, lead, databases: openDatabases(pools), keys: openKeyRing(testRootKey) }
}

type Act = (client: TestClient) => Promise<unknown>
type Actor = {
  readonly name: 'withdraw' | 'share' | 'rewrite' | 'read'
  readonly client: TestClient
  readonly steps: readonly Act[]
  next: number
  tail: Promise<void>
  /** Turns of the common clock at which the deciding statement began, and at which the commit was through. */
  began: number
  committed: number
  failed: string
  rows: readonly string[]
}
export type Dice = (below: number) => number
export type Leaks = { readonly found: readonly string[]; readonly told: readonly string[]; readonly order: string }

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** One person, one consent, one report that has arrived: then everybody at once, in an order of the dice. */
export async function playTrial(lane: Lane, dice: Dice): Promise<Leaks> {
  const { town, clerk, databases, keys, admin } = lane
  const person = somebody(keys, town.company.id)
  const gate = { databases, session: clerk }
  const base = await askGate(gate, 'submit_report', submission({ town, person, consent: consentOf(town, person) }))
  if (base.verdict === 'refused') throw new Error(base.code)
  // Saved before, so that no foreign key is checked again and only the gate's own lock stands between the two.
  const other = { ...person, reportId: newId() }
  const draft = submission({ town, person: other })
  await askGate(gate, 'save_report', { ...draft, passOn: false })
  const again = submission({ town, person: other })
  const second = { ...again, report: { ...again.report, version: 1 } }
  const clock = { now: 0 }
  const update = updateOf(person.reportId)
  const actors = await Promise.all([
    actor(lane, 'withdraw', (client) => client.query('select sec.withdraw_consent($1)', [person.consentId])),
    actor(lane, 'share', (client) => client.query('select sec.submit_report($1)', [second])),
    actor(lane, 'rewrite', (client) => client.query('select sec.update_report($1)', [update])),
    ...[0, 1].map(() => reader(lane, person.reportId, LOCKS[dice(LOCKS.length)] ?? '')),
  ])
  const order = await play(actors, { dice, clock })
  const left = await admin.query<{ readable: number }>(
    `select count(*)::int as readable from app.snapshots n join app.sharings s on s.tenant_id = n.tenant_id and s.id = n.sharing_id
      where s.consent_id = $1 and (n.wrapped_key is not null or n.recalled_at is null)`,
    [person.consentId],
  )
  const late = await reader(lane, person.reportId, '')
  await play([late], { dice, clock })
  const found = [
    ...leaksOf([...actors, late]),
    ...(left.rows[0]?.readable === 0 ? [] : ['readable snapshots are left']),
  ]
  return { found, order, told: actors.map(({ name, failed, rows }) => `${name} ${failed || rows.length}`) }
}

async function actor({ pools, clerk }: Lane, name: Actor['name'], act: Act): Promise<Actor> {
  return begun(name, { client: await pools.utility.connect(), hash: clerk.credential.hash, act })
}

async function reader({ pools, lead }: Lane, reportId: string, lock: string): Promise<Actor> {
  const client = await pools.welfare.connect()
  const one = begun('read', {
    client,
    hash: lead.credential.hash,
    act: async () => {
      const { rows } = await client.query<{ sealed: Buffer }>(
        `select sealed from app.snapshots where report_id = $1 ${lock}`,
        [reportId],
      )
      one.rows = rows.map(({ sealed }) => sealed.toString())
    },
  })
  return one
}

function begun(name: Actor['name'], { client, hash, act }: { client: TestClient; hash: string; act: Act }): Actor {
  const open: Act = async () => {
    await client.query('begin')
    await client.query('select sec.open_session($1)', [hash])
  }
  const steps = [open, act, () => client.query('commit')]
  return { name, client, steps, next: 0, tail: Promise.resolve(), began: 0, committed: 0, failed: '', rows: [] }
}

/** Lets the dice say whose next statement starts; goes on when it is done, or when it is seen to wait for somebody. */
async function play(
  actors: readonly Actor[],
  { dice, clock }: { dice: Dice; clock: { now: number } },
): Promise<string> {
  let order = ''
  for (;;) {
    const ready = actors.filter((one) => one.next < one.steps.length)
    const one = ready[dice(Math.max(1, ready.length))]
    if (one === undefined) break
    order += one.name.charAt(0)
    await stepOf(one, clock)
  }
  await Promise.all(actors.map(({ tail }) => tail))
  for (const { client } of actors) client.release()
  return order
}

async function stepOf(one: Actor, clock: { now: number }): Promise<void> {
  const turn = one.next
  const step = one.steps[turn]
  one.next += 1
  one.tail = one.tail.then(async () => {
    if (one.failed !== '' || step === undefined) return
    if (turn === 1) one.began = clock.now++
    try {
      await step(one.client)
      if (turn === 2) one.committed = clock.now++
    } catch (error) {
      one.failed = error instanceof Error ? error.message : 'failed'
      await one.client.query('rollback')
    }
  })
  await Promise.race([one.tail, pause(15)])
}

/** What was read or shared by a statement that began after the withdrawal was through, and what nobody may ever read. */
function leaksOf(actors: readonly Actor[]): string[] {
  const withdrawal = actors.find(({ name }) => name === 'withdraw')
  if (withdrawal === undefined || withdrawal.failed !== '') return [`the withdrawal failed: ${withdrawal?.failed}`]
  const after = (one: Actor) => one.began > withdrawal.committed
  return actors.flatMap((one) => {
    if (one.name === 'read' && one.rows.some((text) => text === SECRET))
      return ['read what was written after the withdrawal']
    if (one.name === 'read' && after(one) && one.rows.length > 0) return ['read after the withdrawal']
    const shares = one.name === 'share' || one.name === 'rewrite'
    if (shares && after(one) && one.failed === '') return [`${one.name} after the withdrawal`]
    return /deadlock/.test(one.failed) ? [`${one.name} met a deadlock`] : []
  })
}

/** The document of `sec.update_report`: a date of stopping that was set. */
function updateOf(reportId: string) {
  const part = { category: 'supply', sealed: base64(Buffer.from('rewritten')), wrappedKey: 'AAAA' }
  return {
    key: newId(),
    bodyHash: '00'.repeat(32),
    reportId,
    id: newId(),
    field: 'stop-on',
    sealed: base64(Buffer.from('own copy')),
    stopOn: today(),
    stoppedOn: null,
    sharing: { id: newId(), until: null, parts: [part] },
  }
}

/**
 * The naive version: a policy that asks whether the consent holds instead of a recall, a recipient who may lock what it reads,
 * and an owner who writes on. A reader who waits sees the newer row under the older consent.
 */
export async function plantNaivePolicy(admin: TestPool): Promise<void> {
  await admin.query('drop policy snapshots_addressed_to_the_agency on app.snapshots')
  await admin.query('drop policy if exists packs_are_opened_one_by_one on app.snapshots')
  await admin.query('grant select on app.consents to app_welfare; grant update on app.snapshots to app_welfare')
  await admin.query('create policy naive on app.consents for select to app_welfare using (true)')
  await admin.query('create policy naive_lock on app.snapshots for update to app_welfare using (true)')
  await admin.query(`create policy naive on app.snapshots as restrictive to app_welfare using (exists (
    select 1 from app.sharings s join app.consents c on c.id = s.consent_id
     where s.id = snapshots.sharing_id and c.withdrawn_at is null))`)
  await replaceInWithdrawal(admin, 'set wrapped_key = null, recalled_at = now()', `set sealed = '${SECRET}'`)
}

/** Replaces a place in the withdrawal; throws when it is not there any more, for then nothing would be planted. */
async function replaceInWithdrawal(admin: TestPool, place: string, fault: string): Promise<void> {
  const { rows } = await admin.query<{ source: string }>(
    "select pg_get_functiondef('sec.apply_withdrawal'::regproc) as source",
  )
  const source = rows[0]?.source ?? ''
  if (!source.includes(place)) throw new Error('there is no place for the naive policy')
  await admin.query(source.replace(place, fault))
}

/** Without its lock on the consent the gate shares on what is being withdrawn. */
export async function plantNoLock(admin: TestPool): Promise<void> {
  const { rows } = await admin.query<{ source: string }>(
    "select pg_get_functiondef('sec.why_consent_does_not_carry'::regproc) as source",
  )
  const source = rows[0]?.source ?? ''
  if (!source.includes('for share')) throw new Error('there is no lock to take away')
  await admin.query(source.replace('for share', ''))
}
