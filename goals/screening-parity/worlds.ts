import fc from 'fast-check'
import { z } from 'zod'
import type { Account } from '#arrears-screening/account.ts'
import { type Condition, clausesOf } from '#arrears-screening/condition.ts'
import { matches } from '#arrears-screening/matches.ts'
import { findSuppression } from '#arrears-screening/run/suppression.ts'
import type { ScreeningPack, Suppression } from '#arrears-screening/screening-pack-contract.ts'
import { accounts, conditions, runDays, towns } from '#arrears-screening/test-arbitraries.ts'
import { type CalendarDate, calendarDate } from '#kernel/calendar-date.ts'

/** Contracts on a run date. */
type Contracts = { readonly accounts: readonly Account[]; readonly runOn: CalendarDate }

/** Contracts, and conditions to ask each of them. */
export type World = Contracts & { readonly conditions: readonly Condition[] }

/** Contracts, and a pack to screen them by. */
export type PackWorld = Contracts & { readonly pack: ScreeningPack }

const someAccounts = (runOn: CalendarDate) =>
  fc
    .array(accounts(fc, runOn), { minLength: 30, maxLength: 60 })
    .map((list) => list.map((account, index) => ({ ...account, contractId: String(1000 + index) })))

export const worlds: fc.Arbitrary<World> = runDays(fc).chain((runOn) =>
  fc.record({
    runOn: fc.constant(runOn),
    accounts: someAccounts(runOn),
    conditions: fc.array(conditions(fc), { minLength: 10, maxLength: 25 }),
  }),
)

/** What the reader in memory says, in the very text that the engines answer `question` with: one text per contract. */
export function expectedAnswers({ accounts: given, conditions: asked, runOn }: World): string[] {
  return given.map((account) =>
    asked
      .map((condition) => {
        const verdict = matches(condition, account, runOn) ? '1' : '0'
        const clause = clausesOf(condition).find((each) => matches(each.condition, account, runOn))?.path ?? '0'
        return `${verdict}${verdict}${clause}`
      })
      .join(''),
  )
}

const suppressions: fc.Arbitrary<Suppression> = fc.record({
  keptPlan: fc.boolean(),
  guidedWithinDays: fc.constantFrom(null, 0, 30, 3660),
  unlessRoseByYen: fc.constantFrom(null, 1, 10_000),
  objection: fc.constant(true as const),
  notCustomer: fc.boolean(),
  inSupport: fc.boolean(),
})

const agreements = fc.record({
  agreementId: fc.constantFrom('019f0000-0000-7000-8000-000000000001', '019f0000-0000-7000-8000-00000000000A'),
  version: fc.integer({ min: 1, max: 3 }),
  title: fc.constant("灯町市の協定' -- "),
  municipalities: fc.subarray([...towns], { minLength: 1 }),
  condition: conditions(fc),
  suppression: suppressions,
  factsAllowed: fc.constant([]).map(() => []),
})

export const packWorlds: fc.Arbitrary<PackWorld> = runDays(fc).chain((runOn) =>
  fc.record({
    runOn: fc.constant(runOn),
    accounts: someAccounts(runOn),
    pack: fc.array(agreements, { minLength: 1, maxLength: 5 }).map((list) => ({
      format: 'tomoshibi-screening-pack/1' as const,
      issuedOn: calendarDate('2026-04-01'),
      company: { organizationId: '019f0000-0000-7000-8000-0000000000ff', name: '灯電気' },
      windows: [],
      agreements: list,
    })),
  }),
)

/** What a pack's statement answers. */
export const Rows = z.array(
  z.object({
    contract_id: z.string(),
    agreement_id: z.string(),
    agreement_version: z.coerce.number(),
    matched_clause: z.string(),
    suppressed_because: z.string().nullable(),
  }),
)
export type Row = z.infer<typeof Rows>[number]

/** What the readers in memory say: the first agreement of the pack that matches, its first clause, the first reason. */
export function expectedRows({ accounts: given, pack, runOn }: PackWorld): Row[] {
  return given.flatMap((account) => {
    const covering = pack.agreements.filter(({ municipalities }) => municipalities.includes(account.municipality))
    const agreement = covering.find(({ condition }) => matches(condition, account, runOn))
    return agreement === undefined ? [] : [rowOf(account, agreement, runOn)]
  })
}

function rowOf(account: Account, agreement: ScreeningPack['agreements'][number], runOn: CalendarDate): Row {
  const { agreementId, version, condition, suppression } = agreement
  const clause = clausesOf(condition).find((each) => matches(each.condition, account, runOn))
  return {
    contract_id: account.contractId,
    agreement_id: agreementId,
    agreement_version: version,
    matched_clause: clause?.path ?? '',
    suppressed_because: findSuppression(account, suppression, runOn) ?? null,
  }
}
