import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { House, Session } from './house.ts'

/** What a company holds as proof: the key it sent and the receipt it got. */
export type Acknowledged = ReadonlyMap<string, string>
export type Senders = {
  readonly acknowledged: Acknowledged
  readonly retries: () => number
  readonly changedReceipts: () => number
  stop(): Promise<void>
}

const Answer = z.object({ receipt: z.object({ receiptNumber: z.string() }) })

const bodyFor = (id: string) =>
  JSON.stringify({
    id,
    version: 0,
    report: {
      kind: 'arrears',
      place: { address: '灯町市本町一丁目2番3号' },
      name: '見本 続',
      phone: '000-0000-0009',
      signs: ['said-cannot-pay'],
      note: '止まる前にお知らせします。',
    },
    consent: {
      outcome: 'given',
      method: 'oral-script',
      capacity: 'self',
      language: 'ja',
      wordingVersion: 'goal',
      obtainedAt: '2026-11-01T10:00:00+09:00',
    },
  })

/** Companies that send one report after the other and repeat each, with its key, until a receipt comes. */
export function startSending(house: House, clients: number): Senders {
  const tally: Tally = { acknowledged: new Map(), retries: 0, changed: 0, stopped: false }
  const work = Array.from({ length: clients }, (_, client) =>
    sendOn(
      house,
      house.sessions.filter((_session, at) => at % clients === client),
      tally,
    ),
  )
  return {
    acknowledged: tally.acknowledged,
    retries: () => tally.retries,
    changedReceipts: () => tally.changed,
    stop: async () => {
      tally.stopped = true
      await Promise.all(work)
    },
  }
}

type Tally = { readonly acknowledged: Map<string, string>; retries: number; changed: number; stopped: boolean }

async function sendOn(house: House, sessions: readonly Session[], tally: Tally): Promise<void> {
  for (let turn = 0; !tally.stopped; turn += 1) {
    const session = sessions[turn % sessions.length]
    if (!session) throw new Error('a client needs a session')
    const report = { key: randomUUID(), body: bodyFor(randomUUID()) }
    const receipt = await sendUntilReceipted(house, session, { ...report, tally })
    tally.acknowledged.set(report.key, receipt)
    // Now and then the company did not notice its receipt and asks once more.
    if (turn % 7 !== 0) continue
    const again = await send(house, session, report)
    if (again !== undefined && again !== receipt) tally.changed += 1
  }
}

async function sendUntilReceipted(
  house: House,
  session: Session,
  { tally, ...report }: { key: string; body: string; tally: Tally },
): Promise<string> {
  for (;;) {
    const receipt = await send(house, session, report)
    if (receipt !== undefined) return receipt
    tally.retries += 1
    await pause(60)
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function send(
  house: House,
  session: Session,
  { key, body }: { key: string; body: string },
): Promise<string | undefined> {
  try {
    const answer = await fetch(`${house.address}/api/reports/submit`, {
      method: 'POST',
      headers: {
        cookie: session.cookie,
        'x-csrf-token': session.csrf,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body,
      signal: AbortSignal.timeout(10_000),
    })
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 409) {
      throw new Refusal(`${answer.status} ${await answer.text()}`)
    }
    return answer.status === 200 ? Answer.parse(await answer.json()).receipt.receiptNumber : undefined
  } catch (error) {
    if (error instanceof Refusal) throw error
    return undefined
  }
}

/** A report that can never be sent is a fault of this proof, not of the machine: it must not be retried away. */
class Refusal extends Error {}
