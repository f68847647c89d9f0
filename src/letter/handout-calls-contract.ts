import { z } from 'zod'
import { LETTER_STAGES } from './letter.ts'
import { handoutChannels } from './stock/handout-contract.ts'

/** A count, or null when it is under ten or would give away one that is. */
const told = z.int().nullable()

export const handoutCalls = z.object({
  fiscalYear: z.int(),
  total: told,
  byStage: z.record(z.enum(LETTER_STAGES), told),
  byChannel: z.record(z.enum(handoutChannels), told),
})
export type HandoutCalls = z.infer<typeof handoutCalls>

/** For the municipality's officer and the yearly meeting: calls that an agency took into a case, by what had been handed out. */
export const readHandoutCalls = {
  method: 'GET',
  path: '/api/figures/handouts',
  summary: '案内から相談につながった件数です（年度ごと）。10未満の数は出しません。',
  query: z.object({
    year: z.coerce.number().int().min(2020, '年度は2020からです。').max(2100, '年度は2100までです。'),
  }),
  response: handoutCalls,
} as const
