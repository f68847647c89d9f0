/**
 * Reports sent over HTTP while server and database are killed with -9 at random: nothing acknowledged is lost, nothing is there twice.
 * Small: --kills 3
 *
 * `--plant async-commit` acknowledges before the log is on disk: losses must show, or it says that none could be provoked.
 */
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { withClient } from '#platform/database/connection.ts'
import { countDamage } from './kill/damage.ts'
import { type House, openHouse } from './kill/house.ts'
import { startSending } from './kill/senders.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' }, plant: { type: 'string' } } })
const kills = Number(values.kills)
const planted = values.plant === 'async-commit'
const began = performance.now()

const house = await openHouse({ port: await freePort(), sessions: 48 })
try {
  if (planted)
    await withClient(await house.admin(), (client) =>
      client.query('alter role app_utility set synchronous_commit = off'),
    )
  const senders = startSending(house, 6)
  for (let count = 0; count < kills; count += 1) {
    await pause(500 + Math.random() * 1500)
    await killSomething(house, planted ? 1 : count)
    await answersAgain(house)
  }
  await pause(500)
  await senders.stop()
  const damage = await countDamage(house, senders.acknowledged)
  const fail = damage.lost + damage.duplicated + damage.incomplete + damage.chainFaults + senders.changedReceipts()
  const time = ((performance.now() - began) / 1000).toFixed(0)
  if (planted && damage.lost === 0)
    console.log('With acknowledgement before the disk no loss could be provoked in this run.')
  console.log(
    `GOAL ${planted ? 'D1-planted' : 'D1'} N=${senders.acknowledged.size} fail=${fail} kills=${kills} acknowledged=${senders.acknowledged.size} lost=${damage.lost} duplicated=${damage.duplicated} incomplete=${damage.incomplete} chain-faults=${damage.chainFaults} retries=${senders.retries()} time=${time}s`,
  )
  process.exitCode = fail === 0 && senders.acknowledged.size > 0 ? 0 : 1
} finally {
  await house.close()
}

/** In turn the server, the postmaster, one backend. */
async function killSomething(target: House, count: number): Promise<void> {
  if (count % 3 === 0) target.killServer()
  else if (count % 3 === 1) await target.killPostmaster()
  else await target.killBackend()
}

async function answersAgain(target: House): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const ready = await fetch(`${target.address}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return
    await pause(50)
  }
  throw new Error('the house did not come back within half a minute')
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address()
      probe.close(() => (at !== null && typeof at === 'object' ? resolve(at.port) : reject(new Error('no port'))))
    })
  })
}
