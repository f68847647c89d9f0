import { z } from 'zod'
import { addDays, type CalendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { surnameForms } from '#kernel/surname.ts'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import type { Task } from '#platform/jobs/start-jobs.ts'
import type { Platform } from '#platform/platform.ts'
import {
  keepUnusual,
  listDeeds,
  listHabits,
  listLooksBetween,
  listTenants,
  remindOfLooks,
} from './access-review-store.ts'
import { DEFAULT_LOOK_RULES, type LookRules, listUnusual, weekToList } from './unusual-looks.ts'

const minutes = z.int().min(0).max(1440)
const settings = z.object({
  looks: z.object({ opensAt: minutes, closesAt: minutes, burstFactor: z.int().min(2).max(10) }).partial(),
})

/** What a municipality has set (app.tenants.settings, `looks`); the rest stands as in DEFAULT_LOOK_RULES. */
export function lookRulesOf(stored: unknown): LookRules {
  const read = settings.safeParse(stored)
  if (!read.success) return DEFAULT_LOOK_RULES
  const { opensAt, closesAt, burstFactor } = read.data.looks
  return {
    ...DEFAULT_LOOK_RULES,
    opensAt: opensAt ?? DEFAULT_LOOK_RULES.opensAt,
    closesAt: closesAt ?? DEFAULT_LOOK_RULES.closesAt,
    burstFactor: burstFactor ?? DEFAULT_LOOK_RULES.burstFactor,
  }
}

/** Once a week for each municipality; called again it adds nothing. */
export const listUnusualLooksOfWeek: Task = async (_payload, platform) => {
  const weekOn = weekToList(todayInJapan(platform.now()))
  for (const tenant of await listTenants(platform.databases.worker)) {
    await listOfTenant(platform, { tenantId: tenant.id, weekOn, rules: lookRulesOf(tenant.settings) })
  }
}

const midnightInJapan = (day: CalendarDate) => new Date(`${day}T00:00:00+09:00`)

async function listOfTenant(
  { databases, keys, newId }: Platform,
  { tenantId, weekOn, rules }: { tenantId: string; weekOn: CalendarDate; rules: LookRules },
): Promise<void> {
  const db = databases.worker
  const [from, until] = [midnightInJapan(weekOn), midnightInJapan(addDays(weekOn, 7))]
  const week = { tenantId, from, until }
  const looks = await listLooksBetween(db, week)
  const lines = listUnusual(
    {
      looks,
      days: await listHabits(db, week),
      habits: await listHabits(db, { tenantId, from: midnightInJapan(addDays(weekOn, -56)), until: from }),
      deeds: await listDeeds(db, week),
      ownTraits: ownTraits(keys, tenantId, looks),
    },
    rules,
  )
  if (lines.length > 0)
    await keepUnusual(
      db,
      { tenantId, weekOn },
      lines.map((line) => ({ ...line, id: newId() })),
    )
}

/** Staff register nothing about themselves: their surname as colleagues see it, hashed like that of a household. */
function ownTraits(keys: KeyRing, tenantId: string, looks: readonly { viewerId: string; viewerName: string }[]) {
  const index = (form: string) => Buffer.from(keys.blindIndex(tenantId, 'trait-surname', form)).toString('hex')
  return new Map(
    looks.map(({ viewerId, viewerName }) => [
      viewerId,
      surnameForms(viewerName).map((form) => `surname ${index(form)}`),
    ]),
  )
}

/** Every morning: looks past their day are told again to whoever may judge them. */
export const remindOfUnjudgedLooks: Task = async (_payload, { databases, now }) => {
  await remindOfLooks(databases.worker, todayInJapan(now()))
}
