import { randomUUID } from 'node:crypto'
import { addSession, addUser, type TestUser } from '#platform/database/test-world.ts'
import {
  addAgreement,
  bodyOf,
  openReportTown,
  type ReportTown,
  referralOf,
  report,
  submit,
} from '#referral/test-reports.ts'
import { gateSentences, openDoors } from './doors.ts'

/** A town in which somebody hides: a protected person with an assigned worker, and everybody who would like to know. */
export type ProtectedTown = Awaited<ReturnType<typeof openProtectedTown>>

export const hidden = {
  name: '守 明子',
  address: '灯県灯町市本町9-8-7 かくれ荘203',
  phone: '000-7777-0001',
  callNote: '平日の昼だけ',
  school: 'ひみつ小学校',
  workplace: 'ないしょ商店',
} as const

export async function openProtectedTown() {
  const town = await openReportTown(undefined, { doors: openDoors, sentences: gateSentences })
  await addAgreement(town)
  const colleague = await addUser(town.frame.admin, { organization: town.agency, roles: ['consultation_worker'] })
  const session = await sessionsOf(town)
  const asking = askingIn(town, session)
  return { ...town, ...asking, colleague, others: [colleague, town.lead, town.officer, town.tenantAdmin] }
}

async function sessionsOf({ frame }: ReportTown) {
  const open = new Map<string, ReturnType<typeof addSession>>()
  return (user: TestUser) => {
    const known = open.get(user.id) ?? addSession(frame.admin, user)
    open.set(user.id, known)
    return known
  }
}

type Sessions = Awaited<ReturnType<typeof sessionsOf>>

function askingIn(town: ReportTown, session: Sessions) {
  const { frame } = town
  const get = async (url: string, user: TestUser) => frame.ask({ url, as: await session(user) })
  const post = async (url: string, body: unknown, user: TestUser) =>
    frame.ask({ method: 'POST', url, body, as: await session(user) })
  const put = async (url: string, body: unknown, user: TestUser) =>
    frame.ask({ method: 'PUT', url, body, as: await session(user) })
  /** Reports somebody through the company's door; answers the ids on both sides. */
  async function reportOn(change: Readonly<Record<string, unknown>> = {}, user: TestUser = town.liaison) {
    const body = bodyOf({ report: { ...report, ...somebodyHidden, ...change } })
    const { answer } = await submit(town, { body, user })
    if (answer.statusCode >= 300) throw new Error(answer.body)
    return { reportId: body.id, answer, ...(await referralOf(town, body.id)) }
  }
  async function openCase(referralId: string, user: TestUser = town.worker): Promise<Opened> {
    const { version } = await versionOf(town, referralId)
    const done = await post(`/api/referrals/${referralId}/acknowledge`, { version }, user)
    if (done.statusCode !== 200) throw new Error(done.body)
    const opened = await post('/api/cases', { id: randomUUID(), referralIds: [referralId] }, user)
    if (opened.statusCode !== 200) throw new Error(opened.body)
    return opened.json()
  }
  async function protectedCase(change: Readonly<Record<string, unknown>> = {}) {
    const sent = await reportOn(change)
    const { id, version } = await openCase(sent.id)
    const done = await post(`/api/cases/${id}/protection`, { version, protected: true }, town.worker)
    if (done.statusCode !== 200) throw new Error(done.body)
    return { caseId: id, number: done.json().number, version: done.json().version, referral: sent }
  }
  return { session, get, post, put, reportOn, openCase, protectedCase }
}

type Opened = { id: string; version: number; number: string }

export const somebodyHidden = {
  name: hidden.name,
  place: { address: hidden.address },
  phone: hidden.phone,
  callNote: hidden.callNote,
}

/** A report about somebody whom nobody hides, alike in every other way; never the same person twice. */
export function somebodyElse(at: number) {
  return {
    name: `灯 某子${at}`,
    place: { address: `灯県灯町市本町${at + 20}-1-1 あかり荘203` },
    phone: `000-6${String(at).padStart(3, '0')}-0001`,
    callNote: hidden.callNote,
  }
}

async function versionOf({ frame }: ReportTown, referralId: string): Promise<{ version: number }> {
  const { rows } = await frame.admin.query<{ version: number }>('select version from app.referrals where id = $1', [
    referralId,
  ])
  return { version: rows[0]?.version ?? 0 }
}

/** What an answer says, without the ids and instants that differ from one request to the next. */
export function plain(answer: { statusCode: number; body: string }): string {
  const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
  return `${answer.statusCode} ${answer.body.replaceAll(ids, 'ID').replaceAll(/"request_id":"[^"]*"/g, '')}`
}
