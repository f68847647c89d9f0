import { createPublicKey, randomUUID, verify } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { CannotOpen, openJson } from '#platform/crypto/key-ring.ts'
import type { TestUser } from '#platform/database/test-world.ts'
import type { Task } from '#platform/jobs/start-jobs.ts'
import { figuresApi } from '../information-sharing/figures-api.ts'
import { householdKeys, sealParts } from '../referral/seal-report.ts'
import { openCaseTown, person } from '../support-case/test-reports.ts'
import { erase } from './erase-job.ts'
import { RETENTION_CLASSES, retentionClasses, retentionSentences } from './retention.ts'
import { retentionApi } from './retention-api.ts'

const { frame, town, as, get, post, openFrom, sendReport, addLine } = await openCaseTown(
  { sealParts, householdKeys },
  {
    open: (app, platform) => {
      retentionApi(app, platform)
      figuresApi(app, platform)
    },
    sentences: retentionSentences,
  },
)
afterAll(() => frame.close())

const sql = (text: string, values: readonly unknown[] = []) => frame.admin.query(text, [...values])
const count = async (from: string, values: readonly unknown[] = []) =>
  Number((await sql(`select count(*) as n from ${from}`, values)).rows[0].n)

/** A case that ended so long ago; the report with which it began. */
async function endedCase(name: string, ago: string) {
  const report = await sendReport(person(name))
  const { id } = await openFrom(report)
  await addLine(id, { kind: 'note', text: `${name}の記録` })
  await sql(
    `update app.cases set state = 'concluded', conclusion_code = 'never-reached', concluded_at = now() - $2::interval where id = $1`,
    [id, ago],
  )
  return { id, referralId: report.id }
}
/** A report that never became a case. */
async function lostReport(name: string, ago: string): Promise<string> {
  const { id } = await sendReport(person(name))
  await sql("update app.referrals set state = 'declined', updated_at = now() - $2::interval where id = $1", [id, ago])
  return id
}
type Overview = {
  classes: { class: string; days: number; due: number; held: number; oldest?: string }[]
  holds: { id: string }[]
  runs: { id: string; finishedAt?: string; erased: Record<string, number> }[]
}
const overview = async (): Promise<Overview> => (await get('/api/retention', town.officer)).json()
const classOf = async (name: string) => (await overview()).classes.find((one) => one.class === name)
type Change = { method: 'PUT' | 'DELETE'; url: string; body?: unknown; user?: TestUser; steppedUp?: boolean }
const change = async ({ method, url, body, user = town.officer, steppedUp = true }: Change) =>
  frame.ask({ method, url, body, as: await as(user, { steppedUp }) })

async function run(task: Task = erase): Promise<string> {
  const id = randomUUID()
  const ordered = await post('/api/retention/runs', { id }, town.officer)
  expect(ordered.statusCode, ordered.body).toBe(200)
  await task({ tenantId: town.tenant.id, runId: id }, frame.platform)
  return id
}

describe('Clocks', () => {
  test('are the same list in the database, with the same bounds', async () => {
    const { rows } = await sql('select class, days, least, most, erased_by as by from app.retention_classes')
    const expected = retentionClasses.map((name) => {
      const { days, least, most, by } = RETENTION_CLASSES[name]
      return { class: name, days, least, most, by }
    })
    expect(rows.toSorted((a, b) => a.class.localeCompare(b.class))).toEqual(
      expected.toSorted((a, b) => a.class.localeCompare(b.class)),
    )
  })

  test('move within their bounds, with a step-up, by the officer alone', async () => {
    const put = (days: number, user?: TestUser, steppedUp?: boolean) =>
      change({
        method: 'PUT',
        url: '/api/retention/clocks',
        body: { class: 'case-closed', days },
        ...(user === undefined ? {} : { user }),
        ...(steppedUp === undefined ? {} : { steppedUp }),
      })
    expect((await put(1094)).json().code).toBe('retention_out_of_bounds')
    expect((await put(1200, town.officer, false)).json().code).toBe('stepup_required')
    for (const user of [town.lead, town.worker, town.tenantAdmin]) expect((await put(1200, user)).statusCode).toBe(403)
    expect((await put(1200)).statusCode).toBe(200)
    expect((await classOf('case-closed'))?.days).toBe(1200)
    await put(1826)
    expect((await classOf('case-closed'))?.days).toBe(1826)
  })
})

describe('What is due', () => {
  test('is counted with its oldest, nothing a day too early, and no record is named', async () => {
    const old = await endedCase('灯 古子', '1830 days')
    await endedCase('灯 若子', '1820 days')
    await lostReport('灯 古男', '366 days')
    await lostReport('灯 若男', '364 days')
    const { body } = await get('/api/retention', town.officer)
    expect(await classOf('case-closed')).toMatchObject({ due: 1, held: 0, oldest: expect.any(String) })
    expect(await classOf('report-without-contact')).toMatchObject({ due: 1, held: 0 })
    for (const word of [old.id, old.referralId, '灯 古子']) expect(body).not.toContain(word)
    expect((await get('/api/retention', town.lead)).statusCode).toBe(403)
  })

  test('stays while something holds it: one case by its worker, a class by the officer', async () => {
    const held = await endedCase('灯 待子', '1900 days')
    const hold = { id: randomUUID(), ground: 'complaint' }
    expect((await post(`/api/cases/${held.id}/retention-hold`, hold, town.officer)).statusCode).toBe(403)
    expect((await post(`/api/cases/${randomUUID()}/retention-hold`, hold, town.worker)).statusCode).toBe(404)
    expect((await post(`/api/cases/${held.id}/retention-hold`, hold, town.worker)).statusCode).toBe(200)
    const classHold = { id: randomUUID(), class: 'report-without-contact', ground: 'audit' }
    await post('/api/retention/holds', classHold, town.officer)
    expect([await classOf('case-closed'), await classOf('report-without-contact')]).toMatchObject([
      { due: 1, held: 1 },
      { due: 0, held: 1 },
    ])
    const before = await count('app.household_keys k where k.referral_id = $1', [held.referralId])
    await run()
    expect(await count('app.cases where id = $1 and erased_on is null', [held.id])).toBe(1)
    expect(await count('app.household_keys k where k.referral_id = $1', [held.referralId])).toBe(before)
    for (const one of (await overview()).holds)
      await change({ method: 'DELETE', url: `/api/retention/holds/${one.id}` })
    expect([await classOf('case-closed'), await classOf('report-without-contact')]).toMatchObject([
      { due: 1, held: 0 },
      { due: 1, held: 0 },
    ])
  })
})

describe('A run', () => {
  test('asks once more who sits here, and does not begin without the officer', async () => {
    const body = { id: randomUUID() }
    const hasty = await frame.ask({
      method: 'POST',
      url: '/api/retention/runs',
      body,
      as: await as(town.officer, { steppedUp: false }),
    })
    expect(hasty.json().code).toBe('stepup_required')
    for (const user of [town.tenantAdmin, town.lead])
      expect((await post('/api/retention/runs', body, user)).statusCode).toBe(403)
    expect(await count('app.retention_runs where id = $1', [body.id])).toBe(0)
  })

  test('deletes everything that hangs on a case, destroys its key, and leaves a tombstone without a person', async () => {
    const old = await endedCase('灯 消子', '2000 days')
    const kept = await sql(
      'select e.id, e.sealed, s.wrapped_key, s.id as subject from app.case_entries e join app.cases c on c.id = e.case_id join app.subjects s on s.id = c.subject_id where e.case_id = $1 and e.kind = $2',
      [old.id, 'note'],
    )
    const note = kept.rows[0]
    const place = { scopeId: town.tenant.id, recordId: note.id, field: 'entry' }
    const key = frame.platform.keys.unwrap(town.tenant.id, note.wrapped_key)
    expect(openJson(key, place, note.sealed)).toMatchObject({ text: '灯 消子の記録' })
    const id = await run()
    const children = await sql('select child::text as name, field from sec.tables_of_a_case()')
    expect(children.rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'app.case_entries',
        'app.case_members',
        'app.case_search',
        'app.case_traits',
        'app.case_looks',
      ]),
    )
    for (const { name, field } of children.rows)
      expect([name, await count(`${name} where ${field} = $1`, [old.id])]).toEqual([name, 0])
    expect(await count('app.household_keys where referral_id = $1', [old.referralId])).toBe(0)
    expect(
      await count('app.snapshots n join app.referrals f on f.report_id = n.report_id where f.id = $1', [
        old.referralId,
      ]),
    ).toBe(0)
    const subject = (await sql('select wrapped_key, erased_at from app.subjects where id = $1', [note.subject])).rows[0]
    expect([subject.wrapped_key, subject.erased_at]).toEqual([null, expect.any(Date)])
    expect(() => frame.platform.keys.unwrap(town.tenant.id, subject.wrapped_key ?? new Uint8Array())).toThrow(
      CannotOpen,
    )
    const stones = await sql('select class, pseudonym from app.tombstones where run_id = $1', [id])
    expect(stones.rows.length).toBeGreaterThanOrEqual(1)
    expect((await get(`/api/cases/${old.id}`, town.worker)).statusCode).toBe(404)
    expect((await get(`/api/cases/${old.id}`, town.lead)).statusCode).toBe(404)
    expect((await get('/api/cases?show=concluded', town.lead)).body).not.toContain(old.id)
  })

  test('leaves the figures of the month as they were, and the ledger whole', async () => {
    for (let at = 0; at < 14; at += 1) await sendReport(person(`灯 数${at}`))
    const lost = await lostReport('灯 減男', '400 days')
    const before = (await get('/api/figures/month', town.officer)).json()
    const ledger = await count('app.sharings')
    expect(before.total).toBeGreaterThanOrEqual(15)
    await run()
    expect(await count('app.referrals where id = $1 and erased_on is not null', [lost])).toBe(1)
    expect(await count('app.household_keys where referral_id = $1', [lost])).toBe(0)
    expect((await get('/api/figures/month', town.officer)).json()).toEqual(before)
    expect(await count('app.sharings')).toBe(ledger)
    expect((await get('/api/cases', town.worker)).statusCode).toBe(200)
  })

  test('takes what a company was given after ninety days, and what a withdrawal or its end date stopped', async () => {
    const { id } = await sendReport(person('灯 写子'))
    await sql(
      'update app.snapshots set use_until = current_date - 1 where report_id = (select report_id from app.referrals where id = $1)',
      [id],
    )
    expect((await classOf('agency-snapshot'))?.due).toBe(1)
    await run()
    expect(await count('app.snapshots n join app.referrals f on f.report_id = n.report_id where f.id = $1', [id])).toBe(
      0,
    )
    expect((await classOf('agency-snapshot'))?.due).toBe(0)
  })

  test('interrupted, goes on where it was; done again, does nothing more', async () => {
    for (let at = 0; at < 3; at += 1) await lostReport(`灯 途${at}`, '500 days')
    const id = randomUUID()
    await post('/api/retention/runs', { id }, town.officer)
    const [first] = (await sql('select class, id from sec.due_for_erasure($1, current_date)', [town.tenant.id])).rows
    const document = {
      tenantId: town.tenant.id,
      runId: id,
      ...first,
      tombstoneId: randomUUID(),
      pseudonym: '00'.repeat(32),
    }
    await sql('select sec.erase_due($1)', [JSON.stringify(document)])
    await expect(sql('select sec.erase_due($1)', [JSON.stringify(document)])).rejects.toThrow('not-due')
    await erase({ tenantId: town.tenant.id, runId: id }, frame.platform)
    await erase({ tenantId: town.tenant.id, runId: id }, frame.platform)
    expect(await count('app.tombstones where run_id = $1', [id])).toBe(3)
    expect((await overview()).runs.find((one) => one.id === id)).toMatchObject({
      erased: { 'report-without-contact': 3 },
      finishedAt: expect.any(String),
    })
  })

  test('is proved by a signed list in which nobody is named', async () => {
    await lostReport('灯 証男', '500 days')
    const id = await run()
    const { csv, signature, publicKey } = (await get(`/api/retention/runs/${id}/proof`, town.officer)).json()
    expect(csv.split('\r\n').length).toBeGreaterThanOrEqual(8)
    expect(csv).not.toMatch(/証男/)
    const genuine = (text: string) =>
      verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, 'base64'))
    expect([genuine(csv), genuine(csv.replace('件数', '人数'))]).toEqual([true, false])
    for (const user of [town.tenantAdmin, town.lead])
      expect((await get(`/api/retention/runs/${id}/proof`, user)).statusCode).toBe(403)
  })

  test('writes every erasure and every withdrawal into the journal, in the same transaction', async () => {
    const { rows } = await sql("select line ->> 'kind' as kind, count(*)::int as n from app.journal_lines group by 1")
    const stones = await count('app.tombstones')
    expect(rows).toEqual([{ kind: 'erased', n: stones }])
    const { consentId } = await sendReport(person('灯 取子'))
    await sql("update app.consents set withdrawn_at = now(), withdrawn_through = 'agency' where id = $1", [consentId])
    expect(await count("app.journal_lines where line ->> 'consentId' = $1", [consentId])).toBe(1)
  })
})
