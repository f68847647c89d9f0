import { v7 as newId } from 'uuid'
import type { Actor } from './cast.ts'
import { type Pair, sendReport, today, Versioned } from './live.ts'
import { ledgerOf } from './live-ledger.ts'
import type { Stage } from './stage.ts'

/** Two households become cases: one that the lead sees too, one protected, seen by the one who is assigned alone. */
export async function liveCases(stage: Stage, pair: Pair, label: string): Promise<void> {
  const { worker, lead } = pair.agency
  const open = await openCase(stage, pair, { story: `${label} case`, readers: [worker, lead] })
  await writeEverything(stage, worker, open)
  await end(stage, worker, open)
  const closed = await openCase(stage, pair, { story: `${label} protected case`, readers: [worker] })
  const version = await versionOf(stage, worker, closed.id)
  await stage.say(worker, `POST /api/cases/${closed.id}/protection`, { version, protected: true })
  await writeEverything(stage, worker, closed)
  await looksOf(stage, pair, open.id)
  await ledgerOf(stage, worker, open.id)
}

/** A look that is over and a line of the weekly list, as others judge them. */
async function looksOf({ house }: Stage, { agency: { worker, lead } }: Pair, caseId: string): Promise<void> {
  const look = [newId(), caseId, worker.user.id]
  await house.database.admin.query(
    `insert into app.case_looks (tenant_id, id, case_id, agency_id, user_id, sealed, wrapped_key, opened_at, until, review_due_on)
     select c.tenant_id, $1, c.id, c.agency_id, $3, decode(repeat('00', 60), 'hex'), decode(repeat('00', 60), 'hex'),
       now() - interval '2 hours', now() - interval '1 hour', current_date + 3 from app.cases c where c.id = $2`,
    look,
  )
  await house.database.admin.query(
    `insert into app.unusual_looks (tenant_id, id, week_on, kind, viewer_id, case_id, reasons, looks, first_at, last_at)
     select c.tenant_id, $1, current_date - 7, 'case', $3, c.id, array['not-assigned'], 1, now(), now()
       from app.cases c where c.id = $2`,
    [newId(), caseId, lead.user.id],
  )
  await house.database.admin.query(
    `insert into app.retention_runs (tenant_id, id, ordered_by, as_of, finished_at)
     select c.tenant_id, $1, $3, current_date, now() from app.cases c where c.id = $2`,
    [newId(), caseId, lead.user.id],
  )
  await house.database.admin.query(
    `insert into app.retention_holds (tenant_id, id, case_id, ground, placed_by)
     select c.tenant_id, $1, c.id, 'audit', $3 from app.cases c where c.id = $2`,
    [newId(), caseId, lead.user.id],
  )
}

type Case = { readonly id: string; readonly word: (field: string) => string; readonly phone: () => string }
type Opening = { readonly story: string; readonly readers: readonly Actor[] }

async function openCase(stage: Stage, pair: Pair, { story, readers }: Opening): Promise<Case> {
  const { worker, lead } = pair.agency
  const told = { pair, story, writer: pair.company.liaison, agencyReaders: readers }
  const { referralId } = await sendReport(stage, told)
  await stage.say(readers.includes(lead) ? lead : worker, `POST /api/referrals/${referralId}/acknowledge`, {
    version: 1,
  })
  const id = newId()
  await stage.say(worker, 'POST /api/cases', { id, referralIds: [referralId] })
  const may = readers.map(({ name }) => name)
  return {
    id,
    word: (field) => stage.marks.word(`${story}: ${field}`, may),
    phone: () => stage.marks.phone(`${story}: phone`, may),
  }
}

async function versionOf(stage: Stage, by: Actor, id: string): Promise<number> {
  return Versioned.parse(JSON.parse(await stage.say(by, `GET /api/cases/${id}`))).version
}

async function writeEverything(stage: Stage, by: Actor, { id, word, phone }: Case): Promise<void> {
  const add = async (entry: Readonly<Record<string, unknown>>, corrects?: string) => {
    const entryId = newId()
    const body = { id: entryId, entry, ...(corrects === undefined ? {} : { corrects }) }
    await stage.say(by, `POST /api/cases/${id}/entries`, body)
    return entryId
  }
  await add({
    kind: 'approach-plan',
    who: word('plan who'),
    on: today,
    timeNote: word('plan time'),
    way: 'phone',
    dignity: word('plan dignity'),
    burden: word('plan burden'),
    reluctance: word('plan reluctance'),
    notToSay: word('plan not to say'),
  })
  await add({ kind: 'attempt', way: 'phone', reached: true, note: word('attempt') })
  const note = await add({ kind: 'note', text: word('note') })
  await add({ kind: 'note', text: word('corrected note') }, note)
  await add({
    kind: 'connection',
    service: 'public-assistance',
    on: today,
    place: word('connection place'),
    note: word('connection note'),
  })
  await add({ kind: 'follow-up', on: today, note: word('follow-up') })
  const household = {
    name: word('household name'),
    reading: word('household reading'),
    address: word('household address'),
    phone: phone(),
    callNote: word('household call note'),
    people: word('household people'),
    circumstances: word('household circumstances'),
  }
  await stage.say(by, `PUT /api/cases/${id}/household`, { version: await versionOf(stage, by, id), household })
}

async function end(stage: Stage, by: Actor, { id, word }: Case): Promise<void> {
  await stage.say(by, `POST /api/cases/${id}/conclude`, {
    version: await versionOf(stage, by, id),
    code: 'connected-to-support',
    note: word('conclusion'),
  })
  await stage.say(by, `POST /api/cases/${id}/reopen`, {
    version: await versionOf(stage, by, id),
    because: word('reopened because'),
  })
}
