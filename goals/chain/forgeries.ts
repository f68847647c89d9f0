import type pg from 'pg'
import type { Dice } from '../access/random.ts'

/** What a superuser of the database does to it, triggers and keys out of the way. */
export type Forgery = {
  readonly kind: string
  /** Whether the forger also has the installation's signing key and signs new checkpoints over the old ones. */
  readonly signsAnew?: true
  readonly commit: (client: pg.ClientBase, at: Target) => Promise<void>
}

/** Where it is done: one chain, one of its lines, and one line of its ledger. */
export type Target = {
  readonly scopeId: string
  readonly length: number
  readonly sequence: number
  readonly ledgerId: string
  readonly dice: Dice
}

const run = (client: pg.ClientBase, text: string, values: readonly unknown[] = []) => client.query(text, [...values])

/** Every line from `from` on gets the hash that fits what stands there now, and the head follows. */
async function rehash(client: pg.ClientBase, { scopeId }: Target): Promise<void> {
  await run(
    client,
    `do $$ declare e audit.entries; n bigint := 0; prev bytea := sha256(convert_to('tomoshibi audit ${scopeId}', 'UTF8'));
     begin
       for e in select * from audit.entries where scope_id = '${scopeId}' order by sequence loop
         n := n + 1;
         update audit.entries x set sequence = n, previous = prev where x.scope_id = e.scope_id and x.sequence = e.sequence;
         select * into e from audit.entries x where x.scope_id = e.scope_id and x.sequence = n;
         e.hash := sha256(prev || audit.canonical(e));
         update audit.entries x set hash = e.hash where x.scope_id = e.scope_id and x.sequence = n;
         prev := e.hash;
       end loop;
       update audit.heads set sequence = n, hash = prev where scope_id = '${scopeId}';
     end $$`,
  )
}

const one = 'scope_id = $1 and sequence = $2'
const columns = [
  "action = 'case.closed'",
  'actor_id = gen_random_uuid()',
  "at = at + interval '1 microsecond'",
  'subject_id = gen_random_uuid()',
  'object_id = gen_random_uuid()',
  "detail = detail || ' '",
  "hash = sha256('x')",
  "previous = sha256('y')",
] as const
const ledgerColumns = [
  "categories = array_append(categories, 'supply')",
  "ground = 'immediate-danger'",
  "at = at - interval '1 day'",
  'until = until + 1',
  'provider_id = recipient_id',
  'decided_by = gen_random_uuid()',
  'art29_record_duty = not art29_record_duty',
] as const

const editEntry = (client: pg.ClientBase, { scopeId, sequence, dice }: Target) =>
  run(client, `update audit.entries set ${dice.pick(columns.slice(0, 6))} where ${one}`, [scopeId, sequence])
const editLedger = (client: pg.ClientBase, { ledgerId, dice }: Target) =>
  run(client, `update app.sharings set ${dice.pick(ledgerColumns)} where id = $1`, [ledgerId])
/** What the log says about the line follows the line. */
const vouch = (client: pg.ClientBase, { ledgerId }: Target) =>
  run(
    client,
    `update audit.entries e set detail = jsonb_build_object('table', 'sharings', 'line',
       encode(sha256(convert_to(jsonb_strip_nulls(to_jsonb(s))::text, 'UTF8')), 'hex'))::text
     from app.sharings s where s.id = $1 and e.object_id = s.id and e.action = 'ledger.written'`,
    [ledgerId],
  )
async function cutTail(client: pg.ClientBase, { scopeId, sequence }: Target): Promise<void> {
  await run(client, 'delete from audit.entries where scope_id = $1 and sequence >= $2', [scopeId, sequence])
  await run(
    client,
    `update audit.heads h set sequence = $2::bigint - 1, hash = coalesce((select e.hash from audit.entries e
       where e.scope_id = $1 and e.sequence = $2::bigint - 1), sha256(convert_to('tomoshibi audit ' || $1::text, 'UTF8')))
     where h.scope_id = $1`,
    [scopeId, sequence],
  )
}
async function dropUnlogged(client: pg.ClientBase, { scopeId }: Target): Promise<void> {
  await run(
    client,
    `delete from app.sharings s where s.tenant_id = $1 and not exists (select 1 from audit.entries e
       where e.scope_id = $1 and e.action = 'ledger.written' and e.object_id = s.id)`,
    [scopeId],
  )
}

export const forgeries: readonly Forgery[] = [
  {
    kind: 'a column of a line edited',
    commit: async (client, { scopeId, sequence, dice }) => {
      await run(client, `update audit.entries set ${dice.pick(columns)} where ${one}`, [scopeId, sequence])
    },
  },
  {
    kind: 'a line deleted',
    commit: async (client, { scopeId, sequence }) => {
      await run(client, `delete from audit.entries where ${one}`, [scopeId, sequence])
    },
  },
  {
    kind: 'a range deleted',
    commit: async (client, { scopeId, sequence, dice }) => {
      const until = sequence + dice.below(5)
      await run(client, 'delete from audit.entries where scope_id = $1 and sequence between $2 and $3', [
        scopeId,
        sequence,
        until,
      ])
    },
  },
  {
    kind: 'a line deleted and the rest closed up',
    commit: async (client, at) => {
      await run(client, `delete from audit.entries where ${one}`, [at.scopeId, at.sequence])
      await rehash(client, at)
    },
  },
  { kind: 'the tail cut, with its head', commit: cutTail },
  {
    kind: 'the tail cut, without its head',
    commit: async (client, { scopeId, sequence }) => {
      await run(client, 'delete from audit.entries where scope_id = $1 and sequence >= $2', [scopeId, sequence])
    },
  },
  {
    kind: 'an older copy restored, ledger and all',
    commit: async (client, at) => {
      await cutTail(client, at)
      await dropUnlogged(client, at)
    },
  },
  {
    kind: 'history written anew',
    commit: async (client, at) => {
      await editEntry(client, at)
      await rehash(client, at)
    },
  },
  {
    kind: 'a line put in and history written anew',
    commit: async (client, at) => {
      await run(client, 'update audit.entries set sequence = -sequence where scope_id = $1 and sequence >= $2', [
        at.scopeId,
        at.sequence,
      ])
      await run(
        client,
        `insert into audit.entries select scope_id, $2, at, actor_id, 'case.read', subject_id, object_id, '{}', previous, hash
           from audit.entries where scope_id = $1 and sequence = -$2::bigint`,
        [at.scopeId, at.sequence],
      )
      await run(client, 'update audit.entries set sequence = 1 - sequence where scope_id = $1 and sequence < 0', [
        at.scopeId,
      ])
      await rehash(client, at)
    },
  },
  {
    kind: 'the whole chain gone',
    commit: async (client, { scopeId }) => {
      await run(client, 'delete from audit.entries where scope_id = $1', [scopeId])
      await run(client, 'delete from audit.heads where scope_id = $1', [scopeId])
    },
  },
  {
    kind: 'the head moved',
    commit: async (client, { scopeId }) => {
      await run(client, "update audit.heads set hash = sha256('z') where scope_id = $1", [scopeId])
    },
  },
  { kind: 'a line of the ledger edited', commit: async (client, at) => void (await editLedger(client, at)) },
  {
    kind: 'a line of the ledger deleted',
    commit: async (client, { ledgerId }) =>
      void (await run(client, 'delete from app.sharings where id = $1', [ledgerId])),
  },
  {
    kind: 'a line of the ledger put there past the log',
    commit: async (client, { ledgerId }) => {
      await run(
        client,
        `insert into app.sharings select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).*
           from app.sharings s where s.id = $1`,
        [ledgerId],
      )
    },
  },
  {
    kind: 'a line of the ledger edited and vouched for once more',
    commit: async (client, at) => {
      await editLedger(client, at)
      await run(
        client,
        `select audit.append(s.tenant_id, s.decided_by, 'ledger.written', null, s.id, jsonb_build_object('table', 'sharings', 'line',
           encode(sha256(convert_to(jsonb_strip_nulls(to_jsonb(s))::text, 'UTF8')), 'hex'))) from app.sharings s where s.id = $1`,
        [at.ledgerId],
      )
    },
  },
  {
    kind: 'a line of the ledger edited and history written anew',
    commit: async (client, at) => {
      await editLedger(client, at)
      await vouch(client, at)
      await rehash(client, at)
    },
  },
  {
    kind: 'a line of the ledger deleted and history written anew',
    commit: async (client, at) => {
      await run(client, 'delete from app.sharings where id = $1', [at.ledgerId])
      await run(client, "delete from audit.entries where object_id = $1 and action = 'ledger.written'", [at.ledgerId])
      await rehash(client, at)
    },
  },
  {
    kind: 'everything written anew, and signed anew with the stolen key',
    signsAnew: true,
    commit: async (client, at) => {
      await editLedger(client, at)
      await vouch(client, at)
      await rehash(client, at)
    },
  },
  {
    kind: 'an older copy restored, and signed anew with the stolen key',
    signsAnew: true,
    commit: async (client, at) => {
      await cutTail(client, at)
      await dropUnlogged(client, at)
    },
  },
]
