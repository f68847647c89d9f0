import { randomUUID } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inSession } from '#platform/database/session.ts'
import { addUser, type TestUser } from '#platform/database/test-world.ts'
import { householdKeys, sealParts } from '../referral/seal-report.ts'
import { openCaseTown, person } from '../support-case/test-reports.ts'
import { accessReviewApi } from './access-review-api.ts'

const { frame, town, as, get, post, openFrom, sendReport, addLine } = await openCaseTown(
  { sealParts, householdKeys },
  { open: (app, platform) => accessReviewApi(app, platform, (action) => action) },
)
let caseId = ''
let admins: readonly TestUser[] = []
/** Every table with something sealed or a keyed hash of it, as the catalogue knows them: a new one is asked about, too. */
let content: readonly string[] = []

beforeAll(async () => {
  const opened = await openFrom(await sendReport(person('灯 花子')))
  caseId = opened.id
  await addLine(caseId, { kind: 'note', text: '合言葉ともしび' })
  const organization = { id: town.company.id, code: '', name: '', tenantId: null }
  admins = [town.tenantAdmin, await addUser(frame.admin, { organization, roles: ['utility_admin'] })]
  const { rows } = await frame.admin.query<{ name: string }>(
    `select distinct table_name as name from information_schema.columns
      where table_schema = 'app' and (column_name like '%sealed%' or column_name = 'key' and data_type = 'bytea')
      order by 1`,
  )
  content = rows.map(({ name }) => name)
})
afterAll(() => frame.close())

async function countAs(user: TestUser, table: string): Promise<number | 'closed'> {
  const { credential } = await as(user)
  return inSession(frame.platform.databases, credential, async ({ db }) => {
    const { rows } = await db.executeQuery<{ n: string }>(CompiledQuery.raw(`select count(*) as n from app.${table}`))
    return Number(rows[0]?.n)
  }).catch((cause: unknown) => {
    if (String(cause).includes('permission denied')) return 'closed'
    throw cause
  })
}

describe('An administrator keeps accounts and has no right to content', () => {
  test('reads no row of any table that holds some, though there are rows', async () => {
    expect(content).toEqual(
      expect.arrayContaining([
        'cases',
        'case_entries',
        'case_search',
        'case_traits',
        'reports',
        'consents',
        'snapshots',
      ]),
    )
    const filled: string[] = []
    for (const table of content) {
      const { rows } = await frame.admin.query(`select count(*)::int as n from app.${table}`)
      if (rows[0].n > 0) filled.push(table)
      for (const admin of admins)
        expect([table, [0, 'closed'].includes(await countAs(admin, table))]).toEqual([table, true])
    }
    expect(filled.length).toBeGreaterThanOrEqual(7)
    expect(await countAs(town.worker, 'cases')).toBe(1)
  })

  test('is let in by no door to a case, a report or a search, and hears nothing of it', async () => {
    const { rows } = await frame.admin.query('select number from app.cases')
    const doors = [
      '/api/cases',
      `/api/cases/${caseId}`,
      '/api/case-search?q=花子',
      '/api/case-load',
      '/api/case-looks',
      '/api/unusual-looks',
    ]
    for (const admin of admins) {
      for (const url of doors) {
        const answer = await get(encodeURI(url), admin)
        expect([url, [403, 404].includes(answer.statusCode)]).toEqual([url, true])
        expect(answer.body).not.toMatch(/灯 花子|ともしび/)
      }
      const look = { id: randomUUID(), number: rows[0].number, reason: '管理者が中身を確かめておきたいと思ったため' }
      expect((await post('/api/case-looks', look, admin)).statusCode).toBe(403)
    }
  })

  test('gets none by being put on a case or into its team', async () => {
    await frame.admin.query('insert into app.case_members (tenant_id, case_id, id, user_id) values ($1, $2, $3, $4)', [
      town.tenant.id,
      caseId,
      randomUUID(),
      town.tenantAdmin.id,
    ])
    expect([await countAs(town.tenantAdmin, 'cases'), await countAs(town.tenantAdmin, 'case_entries')]).toEqual([0, 0])
    expect((await get(`/api/cases/${caseId}`, town.tenantAdmin)).statusCode).toBe(404)
  })
})
