/**
 * A superuser edits, deletes, cuts and rewrites log and ledger, also with the signing key in hand: `cli audit verify` finds all of it.
 * Small: --n 200
 *
 * `--plant chain-alone|no-witness|no-ledger` puts a verifier that looks away in its place: it must turn red.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readCheckpoint, signingKey } from '#platform/audit/checkpoint.ts'
import { checkpointSigner } from '#platform/audit/sign-checkpoints.ts'
import { type Verification, verifyAudit } from '#platform/audit/verify-audit.ts'
import { readWitness, writeWitness } from '#platform/audit/witness.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import { openDatabases } from '#platform/database/session.ts'
import { testDatabase, testRootKey } from '#platform/database/test-database.ts'
import { addSession, addTown } from '#platform/database/test-world.ts'
import { send, somebody, withdraw } from '../src/information-sharing/test-sharing.ts'
import { diceFrom } from './access/random.ts'
import { type Forgery, forgeries, type Target } from './chain/forgeries.ts'
import { weakVerifiers } from './chain/weak-verifiers.ts'

const { values: flags } = parseArgs({
  options: {
    n: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '24' },
    plant: { type: 'string' },
  },
})
const key = signingKey(new Uint8Array(32).fill(7))
const verifier = flags.plant === undefined ? verifyAudit : weakVerifiers[flags.plant]
if (verifier === undefined) throw new Error(`there is no weak verifier called ${flags.plant}`)
process.exitCode = await prove(Number(flags.n), verifier)

async function prove(count: number, verify: typeof verifyAudit): Promise<number> {
  const began = performance.now()
  const database = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'chain-'))
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    await writeWorld()
    const databases = openDatabases(database.planes)
    await checkpointSigner({ folder, key })(databases.worker, new Date())
    const witness = await witnessOf(client)
    const what = { folder, key, witnesses: [witness] }
    const whole = await verify(client, what)
    const lines = whole.ok ? whole.value.lines : 0
    const ledger = whole.ok ? whole.value.ledgerLines : 0
    let missed = whole.ok && whole.value.faults.length === 0 && ledger > 0 ? 0 : 1
    const byKind = new Map<string, number>()
    for (let turn = 0; turn < count; turn += 1) {
      const forgery = forgeries[turn % forgeries.length]
      if (forgery === undefined || (await found(client, { forgery, turn, what, verify }))) continue
      missed += 1
      byKind.set(forgery.kind, (byKind.get(forgery.kind) ?? 0) + 1)
    }
    const after = await verifyAudit(client, what)
    if (!after.ok || after.value.faults.length > 0) missed += 1
    for (const [kind, times] of byKind) console.log(`  not found ${times} times: ${kind}`)
    tell(`N=${count} fail=${missed} kinds=${forgeries.length} lines=${lines} ledger-lines=${ledger}`, began)
    return missed === 0 ? 0 : 1
  } finally {
    await client.end()
    await database.close()
    await rm(folder, { recursive: true })
  }

  async function writeWorld(): Promise<void> {
    const databases = openDatabases(database.planes)
    const keys = openKeyRing(testRootKey)
    for (let town = 0; town < 2; town += 1) {
      const made = await addTown(database.admin)
      const gate = { databases, session: await addSession(database.admin, made.clerk) }
      for (let report = 0; report < 12; report += 1) {
        const person = somebody(keys, made.company.id)
        await send(gate, { town: made, person })
        if (report % 4 === 0) await withdraw(gate, person.consentId)
      }
    }
  }
}

function tell(what: string, began: number): void {
  const time = ((performance.now() - began) / 1000).toFixed(0)
  console.log(`GOAL ${flags.plant === undefined ? 'chain' : `chain-planted-${flags.plant}`} ${what} time=${time}s`)
}

async function witnessOf(client: pg.Client) {
  const { rows } = await client.query<{ scope_id: string; sequence: string; hash: Buffer }>(
    'select scope_id, sequence::text, hash from audit.heads where sequence > 0',
  )
  const heads = rows.map((row) => {
    return {
      scopeId: row.scope_id,
      sequence: BigInt(row.sequence),
      hash: row.hash.toString('hex'),
      at: new Date().toISOString(),
    }
  })
  const read = readWitness(writeWitness(heads, key))
  if (!read.ok) throw new Error(read.refusal.code)
  return read.value
}

type Turn = { forgery: Forgery; turn: number; what: Verification; verify: typeof verifyAudit }

/** One forgery, looked for, and taken back. */
async function found(client: pg.Client, { forgery, turn, what, verify }: Turn): Promise<boolean> {
  await client.query('begin')
  let anew: string | undefined
  try {
    await client.query("set local session_replication_role = 'replica'")
    await forgery.commit(client, await targetOf(client, turn))
    if (forgery.signsAnew) anew = await signAnew(client)
    const verdict = await verify(client, anew === undefined ? what : { ...what, folder: anew })
    return !verdict.ok || verdict.value.faults.length > 0
  } finally {
    await client.query('rollback')
    if (anew !== undefined) await rm(anew, { recursive: true })
  }
}

async function targetOf(client: pg.Client, turn: number): Promise<Target> {
  const dice = diceFrom(Number(flags.seed) * 100_003 + turn)
  const { rows } = await client.query<{ scope_id: string; length: number; ledger: string[] }>(
    `select h.scope_id, h.sequence::int as length, array(select s.id::text from app.sharings s where s.tenant_id = h.scope_id order by s.id) as ledger
       from audit.heads h where exists (select 1 from app.sharings s where s.tenant_id = h.scope_id) order by 1`,
  )
  const { scope_id: scopeId, length, ledger } = dice.pick(rows)
  return { scopeId, length, sequence: 1 + dice.below(length), ledgerId: dice.pick(ledger), dice }
}

/** Whoever stole the key signs what now stands there; the old checkpoints are gone. */
async function signAnew(client: pg.Client): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chain-anew-'))
  const { lines } = await witnessOf(client)
  if (!lines.every((line) => readCheckpoint(line, key).ok)) throw new Error('the forger signs badly')
  await writeFile(join(folder, '2026-11.checkpoints'), `${lines.join('\n')}\n`)
  return folder
}
