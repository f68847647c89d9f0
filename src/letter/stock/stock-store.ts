import { sql } from 'kysely'
import { z } from 'zod'
import { callGate, type Database } from '#platform/database/session.ts'
import { type HandoutRow, handoutShape, type Municipality, type OwnHandout, ownHandouts } from './handout-contract.ts'
import type { Employer, StockPlace } from './stock-contract.ts'

const number = z.coerce.number()
const balance = z.object({
  place_id: z.string(),
  name: z.string(),
  kind: z.enum(['store', 'branch', 'contractor']),
  reorder_at: number,
  ...{ received: number, handed: number, used: number, spoiled: number, cost_yen: number, balance: number },
  counted_on: z.string().nullable(),
  employer: z.string().nullable(),
  employer_id: z.string().nullable(),
  version: number,
})
const Stock = z.object({
  places: z.array(balance),
  employers: z.array(z.object({ id: z.string(), name: z.string() })),
})

/** What lies where at the speaker's company, and the contractors whose places may be named. */
export async function getStock(db: Database): Promise<{ places: StockPlace[]; employers: Employer[] }> {
  const { rows } = await sql<{ stock: unknown }>`select sec.leaflet_stock() as stock`.execute(db)
  const { places, employers } = Stock.parse(rows[0]?.stock)
  const shown = places.map(
    ({ place_id: id, reorder_at: reorderAt, cost_yen: costYen, counted_on: countedOn, employer_id, ...rest }) => ({
      ...rest,
      ...{ id, reorderAt, costYen, countedOn, employerId: employer_id },
      low: rest.balance < reorderAt,
    }),
  )
  return { places: shown, employers }
}

/** Municipalities of this installation: a hand-out is counted for one of them. */
export async function listMunicipalities(db: Database): Promise<Municipality[]> {
  return db.selectFrom('tenants').select(['id', 'name']).orderBy('municipality_code').execute()
}

/** Whether the place is kept as told; false where somebody else changed it meanwhile. */
export async function keepPlace(db: Database, document: object): Promise<boolean> {
  return (await callGate(db, 'keep_leaflet_place', { document, shape: z.unknown() })) !== null
}

export async function move(db: Database, document: object): Promise<void> {
  await callGate(db, 'move_leaflets', { document, shape: z.unknown() })
}

export async function writeHandout(db: Database, document: object): Promise<void> {
  await callGate(db, 'record_handout', { document, shape: z.unknown() })
}

export async function takeBack(db: Database, id: string): Promise<void> {
  await callGate(db, 'take_back_handout', { document: { id }, shape: z.unknown() })
}

/** What the speaker wrote down last, the latest first. */
export async function listOwnHandouts(db: Database): Promise<OwnHandout[]> {
  const { rows } = await sql<{ own: unknown }>`select sec.own_handouts() as own`.execute(db)
  return ownHandouts.parse(rows[0]?.own)
}

/** Hand-outs of the speaker's company in a fiscal year (April to March). */
export async function listHandouts(db: Database, year: number): Promise<readonly HandoutRow[]> {
  const { rows } = await sql<{ rows: unknown }>`
    select sec.handout_ledger(make_date(${year}, 4, 1), make_date(${year + 1}, 4, 1)) as rows`.execute(db)
  return z.array(handoutShape).parse(rows[0]?.rows)
}

const Registered = z.object({ registered: z.int(), known: z.int(), clashes: z.array(z.string()) })

export async function storeRegistration(db: Database, document: object) {
  return callGate(db, 'register_letters', { document, shape: Registered })
}
