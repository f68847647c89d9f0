import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printCode } from '#information-sharing/test-sharing.ts'
import { bodyOf, report, submit } from '#referral/test-reports.ts'
import { statementOf } from '#support-case/protected-paths.ts'
import { openProtectedTown, type ProtectedTown, somebodyElse, somebodyHidden } from './test-protected.ts'

let town: ProtectedTown
let kept: Awaited<ReturnType<ProtectedTown['protectedCase']>>
beforeAll(async () => {
  town = await openProtectedTown()
  kept = await town.protectedCase()
})
afterAll(() => town.frame.close())

const ROUNDS = 60

/** Milliseconds of both, asked in turns so that whatever else the machine does falls on both alike. */
async function inTurns(one: () => Promise<unknown>, other: () => Promise<unknown>) {
  const times: [number[], number[]] = [[], []]
  for (let round = -5; round < ROUNDS; round += 1)
    for (const [at, ask] of (round % 2 === 0 ? [one, other] : [other, one]).entries()) {
      const side = (at === 0) === (round % 2 === 0) ? 0 : 1
      const began = performance.now()
      await ask()
      if (round >= 0) times[side].push(performance.now() - began)
    }
  return times
}

const quantile = (times: readonly number[], part: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN

/** The two medians lie nearer to each other than a quarter of all single answers lie from their own. */
function withinNoise([one, other]: readonly [number[], number[]]): { ratio: number; noise: number } {
  const [a, b] = [quantile(one, 0.5), quantile(other, 0.5)]
  const spread = Math.max(quantile(one, 0.75) - quantile(one, 0.25), quantile(other, 0.75) - quantile(other, 0.25))
  return { ratio: a / b, noise: 1 + Math.max(spread / Math.min(a, b), 0.05) }
}

let made = 100
function somebody() {
  made += 1
  return somebodyElse(made)
}
const send = async (change: object) => submit(town, { body: bodyOf({ report: { ...report, ...change } }) })

test(statementOf('time'), { timeout: 240_000 }, async () => {
  const open = await town.openCase((await town.reportOn(somebodyElse(1))).id)
  const waiting = await town.reportOn({ ...somebodyElse(2), name: '時 計' })
  const gate = { databases: town.frame.platform.databases, session: await town.session(town.liaison) }
  const [closed, other] = [
    await printCode(gate, { town, keys: town.frame.platform.keys }),
    await printCode(gate, { town, keys: town.frame.platform.keys }),
  ]
  const tie = `update app.guidance_codes set report_id = $1, pin_hash = decode($2, 'hex') where number = $3`
  await town.frame.admin.query(tie, [kept.referral.reportId, closed.pinHash, closed.number])
  await town.frame.admin.query(tie, [waiting.reportId, other.pinHash, other.number])
  const colleagues = (url: string) => () => town.get(url, town.colleague)
  const search = (term: string) => colleagues(`/api/case-search?q=${encodeURIComponent(term)}`)
  const tryNumber = (code: string, pin: string) => async () => {
    await town.frame.admin.query('update app.guidance_codes set pin_attempts = 0, locked_until = null')
    const form = await town.frame.ask({ url: `/g/${code}/told` })
    const token = /name="token" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
    const body = new URLSearchParams({ token, next: 'told', pin }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return town.frame.ask({ method: 'POST', url: `/g/${code}/open`, body, headers })
  }
  const pairs = {
    'a report on a protected household and on somebody nobody knows': [
      () => send(somebodyHidden),
      () => send(somebody()),
    ],
    'a search that would find a protected person and one that would find nobody': [
      search('守 明子'),
      search('無 人子'),
    ],
    'a search by the protected telephone and by another': [search('000-7777-0001'), search('000-5555-0001')],
    'a protected case and a case of somebody else, both not one’s own': [
      colleagues(`/api/cases/${kept.caseId}`),
      colleagues(`/api/cases/${open.id}`),
    ],
    'the right number of a protected page and a wrong number of another': [
      tryNumber(closed.code, closed.pin),
      tryNumber(other.code, '000000'),
    ],
    'a look at a protected number and at one that nobody has': [() => look(kept.number), () => look('ZZZ-9999')],
  } as const
  const measured: Record<string, { ratio: number; noise: number }> = {}
  for (const [name, [one, another]] of Object.entries(pairs)) measured[name] = withinNoise(await inTurns(one, another))
  if (process.env.GOAL_NOTES) console.table(measured)
  for (const [name, { ratio, noise }] of Object.entries(measured)) {
    expect([name, ratio < noise, ratio > 1 / noise]).toEqual([name, true, true])
  }
})

function look(number: string) {
  const body = { id: randomUUID(), number, reason: '担当の方が休みの日に、急ぎの電話を受けたためです。' }
  return town.post('/api/case-looks', body, town.colleague)
}
