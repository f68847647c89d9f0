import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type Answer, type Desk, may, missing } from './conference-desk.ts'
import { askDatabase, sittingDetail, sittingRecord } from './conference-store.ts'
import { presentRow, presentSitting } from './present-sitting.ts'
import type { changeSitting, listSittings, moveSitting, planSitting, sittingView } from './sitting-contract.ts'
import { decideSettle, decideSitting } from './support-conference.ts'

type View = typeof sittingView
const id = z.string()

/** `coming`: everything that is not finished; `past`: what was settled or cancelled, the newest first. */
export async function getSittings(desk: Desk, show: 'coming' | 'past'): Answer<typeof listSittings.response> {
  if (!may(desk, 'read')) return missing
  const all = await askDatabase(desk.tx, 'conference_sittings', { shape: z.array(sittingRecord) })
  const over = (state: string) => state === 'settled' || state === 'cancelled'
  const found =
    show === 'coming' ? all.filter(({ state }) => !over(state)) : all.filter(({ state }) => over(state)).reverse()
  return ok({ sittings: found.map(presentRow), allowed: may(desk, 'plan') ? ['plan' as const] : [] })
}

export async function getSittingView(desk: Desk, sitting: string): Answer<View> {
  if (!may(desk, 'read')) return missing
  return ok(
    presentSitting(desk, await askDatabase(desk.tx, 'conference_sitting', { id: sitting, shape: sittingDetail })),
  )
}

const endsTooEarly = refuse('ends-before-start', '終わりの時刻は、始まりより後にしてください。')
const endsBeforeStart = ({ startsAt, endsAt }: { startsAt: string; endsAt?: string | undefined }) =>
  endsAt !== undefined && Date.parse(endsAt) <= Date.parse(startsAt)

export async function plan(desk: Desk, document: z.output<typeof planSitting.body>): Answer<View> {
  if (!may(desk, 'plan')) return missing
  if (endsBeforeStart(document)) return endsTooEarly
  return getSittingView(desk, await askDatabase(desk.tx, 'plan_sitting', { document, shape: id }))
}

export async function change(desk: Desk, sitting: string, given: z.output<typeof changeSitting.body>): Answer<View> {
  if (!may(desk, 'plan')) return missing
  if (endsBeforeStart(given)) return endsTooEarly
  const document = { id: sitting, ...given }
  return getSittingView(desk, await askDatabase(desk.tx, 'change_sitting', { document, shape: id }))
}

/** Moves a sitting along its table; a second time answers the same. */
export async function move(
  desk: Desk,
  sitting: string,
  { version, command }: z.output<typeof moveSitting.body>,
): Answer<View> {
  if (!may(desk, 'move')) return missing
  const found = await askDatabase(desk.tx, 'conference_sitting', { id: sitting, shape: sittingDetail })
  const aims = { call: 'called', open: 'open', close: 'closed', settle: 'settled', cancel: 'cancelled' } as const
  if (found.state !== aims[command]) {
    const decided = decideSitting(found.state, command)
    if (!decided.ok) return decided
    const whole = command === 'settle' ? decideWhole(found) : ok('not settling')
    if (!whole.ok) return whole
  }
  const document = { id: sitting, version, command, to: aims[command] }
  return getSittingView(desk, await askDatabase(desk.tx, 'move_sitting', { document, shape: id }))
}

function decideWhole({ unwritten, copies, unsigned, packsWaiting }: z.output<typeof sittingDetail>): Result<unknown> {
  return decideSettle({ itemsWithoutMinutes: unwritten, copiesOut: copies.out, unsigned, packsOpen: packsWaiting })
}

/** Calls one of the functions that change a sitting, and answers the whole of it. */
export async function changeRoom(
  desk: Desk,
  name: Parameters<typeof askDatabase>[1],
  document: Readonly<Record<string, unknown>>,
): Answer<View> {
  if (!may(desk, 'keep-items')) return missing
  return getSittingView(desk, await askDatabase(desk.tx, name, { document, shape: id }))
}
