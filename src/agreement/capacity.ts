import { type CalendarDate, compareDates } from '#kernel/calendar-date.ts'

/** How many new people a month an agency said it can take, from a day on. `declaredAt` orders two that begin on one day. */
export type CapacityDeclaration = {
  readonly agencyId: string
  readonly validFrom: CalendarDate
  readonly peoplePerMonth: number
  readonly declaredAt: string
}

/** What an agency can take on a day: its declaration that began last by then, the later one of two; undefined before the first. */
export function capacityOn<Declaration extends CapacityDeclaration>(
  declarations: readonly Declaration[],
  agencyId: string,
  date: CalendarDate,
): Declaration | undefined {
  return declarations
    .filter((one) => one.agencyId === agencyId && compareDates(one.validFrom, date) <= 0)
    .toSorted((one, other) => compareDates(other.validFrom, one.validFrom) || later(other, one))
    .at(0)
}

function later(one: CapacityDeclaration, other: CapacityDeclaration): number {
  return one.declaredAt < other.declaredAt ? -1 : one.declaredAt > other.declaredAt ? 1 : 0
}

/** The agencies that serve an agreement: those that are its parties, or, where it names none, all of the municipality's. */
export function agenciesServing<Agency extends { readonly agencyId: string }>(
  agencies: readonly Agency[],
  parties: readonly string[] = [],
): readonly Agency[] {
  const named = agencies.filter(({ agencyId }) => parties.includes(agencyId))
  return named.length > 0 ? named : agencies
}
