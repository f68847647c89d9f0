import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

export type Served = {
  readonly address: string
  readonly sessions: readonly { readonly cookie: string; readonly csrf: string }[]
}
/** Latencies in milliseconds of answers that acknowledged a committed report. */
export type Lap = { readonly seconds: number; readonly latencies: readonly number[] }

const report = {
  kind: 'arrears',
  place: { address: '灯県灯町市本町1-2-3' },
  name: '灯 花子',
  phone: '000-0000-0002',
  signs: ['said-cannot-pay'],
  note: '先月から仕事がないと話された。',
  supply: { kind: 'electricity', stage: 'stop-notice', stopOn: '2099-12-01' },
}
const consent = {
  outcome: 'given',
  method: 'oral-script',
  capacity: 'self',
  language: 'ja',
  wordingVersion: 'bench',
  obtainedAt: '2026-11-01T10:00:00+09:00',
}

/** Sends reports from every session at once, each waiting for its receipt, until the time is over. */
export async function submitOverHttp({ address, sessions }: Served, seconds: number): Promise<Lap> {
  const agent = new Agent({ keepAlive: true, maxSockets: sessions.length })
  const began = performance.now()
  const until = began + seconds * 1000
  const latencies: number[] = []
  await Promise.all(
    sessions.map(async (session) => {
      while (performance.now() < until) {
        const sent = performance.now()
        const status = await post(`${address}/api/reports/submit`, { agent, session })
        if (status !== 200) throw new Error(`the server answered ${status}`)
        latencies.push(performance.now() - sent)
      }
    }),
  )
  agent.destroy()
  return { seconds: (performance.now() - began) / 1000, latencies }
}

function post(url: string, { agent, session }: { agent: Agent; session: Served['sessions'][number] }): Promise<number> {
  const body = JSON.stringify({ id: randomUUID(), version: 0, report, consent })
  const headers = {
    cookie: session.cookie,
    'x-csrf-token': session.csrf,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': randomUUID(),
  }
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
    asking.once('error', reject)
    asking.end(body)
  })
}
