import type { Dice } from './random.ts'
import { companiesOf } from './world-company.ts'
import type { Clock, World } from './world-model.ts'

export type LeafletPlace = {
  organization_id: string
  id: string
  name: string
  kind: 'store' | 'branch'
  reorder_at: number
}
export type LeafletMove = {
  organization_id: string
  id: string
  kind: 'received'
  place_id: string
  count: number
  change: number
  moved_on: string
  written_by: string
}
export type Handout = {
  organization_id: string
  id: string
  tenant_id: string
  handed_on: string
  stage: string
  channel: string
  language: string
  wording_version: string
  count: number
  written_by: string
}
export type ScreeningCounts = {
  tenant_id: string
  id: string
  agreement_id: string
  organization_id: string
  edition: number
  source: string
  condition: object
  suppression: object
  cells: object[]
  basis: object[]
  shared_by: string
}

export type DecisionDuty = {
  organization_id: string
  id: string
  user_id: string
  starts_at: string
  ends_at: string
  planned_by: string
}

/** What companies count: leaflets and hand-outs, which no plane reads itself; and who decides at night. */
export function addLeaflets(world: World, dice: Dice, clock: Clock): void {
  for (const company of companiesOf(world)) {
    const staff = world.users.filter((user) => user.organization_id === company.id)
    const base = () => ({ organization_id: company.id, id: dice.id() })
    for (const kind of ['store', 'branch'] as const) {
      const place: LeafletPlace = { ...base(), name: `灯り${kind}`, kind, reorder_at: dice.between(0, 50) }
      world.leaflet_places.push(place)
      const moved = { kind: 'received' as const, place_id: place.id, count: 20, change: 20, moved_on: clock.day(-9) }
      world.leaflet_moves.push({ ...base(), ...moved, written_by: dice.pick(staff).id })
    }
    const shift = { user_id: dice.pick(staff).id, starts_at: clock.at(-4), ends_at: clock.at(8) }
    world.decision_duty.push({ ...base(), ...shift, planned_by: dice.pick(staff).id })
    const what = { stage: 'general', channel: 'phone', language: 'ja', wording_version: '1', count: 3 }
    for (const { id } of world.tenants)
      world.handouts.push({
        ...base(),
        tenant_id: id,
        handed_on: clock.day(-5),
        ...what,
        written_by: dice.pick(staff).id,
      })
  }
}
