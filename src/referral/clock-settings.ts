import { z } from 'zod'
import { type ClockSettings, DEFAULT_CLOCKS } from './clocks.ts'

const clock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hours'), hours: z.number().min(0).max(2000) }),
  z.object({ kind: z.literal('business-days'), days: z.int().min(0).max(200) }),
])
const monthDay = z.string().regex(/^\d{2}-\d{2}$/)
const settings = z.object({
  clocks: z
    .object({
      immediate: clock,
      'within-24-hours': clock,
      'within-3-days': clock,
      'within-4-weeks': clock,
    })
    .partial()
    .catch({}),
  seasons: z.array(z.object({ name: z.string(), from: monthDay, until: monthDay })).catch([...DEFAULT_CLOCKS.seasons]),
  closesAt: z.int().min(0).max(1440).catch(DEFAULT_CLOCKS.closesAt),
  readWithin: clock.catch(DEFAULT_CLOCKS.readWithin),
})

/** What a municipality has set (app.tenants.settings); what is absent or unreadable stands as in DEFAULT_CLOCKS. */
export function clockSettingsOf(stored: unknown): ClockSettings {
  const read = settings.safeParse(typeof stored === 'object' && stored !== null ? stored : {})
  if (!read.success) return DEFAULT_CLOCKS
  const given = Object.fromEntries(Object.entries(read.data.clocks).filter(([, value]) => value !== undefined))
  return { ...read.data, clocks: { ...DEFAULT_CLOCKS.clocks, ...given } }
}
