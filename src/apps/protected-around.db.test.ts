import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printCode } from '#information-sharing/test-sharing.ts'
import { inSession, type SessionTx } from '#platform/database/session.ts'
import type { TestUser } from '#platform/database/test-world.ts'
import { statementOf } from '#support-case/protected-paths.ts'
import { hidden, openProtectedTown, type ProtectedTown, plain, somebodyElse } from './test-protected.ts'

let town: ProtectedTown
let kept: Awaited<ReturnType<ProtectedTown['protectedCase']>>
beforeAll(async () => {
  town = await openProtectedTown()
  kept = await town.protectedCase()
})
afterAll(() => town.frame.close())

const asOwner = <Row extends object>(text: string, values: unknown[]) => town.frame.admin.query<Row>(text, values)

async function asSpeaker<T>(user: TestUser, work: (tx: SessionTx) => Promise<T>): Promise<T> {
  return inSession(town.frame.platform.databases, (await town.session(user)).credential, work)
}

describe('What the person told the team', () => {
  test(statementOf('safeContact'), async () => {
    const sent = await town.reportOn(somebodyElse(7))
    const { id } = await town.openCase(sent.id)
    const wish = { when: '火曜の昼', phone: '000-8888-0001', place: '図書館', note: '名乗らない', noLetters: true }
    const kept = await town.put(`/api/cases/${id}/safe-contact`, { version: 0, safeContact: wish }, town.worker)
    expect(kept.json().safeContact).toEqual({ ...wish, version: 1 })
    const stale = await town.put(`/api/cases/${id}/safe-contact`, { version: 0, safeContact: wish }, town.worker)
    expect(stale.json().code).toBe('version_conflict')
    const seenByLead = await town.get(`/api/cases/${id}`, town.lead)
    expect(seenByLead.json().safeContact).toBeUndefined()
    expect(seenByLead.body).not.toContain('8888')
    const lead = await town.put(`/api/cases/${id}/safe-contact`, { version: 1, safeContact: wish }, town.lead)
    expect(lead.statusCode).toBe(403)
    for (const user of [town.worker, town.lead]) {
      const entry = { kind: 'attempt', way: 'letter', reached: false, note: '投函' }
      const letter = await town.post(`/api/cases/${id}/entries`, { id: randomUUID(), entry }, user)
      expect(letter.json().code).toBe('no_letters_wished')
    }
    await inSession(town.frame.platform.databases, (await town.session(town.lead)).credential, async ({ db }) => {
      const { rows } = await sql`select 1 from app.safe_contacts`.execute(db)
      expect(rows).toEqual([])
    })
  })
})

describe('Ways around the screens', () => {
  test(statementOf('look'), async () => {
    const asked = (number: string) =>
      town.post(
        '/api/case-looks',
        { id: randomUUID(), number, reason: '担当の方が休みの日に、急ぎの電話を受けたためです。' },
        town.colleague,
      )
    expect(plain(await asked(kept.number))).toBe(plain(await asked('ZZZZ-9999')))
    expect((await asked(kept.number)).statusCode).toBe(404)
  })

  test(statementOf('administration'), async () => {
    const { rows: subjects } = await asOwner<{ id: string }>('select subject_id as id from app.cases where id = $1', [
      kept.caseId,
    ])
    const keysSeen = async (user: TestUser) =>
      inSession(town.frame.platform.databases, (await town.session(user)).credential, async ({ db }) => {
        const { rows } = await sql`select 1 from app.subjects where id = ${subjects[0]?.id}::uuid`.execute(db)
        return rows.length
      })
    expect(await keysSeen(town.worker)).toBe(1)
    for (const user of town.others) expect(await keysSeen(user)).toBe(0)
    for (const user of town.others) {
      for (const statement of [
        sql`insert into app.team_members select ${town.tenant.id}::uuid, id, ${user.id}::uuid from app.teams`,
        sql`insert into app.case_members (tenant_id, case_id, id, user_id) values
          (${town.tenant.id}::uuid, ${kept.caseId}::uuid, gen_random_uuid(), ${user.id}::uuid)`,
        sql`select sec.is_protected_case(${kept.caseId}::uuid)`,
        sql`select * from app.protected_reports`,
        sql`select * from app.protected_keys`,
        sql`select sec.audience_of_report(${kept.referral.id}::uuid)`,
      ]) {
        const done = inSession(town.frame.platform.databases, (await town.session(user)).credential, ({ db }) =>
          statement.execute(db),
        )
        await expect(done).rejects.toMatchObject({ code: '42501' })
      }
    }
  })

  test(statementOf('statistics'), async () => {
    const figures = async () => (await town.get('/api/figures/month', town.officer)).body
    const load = async () => (await town.get('/api/case-load', town.lead)).body
    const { id, version } = await town.openCase((await town.reportOn(somebodyElse(8))).id)
    const [before, carried] = [await figures(), await load()]
    await town.post(`/api/cases/${id}/protection`, { version, protected: true }, town.worker)
    expect(await figures()).toBe(before)
    const open = (text: string) => JSON.parse(text).people.find((one: { id: string }) => one.id === town.worker.id).open
    expect(open(carried) - open(await load())).toBe(1)
  })

  test(statementOf('ledger'), async () => {
    const rowsOf = async (user: TestUser) => JSON.stringify((await town.get('/api/sharings', user)).json().sharings)
    const { id, version } = await town.openCase((await town.reportOn(somebodyElse(9))).id)
    const before = await rowsOf(town.tenantAdmin)
    expect(before.length).toBeGreaterThan(100)
    await town.post(`/api/cases/${id}/protection`, { version, protected: true }, town.worker)
    expect(await rowsOf(town.tenantAdmin)).toBe(before)
    for (const url of ['/api/sharings', '/api/audit']) {
      const { body } = await town.get(url, town.auditor)
      for (const secret of [hidden.name, hidden.address, hidden.phone]) expect(body).not.toContain(secret)
    }
    const { rows } = await asOwner<{ detail: string }>('select detail from audit.entries', [])
    for (const { detail } of rows) for (const secret of Object.values(hidden)) expect(detail).not.toContain(secret)
  })

  test(statementOf('judgement'), async () => {
    const sent = await town.reportOn(somebodyElse(11))
    const begin = (user: TestUser) =>
      asSpeaker(user, ({ db }) =>
        sql<{ version: number }>`select sec.save_judgement(${JSON.stringify({
          id: randomUUID(),
          version: 0,
          about: { kind: 'referral', id: sent.id },
          purpose: 'redirect',
          ground: 'law',
          recipientId: town.sister.id,
          subjectId: randomUUID(),
          wrappedKey: '',
          categories: ['identity'],
        })}::jsonb) as version`.execute(db),
      )
    expect((await begin(town.colleague)).rows).toEqual([{ version: 1 }])
    await town.post(`/api/referrals/${sent.id}/protection`, { version: 1, protected: true }, town.worker)
    for (const user of [town.colleague, town.lead]) await expect(begin(user)).rejects.toThrow('referral-missing')
    expect((await begin(town.worker)).rows).toEqual([{ version: 1 }])
    const { rows } = await asOwner<{ id: string }>('select id from app.judgements where referral_id = $1', [sent.id])
    await asOwner(`update app.judgements set state = 'asked' where referral_id = $1`, [sent.id])
    for (const user of town.others)
      await asSpeaker(user, async ({ db }) => {
        expect((await sql`select 1 from app.judgements where referral_id = ${sent.id}::uuid`.execute(db)).rows).toEqual(
          [],
        )
      })
    for (const { id } of rows) {
      const deciders = await asOwner<{ id: string }>(
        'select d as id from sec.deciders_of_judgement($1, now(), false) d',
        [id],
      )
      for (const user of [town.lead, town.officer]) expect(deciders.rows.map((one) => one.id)).not.toContain(user.id)
    }
  })

  test(statementOf('request'), async () => {
    const page = (url: string) => town.frame.ask({ url })
    const gate = { databases: town.frame.platform.databases, session: await town.session(town.liaison) }
    async function ask(said: { name: string; phone: string; quiet?: 'yes' }) {
      const { code } = await printCode(gate, { town, keys: town.frame.platform.keys })
      const form = await page(`/g/${code}/contact`)
      const fieldOf = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(form.body)?.[1] ?? ''
      const body = new URLSearchParams({ id: fieldOf('id'), token: fieldOf('token'), when: '', note: '', ...said })
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const done = await town.frame.ask({ method: 'POST', url: `/g/${code}/contact`, body: body.toString(), headers })
      expect(done.statusCode).toBe(303)
      return { id: fieldOf('id'), answer: (await page(`/g/${code}/contact/sent`)).body.replaceAll(code, 'CODE') }
    }
    const idsOf = async (user: TestUser) =>
      (await town.get('/api/contact-requests', user)).json().requests.map((one: { id: string }) => one.id)
    const open = await ask({ name: '灯 某子', phone: '000-4444-0001' })
    const known = await ask({ name: '', phone: hidden.phone })
    const quiet = await ask({ name: '静 希', phone: '000-4444-0002', quiet: 'yes' })
    expect(new Set([open, known, quiet].map(({ answer }) => answer)).size).toBe(1)
    expect(await idsOf(town.colleague)).toEqual([open.id])
    expect((await idsOf(town.worker)).sort()).toEqual([open.id, known.id].sort())
    expect((await idsOf(town.lead)).sort()).toEqual([open.id, quiet.id].sort())
    // The case that begins with a quiet request is marked, and the lead who begins it is on it.
    const caseId = randomUUID()
    const begun = await town.post(`/api/contact-requests/${quiet.id}/case`, { caseId, referralIds: [] }, town.lead)
    expect(begun.json()).toMatchObject({ protected: true, mine: true })
    expect((await town.get(`/api/cases/${caseId}`, town.worker)).statusCode).toBe(404)
    // And one that was there before the mark is shielded by it.
    const before = await ask({ name: '', phone: '000-6012-0001' })
    expect(await idsOf(town.colleague)).toContain(before.id)
    await town.protectedCase(somebodyElse(12))
    expect(await idsOf(town.colleague)).not.toContain(before.id)
    expect(await idsOf(town.worker)).toContain(before.id)
  })
})
