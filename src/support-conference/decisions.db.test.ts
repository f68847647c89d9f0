import { afterAll, describe, expect, test } from 'vitest'
import {
  addCase,
  callSitting,
  handOut,
  household,
  material,
  minutes,
  openConferenceTown,
  usualBody,
} from './test-conference.ts'

const world = await openConferenceTown()
const { frame, people, done, send, newId } = world
const body = await usualBody(world)
afterAll(() => frame.close())

const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)

/** An emergency sitting that was opened, with packs out and minutes written. */
async function openWithMinutes(caseId: string, actions: readonly object[] = []) {
  const sitting = await callSitting(world, caseId, { body, kind: 'emergency' })
  await handOut(world, sitting.itemId)
  const before = await done(people.officer, { url: `/api/conference-sittings/${sitting.id}`, method: 'GET' })
  await done(people.officer, {
    url: `/api/conference-sittings/${sitting.id}/state`,
    body: { command: 'open', version: before.version },
  })
  const url = `/api/conference-items/${sitting.itemId}/minutes`
  const { version } = await done(people.worker, { url, method: 'GET' })
  const roles = [{ memberId: body.member('民生委員'), role: '玄関先まで一緒に行きます。' }]
  const written = await done(people.worker, {
    url,
    method: 'PUT',
    body: { version, minutes: { ...minutes, roles, actions } },
  })
  return { ...sitting, version: written.version }
}

const wait = (id: string, name = '電力の連絡担当') => ({
  ...{ id, kind: 'wait', ownerMemberId: body.member(name), dueOn: today },
  what: '止める日を1か月のばせるか確かめます。',
})

describe('A decision', () => {
  test('reaches those who were called as direction and roles; the discussion stays in the case', async () => {
    const caseId = await addCase(world)
    const actionId = newId()
    const { itemId, version } = await openWithMinutes(caseId, [wait(actionId)])
    const sitting = await done(people.worker, { url: `/api/conference-items/${itemId}/decision`, body: { version } })
    expect(sitting.agenda[0].decisionSharedAt).toBeDefined()
    const own = await done(people.liaison, { url: '/api/my-conference', method: 'GET' })
    const packs = own.sittings.flatMap(
      (one: { items: { id: string; packs: { id: string; kind: string }[] }[] }) =>
        one.items.find(({ id }) => id === itemId)?.packs ?? [],
    )
    const open = async (kind: string) => {
      const id = packs.find((one: { kind: string }) => one.kind === kind)?.id
      return (await done(people.liaison, { url: `/api/my-conference/packs/${id}/open` })).lines
    }
    const told = await open('decision')
    expect(told.map(({ field }: { field: string }) => field)).toEqual(['direction', 'role'])
    expect(JSON.stringify(told)).not.toContain(minutes.record)
    expect(JSON.stringify(await open('action'))).toContain('止める日を1か月のばせるか')
    const entries = await frame.admin.query(`select kind, facts from app.case_entries where case_id = $1`, [caseId])
    expect(entries.rows).toEqual([
      { kind: 'meeting', facts: { meeting: 'support-conference', itemId, on: expect.any(String) } },
    ])
  })

  test('gives the words of an action to its owner alone', async () => {
    const actionId = newId()
    const { itemId, version } = await openWithMinutes(await addCase(world), [wait(actionId)])
    await done(people.worker, { url: `/api/conference-items/${itemId}/decision`, body: { version } })
    const { rows } = await frame.admin.query(
      `select o.name from app.conference_packs k join app.sharings s on s.id = k.sharing_id join app.organizations o on o.id = s.recipient_id
        where k.action_id = $1`,
      [actionId],
    )
    expect(rows).toEqual([{ name: 'あかり電力' }])
    const own = await done(people.liaison, { url: '/api/my-conference', method: 'GET' })
    expect(own.actions.find(({ id }: { id: string }) => id === actionId)).toMatchObject({ kind: 'wait', daysLeft: 0 })
    expect(JSON.stringify(own)).not.toContain('のばせる')
    expect(JSON.stringify(await done(people.officer, { url: '/api/my-conference', method: 'GET' }))).not.toContain(
      actionId,
    )
    const ended = await done(people.liaison, {
      url: `/api/my-conference/actions/${actionId}/end`,
      body: { result: 'done' },
    })
    expect(ended).toEqual({ result: 'done' })
    expect(
      (await done(people.liaison, { url: `/api/my-conference/actions/${actionId}/end`, body: { result: 'partly' } }))
        .result,
    ).toBe('done')
  })

  test('gives no role to somebody who was not called, and is told once', async () => {
    const { itemId, version } = await openWithMinutes(await addCase(world))
    const url = `/api/conference-items/${itemId}/minutes`
    const roles = [{ memberId: body.member('住宅課'), role: '部屋を探す' }]
    const refused = await send(people.worker, {
      url,
      method: 'PUT',
      body: { version, minutes: { ...minutes, roles, actions: [] } },
    })
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'owner_not_called'])
    const late = await send(people.worker, {
      url,
      method: 'PUT',
      body: { version, minutes: { ...minutes, roles: [], actions: [wait(newId(), '住宅課')] } },
    })
    expect([late.statusCode, late.json().code]).toEqual([422, 'owner-not-called'.replaceAll('-', '_')])
    const told = await done(people.worker, { url: `/api/conference-items/${itemId}/decision`, body: { version } })
    const again = await send(people.worker, {
      url: `/api/conference-items/${itemId}/decision`,
      body: { version: told.agenda[0].version },
    })
    expect([again.statusCode, again.json().code]).toEqual([422, 'decision_was_shared'])
  })
})

describe('An action that is late', () => {
  test('is told to its owner, then to the lead, then to the officer, each once', async () => {
    const { chaseActions } = await import('./conference-job.ts')
    const actionId = newId()
    const { itemId, version } = await openWithMinutes(await addCase(world), [wait(actionId)])
    await done(people.worker, { url: `/api/conference-items/${itemId}/decision`, body: { version } })
    const told = async (days: number) => {
      await frame.admin.query('update app.conference_actions set due_on = due_on - $2::int where id = $1', [
        actionId,
        days,
      ])
      await chaseActions({}, frame.platform)
      await chaseActions({}, frame.platform)
      const { rows } = await frame.admin.query<{ user_id: string }>(
        `select user_id from app.notices where kind = 'conference-action-late' and object_id = $1`,
        [actionId],
      )
      return rows.map(({ user_id }) => user_id).sort()
    }
    expect(await told(0)).toEqual([])
    expect(await told(1)).toEqual([people.liaison.id])
    expect(await told(2)).toEqual([people.liaison.id, people.lead.id].sort())
    const officers = [people.officer.id, people.section.id]
    expect(await told(4)).toEqual([people.liaison.id, people.lead.id, ...officers].sort())
  })
})

describe('What a company may bring to the conference', () => {
  const why = async (company: string, item: string, categories: readonly string[]) => {
    const { rows } = await frame.admin.query<{ why: string | null }>(
      'select sec.why_not_in_conference($1, $2, $3, $4) as why',
      [company, people.tenant.id, item, categories],
    )
    return rows[0]?.why
  }

  test('is what it was asked for, to an open item that it is called to, and nothing else', async () => {
    const fresh = await usualBody(world)
    const { id, itemId } = await callSitting(world, await addCase(world), { body: fresh })
    const company = people.company.id
    expect(await why(company, itemId, ['supply'])).toBe('conference-secrecy-first')
    await done(people.liaison, {
      url: '/api/my-conference/pledge',
      body: { memberId: fresh.member('電力の連絡担当'), version: '2026-04' },
    })
    expect(await why(company, itemId, ['supply'])).toBeNull()
    expect(await why(company, itemId, ['supply', 'identity'])).toBe('conference-asked-for-less')
    expect(await why(world.otherTown.company.id, itemId, ['supply'])).toBe('conference-item-missing')
    expect(await why(company, newId(), ['supply'])).toBe('conference-item-missing')
    const sitting = await done(people.officer, { url: `/api/conference-sittings/${id}`, method: 'GET' })
    await done(people.officer, {
      url: `/api/conference-sittings/${id}/state`,
      body: { command: 'cancel', version: sitting.version },
    })
    expect(await why(company, itemId, ['supply'])).toBe('conference-item-closed')
  })
})

describe('A protected person', () => {
  test('has no address, telephone, household or supply in the pack of anybody outside the team', async () => {
    const caseId = await addCase(world, true)
    const { itemId } = await callSitting(world, caseId, { body, kind: 'emergency' })
    const packs = await handOut(world, itemId)
    const outside = await done(people.officer, { url: `/api/my-conference/packs/${packs.主管課長}/open` })
    expect(outside.lines.map(({ field }: { field: string }) => field)).toEqual(['name', 'reading', 'question'])
    const company = await done(people.liaison, { url: `/api/my-conference/packs/${packs.電力の連絡担当}/open` })
    expect(company.lines.map(({ field }: { field: string }) => field)).toEqual(['question'])
    const team = await done(people.worker, { url: `/api/my-conference/packs/${packs.相談支援員}/open` })
    expect(team.lines.map(({ value }: { value: string }) => value)).toContain(household.address)
  })

  test('is not told of in words that say where they are', async () => {
    const { itemId } = await callSitting(world, await addCase(world, true), { body })
    const url = `/api/conference-items/${itemId}/material`
    for (const question of ['港町の家を訪ねるか', '000-1234-5678 に電話してよいか', '灯小学校の先生に頼むか']) {
      const said = await send(people.worker, {
        url,
        method: 'PUT',
        body: { version: 2, material: { ...material, question } },
      })
      expect([question, said.statusCode, said.json().code]).toEqual([question, 422, 'protected_whereabouts'])
    }
  })

  test('stays hidden also from whoever asks the database to write their address into a pack', async () => {
    const { itemId } = await callSitting(world, await addCase(world, true), { body, kind: 'emergency' })
    await handOut(world, itemId)
    const client = await frame.database.planes.welfare.connect()
    const issue = async (name: string) => {
      const { rows } = await frame.admin.query<{ id: string; version: number }>(
        `select c.id, i.version from app.conference_calls c join app.conference_items i on i.id = c.item_id
          where c.item_id = $1 and c.member_id = $2`,
        [itemId, body.member(name)],
      )
      const part = { category: 'contact', sealed: 'AAAA', wrappedKey: 'AAAA' }
      const pack = { id: newId(), callId: rows[0]?.id, sharingId: newId(), parts: [part] }
      const document = { itemId, version: rows[0]?.version, kind: 'material', packs: [pack] }
      await client.query('begin')
      try {
        await client.query('select sec.open_session($1)', [(await world.as(people.worker)).credential.hash])
        await client.query('select sec.issue_packs($1)', [JSON.stringify(document)])
        return 'written'
      } catch (fault) {
        return fault instanceof Error ? fault.message : 'fault'
      } finally {
        await client.query('rollback')
      }
    }
    expect(await issue('電力の連絡担当')).toBe('protected-whereabouts')
    expect(await issue('主管課長')).toBe('protected-whereabouts')
    expect(await issue('相談支援員')).toBe('written')
    client.release()
  })

  test('who becomes protected closes in the same moment what lies open with others', async () => {
    const caseId = await addCase(world)
    const { itemId } = await callSitting(world, caseId, { body, kind: 'emergency' })
    const packs = await handOut(world, itemId)
    await frame.admin.query('update app.cases set protected = true where id = $1', [caseId])
    expect(
      (await send(people.liaison, { url: `/api/my-conference/packs/${packs.電力の連絡担当}/open` })).statusCode,
    ).toBe(404)
    await done(people.worker, { url: `/api/my-conference/packs/${packs.相談支援員}/open` })
  })
})

test('A sitting is settled when everything is written, counted, signed and closed', async () => {
  const { id, itemId, version } = await openWithMinutes(await addCase(world))
  await done(people.worker, { url: `/api/conference-items/${itemId}/decision`, body: { version } })
  const look = () => done(people.officer, { url: `/api/conference-sittings/${id}`, method: 'GET' })
  const issue = {
    url: `/api/conference-sittings/${id}/issues`,
    body: { id: newId(), text: '灯 花子さんの家の前の段差' },
  }
  expect((await send(people.officer, issue)).json().code).toBe('names_somebody')
  await done(people.officer, { ...issue, body: { id: newId(), text: '冬に灯油を買えない世帯への支援がない。' } })
  await done(people.officer, {
    url: `/api/conference-sittings/${id}/state`,
    body: { command: 'close', version: (await look()).version },
  })
  const settle = async () =>
    send(people.officer, {
      url: `/api/conference-sittings/${id}/state`,
      body: { command: 'settle', version: (await look()).version },
    })
  expect((await settle()).json().code).toBe('secrecy_unsigned')
  for (const name of ['主管課長', '相談支援員', '電力の連絡担当', '民生委員']) {
    const memberId = body.member(name)
    await done(people.officer, {
      url: `/api/conference-sittings/${id}/attendance`,
      body: { memberId, here: true, signedNow: true },
    })
  }
  expect((await settle()).json().code).toBe('packs_open')
  await frame.admin.query(
    `update app.conference_packs set opens_at = now() - interval '9 days', closes_at = now() where item_id = $1`,
    [itemId],
  )
  await frame.database.planes.worker.query('select sec.close_due_packs()')
  const settled = await settle()
  expect(settled.json()).toMatchObject({
    state: 'settled',
    allowed: [],
    attendance: [{ signedHow: 'on-the-spot' }, {}, {}, {}],
  })
  const sheet = await done(people.officer, { url: `/api/conference-sittings/${id}/sheet` })
  expect(sheet.fileName).toBe('shienkaigi-kiroku.pdf')
})
