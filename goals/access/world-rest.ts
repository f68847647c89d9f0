import type { Dice } from './random.ts'
import type { Clock, World } from './world-model.ts'

/** What belongs to one reader or to everybody: notices, drafts, the directory; and the log. */
export function addRest(world: World, dice: Dice, clock: Clock): void {
  for (const user of world.users) {
    if (dice.chance(0.7)) world.notices.push({ user_id: user.id, id: dice.id(), kind: 'feedback', read_at: null })
    if (dice.chance(0.6))
      world.drafts.push({
        user_id: user.id,
        key: `report:${dice.hex(6)}`,
        sealed: dice.bytes(8),
        updated_at: clock.at(-1),
      })
    if (dice.chance(0.2))
      world.drafts.push({ user_id: user.id, key: 'old', sealed: dice.bytes(8), updated_at: clock.at(-24 * 9) })
  }
  addDirectory(world, dice)
  for (const scope of world.organizations.filter((one) => one.tenant_id === null))
    addChain(world, dice, { clock, scopeId: scope.id })
  for (const tenant of world.tenants) addChain(world, dice, { clock, scopeId: tenant.id })
}

function addDirectory(world: World, dice: Dice): void {
  world.directory_imports.push({ id: dice.id(), source: 'goal', attribution: '試し', summary: {} })
  for (const tenant of [...world.tenants, undefined]) {
    const code = tenant?.municipality_code ?? '990099'
    const name = tenant?.name ?? '遠町市'
    world.areas.push({ code, kind: 'municipality', name, full_name: `灯県${name}`, prefecture_name: '灯県' })
    const id = dice.id()
    const hours = { kind: 'unknown' }
    const desk = { section: '相談係', role: 'responsible', phone: '000-0000-0000', hours }
    world.contact_windows.push({ id, tenant_id: tenant?.id ?? null, name: '相談窓口', ...desk })
    world.window_areas.push({ window_id: id, position: 0, level: 'municipality', area_code: code })
  }
}

function addChain(world: World, dice: Dice, { clock, scopeId }: { clock: Clock; scopeId: string }): void {
  const hash = dice.bytes(32)
  world.heads.push({ scope_id: scopeId, sequence: 2, hash })
  for (const sequence of [1, 2])
    world.entries.push({
      scope_id: scopeId,
      sequence,
      at: clock.at(-1),
      actor_id: null,
      action: 'report.saved',
      detail: '{}',
      previous: dice.bytes(32),
      hash,
    })
}
