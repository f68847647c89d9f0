import type { z } from 'zod'
import type { Result } from '#kernel/result.ts'
import type { SessionTx, Staff } from '#platform/database/session.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Platform } from '#platform/platform.ts'
import { type ConferenceAction, mayInConference } from './support-conference-access.ts'

/** Who asks, in which transaction, with which clock and keys. */
export type Desk = { readonly tx: SessionTx; readonly staff: Staff; readonly platform: Platform }
export type Answer<Shape extends z.ZodType> = Promise<Result<z.input<Shape>>>

/** One answer for everything that is not the speaker's: there is nothing here. */
export const missing = { ok: false, refusal: notFound } as const

/** Whether the speaker's roles carry the action in a municipality of theirs. */
export function may({ staff }: Pick<Desk, 'staff'>, action: ConferenceAction): boolean {
  return staff.plane === 'welfare' && staff.tenant !== null && mayInConference(staff.roles, action)
}
