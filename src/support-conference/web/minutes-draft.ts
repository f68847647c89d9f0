import { z } from 'zod'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import type { FieldProblem } from '#ui/form.tsx'
import { type Minutes, minutes } from '../pack-contract.ts'
import { actionKinds } from '../support-conference.ts'

/** Both parts as typed; the answer has no more than these. */
export const minutesDraft = z.object({
  direction: z.string(),
  roles: z.record(z.string(), z.string()),
  actions: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(actionKinds),
      ownerMemberId: z.string(),
      dueOn: z.string(),
      what: z.string(),
    }),
  ),
  record: z.string(),
})
export type MinutesDraft = z.infer<typeof minutesDraft>
export type ActionDraft = MinutesDraft['actions'][number]

export function draftOf(written: Minutes | undefined): MinutesDraft {
  return {
    direction: written?.direction ?? '',
    roles: Object.fromEntries((written?.roles ?? []).map(({ memberId, role }) => [memberId, role])),
    actions: written?.actions ?? [],
    record: written?.record ?? '',
  }
}

/** An action to be filled in: a week ahead; whose it is, is chosen. */
export function newAction(id: string, now: Date): ActionDraft {
  return { id, kind: 'visit', ownerMemberId: '', dueOn: addDays(todayInJapan(now), 7), what: '' }
}

/** What the form says on the wire, or what is missing in it. Roles without words are left out. */
export function minutesOf({
  direction,
  roles,
  actions,
  record,
}: MinutesDraft): { minutes: Minutes } | { problems: readonly FieldProblem[] } {
  const read = minutes.safeParse({
    direction,
    roles: Object.entries(roles).flatMap(([memberId, role]) => (role.trim() === '' ? [] : [{ memberId, role }])),
    actions,
    record,
  })
  if (read.success) return { minutes: read.data }
  return {
    problems: read.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message: path.at(-1) === 'ownerMemberId' ? 'だれの宿題かを選んでください。' : message,
    })),
  }
}
