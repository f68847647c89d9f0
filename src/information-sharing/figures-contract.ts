import { z } from 'zod'

/** A count, or null when it is under ten or would give away one that is. */
const told = z.int().nullable()

export const monthFigures = z.object({
  /** YYYY-MM-DD in Japan. */
  firstDay: z.string(),
  total: told,
  byKind: z.object({ arrears: told, signs: told, danger: told }),
  byState: z.object({ waiting: told, working: told, concluded: told, elsewhere: told }),
})
export type MonthFigures = z.infer<typeof monthFigures>

/** For the municipality's officer: counts of the month, never rows. */
export const readMonthFigures = {
  method: 'GET',
  path: '/api/figures/month',
  summary: '今月届いた連絡の数です。10未満の数は出しません。',
  response: monthFigures,
} as const
