import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { addSession, addTown, type TestTown, type TestUser } from '#platform/database/test-world.ts'
import { type TestFrame, testFrame } from '#platform/http/test-frame.ts'
import { figuresApi } from './figures-api.ts'
import { readMonthFigures } from './figures-contract.ts'
import { send, somebody } from './test-sharing.ts'

let frame: TestFrame
let town: TestTown
let quiet: TestTown

const ask = async (user: TestUser) => frame.ask({ url: '/api/figures/month', as: await addSession(frame.admin, user) })
const cellShape = z.record(z.string(), z.int().nullable())
async function withoutSmall(cells: Record<string, number>) {
  const { rows } = await frame.admin.query('select sec.without_small_cells($1::jsonb) as cells', [
    JSON.stringify(cells),
  ])
  return cellShape.parse(rows[0]?.cells)
}

beforeAll(async () => {
  frame = await testFrame(figuresApi)
  town = await addTown(frame.admin)
  quiet = await addTown(frame.admin)
  const gate = { databases: frame.platform.databases, session: await addSession(frame.admin, town.clerk) }
  for (let turn = 0; turn < 11; turn += 1) {
    await send(gate, { town, person: somebody(frame.platform.keys, town.company.id) })
  }
})
afterAll(() => frame.close())

test('the officer hears how many reports came this month, and no small number', async () => {
  const figures = readMonthFigures.response.parse((await ask(town.officer)).json())
  expect(figures.total).toBe(11)
  for (const count of [...Object.values(figures.byKind), ...Object.values(figures.byState)]) {
    expect(count === null || count >= 10).toBe(true)
  }
})

test('a quiet town has no number at all, and another town’s reports are not counted in it', async () => {
  const figures = readMonthFigures.response.parse((await ask(quiet.officer)).json())
  expect([figures.total, ...Object.values(figures.byKind), ...Object.values(figures.byState)]).toEqual(
    Array.from({ length: 8 }, () => null),
  )
})

test('nobody else is told, neither through the door nor by calling the function', async () => {
  for (const user of [town.tenantAdmin, town.lead, town.worker, town.liaison, town.auditor]) {
    expect((await ask(user)).statusCode).toBe(403)
  }
  const lead = await addSession(frame.admin, town.lead)
  const direct = frame.database.planes.welfare.query(
    "select set_config('app.session', $1, false), sec.month_figures()",
    [lead.credential.hash],
  )
  await expect(direct).rejects.toThrow('role-missing')
  await expect(frame.database.planes.utility.query('select sec.month_figures()')).rejects.toThrow('permission denied')
})

test('what is hidden holds ten or more together in at least two cells, so that no total gives one away', async () => {
  const cells = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 40 }), { minKeys: 2 })
  await fc.assert(
    fc.asyncProperty(cells, async (counts) => {
      const shown = await withoutSmall(counts)
      const hidden = Object.keys(counts).filter((key) => shown[key] === null)
      const sum = hidden.reduce((all, key) => all + (counts[key] ?? 0), 0)
      expect(Object.keys(shown).toSorted()).toEqual(Object.keys(counts).toSorted())
      for (const [key, count] of Object.entries(counts)) {
        if (count < 10) expect(shown[key]).toBeNull()
        else expect([null, count]).toContain(shown[key])
      }
      if (hidden.length > 0) expect(hidden.length).toBeGreaterThanOrEqual(2)
      if (hidden.length > 0 && hidden.length < Object.keys(counts).length) expect(sum).toBeGreaterThanOrEqual(10)
      if (Object.values(counts).every((count) => count >= 10)) expect(hidden).toEqual([])
    }),
    { numRuns: 60 },
  )
})
