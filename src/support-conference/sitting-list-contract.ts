import { z } from 'zod'
import { sittingKinds, sittingStates } from './support-conference.ts'

/** The list of sittings: light, since homes show the week's. */

export const sittingRow = z.object({
  id: z.uuid(),
  bodyId: z.uuid(),
  body: z.string(),
  kind: z.enum(sittingKinds),
  state: z.enum(sittingStates),
  startsAt: z.string(),
  place: z.string(),
  items: z.int(),
  called: z.int(),
  /** Paper copies that are neither counted back nor known to be lost. */
  copiesOut: z.int(),
  /** People here, or due to be here, whose acknowledgement is missing. */
  unsigned: z.int(),
  actionsOpen: z.int(),
})
export type SittingRow = z.infer<typeof sittingRow>

export const listSittings = {
  method: 'GET',
  path: '/api/conference-sittings',
  summary: '支援会議の予定と、後片付けの残っている会議です。',
  query: z.strictObject({ show: z.enum(['coming', 'past']).default('coming') }),
  response: z.object({ sittings: z.array(sittingRow), allowed: z.array(z.enum(['plan'])) }),
} as const
