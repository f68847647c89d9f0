import type { Dice } from './random.ts'
import type { Clock, Organization, User, World } from './world-model.ts'

type House = {
  world: World
  dice: Dice
  clock: Clock
  agency: Organization & { tenant_id: string }
  workers: User[]
}

/** A case that is not one's own, opened for an hour with a reason. */
export type CaseLook = {
  tenant_id: string
  id: string
  case_id: string
  agency_id: string
  user_id: string
  sealed: string
  wrapped_key: string
  opened_at: string
  until: string
  review_due_on: string
}

/** What is left of a case that was erased: a row without anything that hung on it. */
export function addErasedCase({ world, dice, clock, agency, workers }: House): void {
  const subject = { scope_id: agency.tenant_id, id: dice.id(), wrapped_key: dice.bytes(16) }
  world.subjects.push(subject)
  world.cases.push({
    tenant_id: agency.tenant_id,
    id: dice.id(),
    number: `X-${dice.hex(10).toUpperCase()}`,
    agency_id: agency.id,
    subject_id: subject.id,
    state: 'concluded',
    protected: false,
    sealed: dice.bytes(1),
    urgency: 'within-3-days',
    conclusion_code: 'continuing',
    opened_by: dice.pick(workers).id,
    erased_on: clock.day(-1),
  })
}

/** Looks with a reason, open and over, at cases of the house: also protected ones, also by somebody of elsewhere. */
export function addLooks({ world, dice, clock, agency, workers }: House, neighbours: readonly User[]): void {
  const cases = world.cases.filter((one) => one.agency_id === agency.id)
  const viewers = [...workers, ...neighbours]
  for (const viewer of viewers)
    for (const one of dice.some(cases, 3)) {
      const from = dice.pick([-0.5, -0.5, -3])
      world.case_looks.push({
        tenant_id: one.tenant_id,
        id: dice.id(),
        case_id: one.id,
        agency_id: agency.id,
        user_id: viewer.id,
        sealed: dice.bytes(46),
        wrapped_key: dice.bytes(16),
        opened_at: clock.at(from),
        until: clock.at(from + 1),
        review_due_on: clock.day(3),
      })
    }
}
