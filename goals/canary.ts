/**
 * Every string that people type carries a canary; no answer of any door to anybody, and no log, holds one that is not theirs.
 * Small: --towns 2 --companies 2 --foreign 1 --few
 *
 * `--plant log-body` writes request bodies into the log, `--plant wrong-recipient` moves referrals to a sister agency,
 * `--plant no-mark` takes away what keeps a protected report to its audience: each must turn it red.
 */
import { parseArgs } from 'node:util'
import { contentsOf } from '../src/apps/test-contents.ts'
import { actorsOf, castOf } from './canary/cast.ts'
import { askHeads, type Crawl, nameOf, readEverything, readOwnPages } from './canary/crawl.ts'
import { type House, openHouse } from './canary/house.ts'
import { deliverNews, readLeftovers } from './canary/leftovers.ts'
import { livePlaces } from './canary/live-places.ts'
import { openMarks } from './canary/marks.ts'
import { openStage } from './canary/stage.ts'
import { lostFromDisk, thingsOf } from './canary/things.ts'
import { leaveAll, sendNonsense, writeOnForeign } from './canary/trespass.ts'
import { openWatch } from './canary/watch.ts'

const { values } = parseArgs({
  options: {
    towns: { type: 'string', default: '3' },
    companies: { type: 'string', default: '3' },
    /** How many objects of each other owner every changing door is tried with. */
    foreign: { type: 'string', default: '2' },
    /** Not every story between every company and every agency. */
    few: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    plant: { type: 'string' },
  },
})
const began = performance.now()
const house = await openHouse({ logBodies: values.plant === 'log-body' })
try {
  const marks = openMarks(values.seed)
  const watch = openWatch(house, marks)
  const stage = openStage(house, watch)
  const cast = await castOf(house.database, { towns: Number(values.towns), companies: Number(values.companies) })
  const actors = actorsOf(cast)
  const people = await livePlaces(stage, cast, values.few)
  const jobs = await deliverNews(house, watch)
  note('lived')
  if (values.plant === 'wrong-recipient') await misdeliver(house)
  if (values.plant === 'no-mark')
    await house.database.admin.query('drop policy a_protected_report_is_its_audiences on app.referrals')
  const things = await thingsOf(house)
  const crawl: Crawl = { stage, actors, people, things, reached: new Set(), uneven: [], denied: new Set() }
  const before = await contentsOf(house.database.admin)
  await readEverything(crawl)
  note('read')
  await readOwnPages(crawl)
  await askHeads(crawl)
  note('pages')
  await writeOnForeign(crawl, Number(values.foreign))
  await sendNonsense(crawl)
  note('written')
  const after = await contentsOf(house.database.admin)
  const moved = [...before].filter(([table, hash]) => after.get(table) !== hash).map(([table]) => table)
  moved.push(...(await lostFromDisk(house, things)))
  await leaveAll(crawl)
  const leftovers = await readLeftovers(house, watch)
  note('leftovers')

  const missed = house.routes.map(nameOf).filter((one) => !crawl.reached.has(one))
  const delivered = watch.delivered.size
  const expected = Math.floor(marks.all().filter(({ may }) => may.size > 0).length * 0.7)
  const poor = delivered < expected ? 1 : 0
  tell(
    'leak',
    watch.leaks.map(({ who, door, where }) => `${who} ${door}: ${where}`),
  )
  tell('not like what does not exist', crawl.uneven)
  tell('route that nobody asked', missed)
  tell(
    'fault',
    house.log
      .filter((line) => line.includes('request failed'))
      .map((line) => line.replace(/"(?:time|reqId|id)":[^,]*,/g, '').trim()),
  )
  tell('changed by doors that refused', moved)
  if (poor) console.log(`Only ${delivered} canaries reached those who may have them; at least ${expected} should.`)
  const fail = watch.leaks.length + crawl.uneven.length + missed.length + moved.length + poor
  const roles = new Set(actors.flatMap(({ user }) => user.roles)).size + 2
  console.log(
    Object.entries({ ...leftovers, jobs: leftovers.jobs + jobs })
      .map(([what, count]) => `${what}=${count}`)
      .join(' '),
  )
  console.log(
    `GOAL A5 N=${watch.answers()} fail=${fail} leaks=${watch.leaks.length} routes=${crawl.reached.size} roles=${roles} actors=${actors.length} organisations=${new Set(actors.map(({ user }) => user.organizationId)).size} canaries=${marks.all().length} delivered=${delivered} uneven=${crawl.uneven.length} changed=${moved.length} time=${seconds()}s`,
  )
  process.exitCode = fail === 0 ? 0 : 1
} finally {
  await house.close()
}

function tell(what: string, lines: readonly string[]): void {
  for (const line of [...new Set(lines)].slice(0, 25)) console.log(`${what}: ${line}`)
}

function seconds(): string {
  return ((performance.now() - began) / 1000).toFixed(0)
}

function note(what: string): void {
  if (process.env.GOAL_NOTES) console.log(`${what} after ${seconds()} s`)
}

/** The planted fault: what was addressed to one agency lies in the inbox of its sister. */
async function misdeliver({ database }: House): Promise<void> {
  const client = await database.admin.connect()
  try {
    await client.query('set session_replication_role = replica')
    const sister = `(select o.id from app.organizations o where o.tenant_id = t.tenant_id and o.kind = 'consultation-agency'
      and o.id <> t.%s limit 1)`
    for (const [table, column] of [
      ['referrals', 'agency_id'],
      ['snapshots', 'recipient_id'],
    ] as const)
      await client.query(
        `update app.${table} t set ${column} = ${sister.replace('%s', column)} where tenant_id is not null`,
      )
    await client.query('set session_replication_role = origin')
  } finally {
    client.release()
  }
}
