import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printCode } from '#information-sharing/test-sharing.ts'
import { inSession } from '#platform/database/session.ts'
import { bodyOf, heard, report, submit } from '#referral/test-reports.ts'
import { statementOf } from '#support-case/protected-paths.ts'
import { hidden, openProtectedTown, type ProtectedTown, plain, somebodyElse, somebodyHidden } from './test-protected.ts'

let town: ProtectedTown
let kept: Awaited<ReturnType<ProtectedTown['protectedCase']>>
beforeAll(async () => {
  town = await openProtectedTown()
  kept = await town.protectedCase()
})
afterAll(() => town.frame.close())

const asOwner = <Row extends object>(text: string, values: unknown[] = []) => town.frame.admin.query<Row>(text, values)
const said = ['said-cannot-pay', 'unsafe-if-known']

describe('A company that reports the same household', () => {
  test(statementOf('receipt'), async () => {
    const shapeOf = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
        : typeof value === 'string' && /^\D{0,12}$/.test(value)
          ? value
          : typeof value
    const receipts = []
    for (const change of [somebodyHidden, somebodyElse(1), { ...somebodyElse(1), name: hidden.name }])
      receipts.push(shapeOf((await town.reportOn(change)).answer.json()))
    expect(new Set(receipts.map((one) => JSON.stringify(one))).size).toBe(1)
    const previews = []
    for (const change of [somebodyHidden, somebodyElse(2)]) {
      const { version: _version, ...body } = bodyOf({ report: { ...report, ...change } })
      const shown = await town.post('/api/reports/preview', body, town.liaison)
      expect(shown.statusCode).toBe(200)
      previews.push(plain(shown).replaceAll(/守 明子|灯 某子2|かくれ荘|あかり荘|本町[-\d]+|000-\d{4}-\d{4}/g, '…'))
    }
    expect(previews[0]).toBe(previews[1])
  })

  test(statementOf('state'), async () => {
    const others = [
      await town.reportOn(somebodyElse(3)),
      await town.reportOn({ name: hidden.name, ...{ phone: '000-7777-0051' } }),
    ]
    const [open, shielded] = others
    if (open === undefined || shielded === undefined) throw new Error('two were sent')
    for (const { id } of others) {
      const { id: caseId } = await town.openCase(id)
      const told = await town.post(`/api/referrals/${id}/tell`, { word: 'contacted' }, town.worker)
      expect([id === shielded.id, told.statusCode]).toEqual([id === shielded.id, id === shielded.id ? 403 : 200])
      const { version } = (await town.get(`/api/cases/${caseId}`, town.worker)).json()
      const ended = await town.post(
        `/api/cases/${caseId}/conclude`,
        { version, code: 'connected-to-support' },
        town.worker,
      )
      expect(ended.statusCode).toBe(200)
    }
    expect(await heard(town, shielded.reportId)).toEqual(['received', 'closed'])
    expect([...(await heard(town, open.reportId))].sort()).toEqual(['closed', 'contacted', 'received', 'supported'])
    const raw = asOwner(
      `insert into app.feedback (organization_id, report_id, id, tenant_id, sharing_id, word)
       select organization_id, report_id, gen_random_uuid(), tenant_id, sharing_id, 'contacted' from app.feedback where report_id = $1 limit 1`,
      [shielded.reportId],
    )
    await expect(raw).rejects.toThrow('feedback-above-ceiling')
  })

  test(statementOf('flag'), async () => {
    const sent = await town.reportOn({ ...somebodyElse(4), signs: said })
    for (const user of [town.colleague, town.worker])
      expect(plain(await town.get(`/api/referrals/${sent.id}`, user))).toBe(
        plain(await town.get(`/api/referrals/${randomUUID()}`, user)),
      )
    const read = await town.get(`/api/referrals/${sent.id}`, town.lead)
    expect(read.json()).toMatchObject({ protected: true, mark: 'company' })
    expect((await town.get(`/api/reports/${sent.reportId}`, town.rivalLiaison)).statusCode).toBe(404)
    // Taken back out of the form it stays: nobody of the company makes it open again.
    const draft = bodyOf({ report: { ...report, ...somebodyElse(5), signs: said }, passOn: false })
    const key = { 'idempotency-key': randomUUID() }
    const saved = await town.frame.ask({
      method: 'POST',
      url: '/api/reports',
      body: draft,
      headers: key,
      as: await town.session(town.liaison),
    })
    expect(saved.statusCode).toBe(200)
    const { answer } = await submit(town, {
      body: bodyOf({ id: draft.id, version: 1, report: { ...report, ...somebodyElse(5) } }),
    })
    expect(answer.statusCode).toBe(200)
    const { rows } = await asOwner('select protected from app.referrals where report_id = $1', [draft.id])
    expect(rows).toEqual([{ protected: true }])
    // Handed on, the mark goes along: the sister agency's workers do not meet it.
    const given = { version: read.json().version, agencyId: town.sister.id, reason: 'other-area' }
    expect((await town.post(`/api/referrals/${sent.id}/redirect`, given, town.lead)).statusCode).toBe(200)
    const marks = await asOwner('select protected from app.referrals where report_id = $1', [sent.reportId])
    expect(marks.rows).toEqual([{ protected: true }, { protected: true }])
  })

  test(statementOf('letter'), async () => {
    const flagged = await town.reportOn({ ...somebodyElse(6), signs: said })
    const { rows } = await asOwner<{ id: string }>('select id from app.contact_windows where tenant_id = $1', [
      town.tenant.id,
    ])
    const letter = (reportId: string) => ({
      reportId,
      language: 'ja',
      supply: 'electricity',
      windowId: rows[0]?.id,
      senderPhone: '000-0000-0003',
      addressee: { name: '灯 契約', addressLines: ['灯県灯町市本町1-1'] },
    })
    const refused = await town.post('/api/letters', letter(flagged.reportId), town.liaison)
    expect(refused.json().code).toBe('no_letter_to_this_household')
    // What only the agency knows must not show: the letter is made as for everybody, and its number opens nothing.
    const [of, other] = [
      await town.post('/api/letters', letter(kept.referral.reportId), town.liaison),
      await town.post('/api/letters', letter((await town.reportOn(somebodyElse(7))).reportId), town.liaison),
    ]
    expect([of.statusCode, Object.keys(of.json()).sort()]).toEqual([other.statusCode, Object.keys(other.json()).sort()])
  })

  test(statementOf('recall'), async () => {
    const sent = await town.reportOn({ ...somebodyElse(8), signs: said })
    const withdrawn = await town.post(`/api/referrals/${sent.id}/withdraw-consent`, undefined, town.lead)
    expect(withdrawn.statusCode).toBe(200)
    const tasksOf = async (user: typeof town.lead) =>
      inSession(town.frame.platform.databases, (await town.session(user)).credential, async ({ db }) => {
        const { rows } = await sql<{ tasks: { referralId: string }[] }>`select sec.own_recall_tasks() as tasks`.execute(
          db,
        )
        return rows[0]?.tasks.map(({ referralId }) => referralId) ?? []
      })
    expect(await tasksOf(town.lead)).toContain(sent.id)
    for (const user of [town.colleague, town.worker]) expect(await tasksOf(user)).not.toContain(sent.id)
  })
})

describe('Whoever holds letter and number', () => {
  const page = (path: string, cookie = '') => town.frame.ask({ url: path, headers: { cookie } })
  const tokenIn = (text: string) => /name="token" value="([^"]+)"/.exec(text)?.[1] ?? ''
  async function tryNumber(code: string, pin: string) {
    const form = await page(`/g/${code}/told`)
    const body = new URLSearchParams({ token: tokenIn(form.body), next: 'told', pin }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return town.frame.ask({ method: 'POST', url: `/g/${code}/open`, body, headers })
  }

  test(statementOf('ownPage'), async () => {
    const gate = { databases: town.frame.platform.databases, session: await town.session(town.liaison) }
    const paper = await printCode(gate, { town, keys: town.frame.platform.keys })
    const tie = (reportId: string) =>
      asOwner(`update app.guidance_codes set report_id = $1, pin_hash = decode($2, 'hex') where number = $3`, [
        reportId,
        paper.pinHash,
        paper.number,
      ])
    const sent = await town.reportOn(somebodyElse(9))
    await tie(sent.reportId)
    const opened = await tryNumber(paper.code, paper.pin)
    expect(opened.statusCode).toBe(303)
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? ''
    expect((await page(`/g/${paper.code}/told`, cookie)).body).toContain('伝えました')
    const { id, version } = await town.openCase(sent.id)
    await town.post(`/api/cases/${id}/protection`, { version, protected: true }, town.worker)
    for (const path of ['told', 'consent', 'withdraw', 'agree'])
      expect((await page(`/g/${paper.code}/${path}`, cookie)).body).not.toContain('伝えました')
    const plainPage = (body: string) => body.replaceAll(/name="token" value="[^"]+"/g, 'TOKEN')
    const [right, wrong] = [await tryNumber(paper.code, paper.pin), await tryNumber(paper.code, '000000')]
    expect([right.statusCode, plainPage(right.body)]).toEqual([wrong.statusCode, plainPage(wrong.body)])
    // Issued once more by somebody of the company, it fits no better.
    await tie(sent.reportId)
    expect((await tryNumber(paper.code, paper.pin)).statusCode).toBe(422)
    const { rows } = await asOwner(
      'select c.withdrawn_at from app.consents c join app.reports r on r.consent_id = c.id where r.id = $1',
      [sent.reportId],
    )
    expect(rows).toEqual([{ withdrawn_at: null }])
  })
})
