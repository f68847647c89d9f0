import { z } from 'zod'
import { auditTopics } from './audit-words.ts'

export const auditQuery = z.strictObject({
  /** Lines older than this one; absent: the newest. */
  before: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, '行の番号は数字で指定します。')
    .optional(),
  topic: z.enum(auditTopics).optional(),
})
export type AuditQuery = z.infer<typeof auditQuery>

export const auditLine = z.object({
  sequence: z.string(),
  at: z.string(),
  action: z.string(),
  /** The deed in Japanese. */
  text: z.string(),
  /** Name of the one who did it; people of companies only as such, the person at their own page without a name. */
  actor: z.string(),
  /** The same code for the same person of the record, nothing more. */
  subject: z.string().optional(),
  /** How many, where the deed tells it. */
  count: z.int().optional(),
})
export type AuditLine = z.infer<typeof auditLine>

/** The newest head that was signed outside the database. `agrees`: the log still holds that very line. */
export const auditCheckpoint = z.object({ at: z.string(), sequence: z.string(), agrees: z.boolean() })

/** Newest first. Reading it is itself a line of it. */
export const readAudit = {
  method: 'GET',
  path: '/api/audit',
  summary: '市区町村の操作の記録です（監査の担当だけ）。見たことも記録されます。',
  query: auditQuery,
  response: z.object({
    lines: z.array(auditLine),
    /** Give it as `before` for the next page; absent: there are no older lines. */
    next: z.string().optional(),
    /** How many lines the chain has. */
    length: z.string(),
    /** Absent until the first one was signed. */
    checkpoint: auditCheckpoint.optional(),
  }),
} as const
