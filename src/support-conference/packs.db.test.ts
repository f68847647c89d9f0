import { afterAll, describe, expect, test } from 'vitest'
import { addCase, callSitting, handOut, household, material, openConferenceTown, usualBody } from './test-conference.ts'

const world = await openConferenceTown()
const { frame, people, done, send, newId } = world
const body = await usualBody(world)
afterAll(() => frame.close())

const pledge = async (name: string, user = people.liaison) =>
  done(user, { url: '/api/my-conference/pledge', body: { memberId: body.member(name), version: '2026-04' } })

describe('A pack', () => {
  test('holds for each kind of member what it needs to know and nothing else, and every opening is written down', async () => {
    const caseId = await addCase(world)
    const { itemId } = await callSitting(world, caseId, { body })
    const packs = await handOut(world, itemId)
    await pledge('電力の連絡担当')
    const opened = await done(people.liaison, { url: `/api/my-conference/packs/${packs.電力の連絡担当}/open` })
    expect(opened.lines.map(({ field }: { field: string }) => field)).toEqual(['name', 'address', 'supply', 'question'])
    expect(opened.lines[0].value).toBe(household.name)
    expect(JSON.stringify(opened)).not.toContain(material.situation)
    expect(JSON.stringify(opened)).not.toContain(material.payment)
    expect(opened.watermark).toMatchObject({ name: '電力の連絡担当', organization: 'あかり電力' })
    expect(opened.watermark.text).toContain(`第${opened.watermark.copyNumber}号`)
    const { rows } = await frame.admin.query(
      `select 1 from audit.entries e join app.cases c on c.subject_id = e.subject_id
        where e.action = 'conference-pack.read' and e.object_id = $1 and e.actor_id = $2 and c.id = $3`,
      [packs.電力の連絡担当, people.liaison.id, caseId],
    )
    expect(rows).toHaveLength(1)
  })

  test('is a line of the one ledger, on the ground of the support conference, for each organisation that was called', async () => {
    const { itemId } = await callSitting(world, await addCase(world), { body })
    const packs = await handOut(world, itemId)
    const { rows } = await frame.admin.query(
      `select s.ground, s.purpose, s.categories, o.name, k.id as pack from app.conference_packs k
         join app.sharings s on s.tenant_id = k.tenant_id and s.id = k.sharing_id
         join app.organizations o on o.id = s.recipient_id where k.item_id = $1 order by o.name`,
      [itemId],
    )
    expect(rows).toHaveLength(4)
    const company = rows.find(({ pack }) => pack === packs.電力の連絡担当)
    expect(company).toMatchObject({ ground: 'support-conference', purpose: 'conference', name: 'あかり電力' })
    expect([...company.categories].sort()).toEqual(['contact', 'identity', 'observation', 'supply'])
    expect(rows.map(({ name }) => name)).toContain('灯町市民生委員児童委員協議会')
  })

  test('waits for the acknowledgement in a regular sitting, and not in an emergency', async () => {
    const another = await usualBody(world)
    const regular = await callSitting(world, await addCase(world), { body: another })
    const packs = await handOut(world, regular.itemId)
    const first = await send(people.liaison, { url: `/api/my-conference/packs/${packs.電力の連絡担当}/open` })
    expect([first.statusCode, first.json().code]).toEqual([409, 'secrecy_first'])
    const urgent = await callSitting(world, await addCase(world), { body: another, kind: 'emergency', inDays: 6 })
    const now = await handOut(world, urgent.itemId)
    const opened = await done(people.liaison, { url: `/api/my-conference/packs/${now.電力の連絡担当}/open` })
    expect(opened.signLater).toBe(true)
    const sitting = await done(people.officer, { url: `/api/conference-sittings/${urgent.id}`, method: 'GET' })
    expect(sitting.unsigned).toBeGreaterThan(0)
  })

  test('of a regular sitting opens three days before and closes with the seventh day after it', async () => {
    const { id, itemId } = await callSitting(world, await addCase(world), { body, inDays: 5 })
    const packs = await handOut(world, itemId)
    const early = await send(people.liaison, { url: `/api/my-conference/packs/${packs.電力の連絡担当}/open` })
    expect(early.statusCode).toBe(404)
    const { rows } = await frame.admin.query(
      `select (k.opens_at at time zone 'Asia/Tokyo')::text as opens, (k.closes_at at time zone 'Asia/Tokyo')::text as closes,
         ((s.starts_at at time zone 'Asia/Tokyo')::date - 3)::timestamp::text as three,
         ((s.starts_at at time zone 'Asia/Tokyo')::date + 8)::timestamp::text as eight
        from app.conference_packs k join app.conference_items i on i.id = k.item_id
        join app.conference_sittings s on s.id = i.sitting_id where s.id = $1 limit 1`,
      [id],
    )
    expect([rows[0]?.opens, rows[0]?.closes]).toEqual([rows[0]?.three, rows[0]?.eight])
  })

  test('closes by the clock: its keys are destroyed, the log says so, and nothing opens it any more', async () => {
    const { id, itemId } = await callSitting(world, await addCase(world), { body })
    const packs = await handOut(world, itemId)
    const url = `/api/my-conference/packs/${packs.電力の連絡担当}/open`
    await done(people.liaison, { url })
    await frame.admin.query(
      `update app.conference_packs set opens_at = now() - interval '9 days', closes_at = now() where item_id = $1`,
      [itemId],
    )
    expect((await send(people.liaison, { url })).statusCode, 'the clock decides before the job runs').toBe(404)
    await frame.database.planes.worker.query('select sec.close_due_packs()')
    const { rows } = await frame.admin.query(
      `select count(*)::int as n from app.conference_packs k join app.snapshots s on s.sharing_id = k.sharing_id
        where k.item_id = $1 and s.wrapped_key is not null`,
      [itemId],
    )
    expect(rows[0]?.n).toBe(0)
    const { proof } = await done(people.officer, { url: `/api/conference-sittings/${id}`, method: 'GET' })
    expect(proof).toMatchObject({ packs: 4, packsOpen: 0, packsClosed: 4, keysDestroyed: 4, openings: 1 })
    const said = await frame.admin.query(
      `select 1 from audit.entries where action = 'conference-pack.closed' and object_id = $1`,
      [packs.電力の連絡担当],
    )
    expect(said.rows).toHaveLength(1)
  })

  test('closes at once when somebody leaves the roster, is no longer called, or the sitting is called off', async () => {
    const fresh = await usualBody(world)
    const one = await callSitting(world, await addCase(world), { body: fresh, kind: 'emergency' })
    const packs = await handOut(world, one.itemId)
    const url = `/api/my-conference/packs/${packs.電力の連絡担当}/open`
    await done(people.liaison, { url })
    const before = await done(people.officer, { url: `/api/conference-sittings/${one.id}`, method: 'GET' })
    const calls = ['主管課長', '相談支援員'].map((name) => ({ memberId: fresh.member(name), asked: [] }))
    const version = before.agenda[0].version
    await done(people.officer, {
      url: `/api/conference-items/${one.itemId}/calls`,
      method: 'PUT',
      body: { version, calls },
    })
    expect((await send(people.liaison, { url })).statusCode).toBe(404)
    const officer = { url: `/api/my-conference/packs/${packs.主管課長}/open` }
    await done(people.officer, officer)
    const now = await done(people.officer, { url: `/api/conference-sittings/${one.id}`, method: 'GET' })
    await done(people.officer, {
      url: `/api/conference-sittings/${one.id}/state`,
      body: { command: 'cancel', version: now.version ?? 2 },
    })
    expect((await send(people.officer, officer)).statusCode).toBe(404)
  })

  test('is not handed over without saying on what the exchange rests', async () => {
    const { itemId } = await callSitting(world, await addCase(world), { body })
    const { basis: _none, ...without } = material
    const url = `/api/conference-items/${itemId}/material`
    const refused = await send(people.worker, { url, method: 'PUT', body: { version: 2, material: without } })
    expect(refused.statusCode).toBe(422)
    const packs = await send(people.worker, { url: `/api/conference-items/${itemId}/packs`, body: { version: 2 } })
    expect([packs.statusCode, packs.json().code]).toEqual([422, 'paper_missing'])
  })
})

test('Paper copies are numbered, and counted back in before a sitting is settled', async () => {
  const { id, itemId } = await callSitting(world, await addCase(world), { body })
  const packs = await handOut(world, itemId)
  const copy = { url: `/api/conference-packs/${packs.民生委員}/copies`, body: { id: newId() } }
  const printed = await done(people.worker, copy)
  expect(printed.number).toBe(5)
  expect(Buffer.from(printed.pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  expect((await done(people.worker, copy)).number, 'the same copy again').toBe(5)
  const before = await done(people.officer, { url: `/api/conference-sittings/${id}`, method: 'GET' })
  expect(before.copiesOut).toBe(1)
  const counted = await done(people.officer, {
    url: `/api/conference-copies/${printed.id}/count`,
    body: { state: 'returned' },
  })
  expect([counted.copiesOut, counted.proof.copies]).toEqual([0, 1])
})
