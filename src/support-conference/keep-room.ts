import type { z } from 'zod'
import { refuse } from '#kernel/result.ts'
import { findWhoItIs } from '#referral/index.ts'
import type { Answer, Desk } from './conference-desk.ts'
import { changeRoom } from './keep-sitting.ts'
import type { countCopy } from './pack-contract.ts'
import type {
  addIssue,
  addItem,
  callToItem,
  changeItem,
  endAction,
  markAttendance,
  moveAction,
  sittingView,
  timeItem,
} from './sitting-contract.ts'

type View = Answer<typeof sittingView>

const aboutSomebody = refuse(
  'names-somebody',
  '地域の課題には、個人のことは書きません。お名前・番地・電話番号のように見えるところを消すと保存できます。',
)

/** Puts an item on the agenda. Only a regional issue has a title in words, and nobody is named in it. */
export async function putItem(desk: Desk, sittingId: string, given: z.output<typeof addItem.body>): View {
  const { kind, title, caseId } = given
  if (kind === 'case' && caseId === undefined) return refuse('case-missing', 'どのケースかを選んでください。')
  if (kind === 'region') {
    if (!title?.trim()) return refuse('title-missing', '地域の課題の名前を入れてください。')
    if (findWhoItIs(title).length > 0) return aboutSomebody
  }
  const of = kind === 'region' ? { title } : kind === 'case' ? { caseId } : {}
  const { topic, minutesPlanned, position } = given
  return changeRoom(desk, 'add_item', { id: given.id, sittingId, kind, topic, minutesPlanned, position, ...of })
}

export async function changeItemOf(desk: Desk, id: string, given: z.output<typeof changeItem.body>): View {
  return changeRoom(desk, 'change_item', { id, ...given })
}

export async function callTo(desk: Desk, id: string, given: z.output<typeof callToItem.body>): View {
  return changeRoom(desk, 'call_to_item', { id, ...given })
}

export async function attend(desk: Desk, id: string, given: z.output<typeof markAttendance.body>): View {
  return changeRoom(desk, 'mark_attendance', { id, ...given })
}

export async function time(desk: Desk, id: string, given: z.output<typeof timeItem.body>): View {
  return changeRoom(desk, 'time_item', { id, ...given })
}

export async function raiseIssue(desk: Desk, sittingId: string, given: z.output<typeof addIssue.body>): View {
  if (findWhoItIs(given.text).length > 0) return aboutSomebody
  return changeRoom(desk, 'add_issue', { sittingId, ...given })
}

export async function endActionOf(desk: Desk, id: string, given: z.output<typeof endAction.body>): View {
  return changeRoom(desk, 'end_action', { id, ...given })
}

export async function moveActionOf(desk: Desk, id: string, given: z.output<typeof moveAction.body>): View {
  return changeRoom(desk, 'move_action', { id, ...given })
}

export async function count(desk: Desk, id: string, given: z.output<typeof countCopy.body>): View {
  return changeRoom(desk, 'count_copy', { id, ...given })
}
