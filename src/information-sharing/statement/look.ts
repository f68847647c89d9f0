import { type CalendarDate, timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { rolesByPlane } from '#organization/organization.ts'

/** A look at the person's record, as the chained log holds it. `organization` is absent where the own page was opened. */
export type Look = {
  readonly at: string
  readonly action: string
  readonly organization: string | undefined
  readonly teams: readonly string[]
  readonly roles: readonly string[]
  /** Only on a formal request. */
  readonly name: string | undefined
}

/** Looks of one kind by one department on one day. */
export type LookGroup = {
  readonly on: CalendarDate
  /** Time of day of the first of them. */
  readonly first: string
  readonly times: number
  readonly action: string
  readonly name: string | undefined
  /** Organisation and department; `nobody` is what stands for whoever opened the own page. */
  readonly who: (nobody: string) => string
}

const roleNames: Readonly<Record<string, string>> = {
  ...rolesByPlane.utility,
  ...rolesByPlane.welfare,
  ...rolesByPlane.auditor,
}

/** Organisation and department: the team where there is one, else what the person's role is called. */
export function departmentOf({ organization, teams, roles }: Look, nobody: string): string {
  if (organization === undefined) return nobody
  const [role] = roles
  const department = teams.length > 0 ? teams.join('・') : (roleNames[role ?? ''] ?? '')
  return department === '' ? organization : `${organization}　${department}`
}

/** In time; the same department doing the same on one day is one line. */
export function groupLooks(looks: readonly Look[]): readonly LookGroup[] {
  const groups = new Map<string, LookGroup>()
  for (const look of looks.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
    const instant = new Date(look.at)
    const on = todayInJapan(instant)
    const key = [on, departmentOf(look, ''), look.action, look.name ?? ''].join('|')
    const before = groups.get(key)
    groups.set(key, {
      on,
      first: before?.first ?? timeInJapan(instant),
      times: (before?.times ?? 0) + 1,
      action: look.action,
      name: look.name,
      who: (nobody) => departmentOf(look, nobody),
    })
  }
  return [...groups.values()]
}
