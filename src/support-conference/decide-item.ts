import { z } from 'zod'
import { calendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { formatShort } from '#kernel/date-text.ts'
import { ok, refuse } from '#kernel/result.ts'
import { recordAudit } from '#platform/database/session.ts'
import { appendEntry } from '#support-case/index.ts'
import { type Answer, type Desk, may, missing } from './conference-desk.ts'
import { askDatabase } from './conference-store.ts'
import { decideWords, packOf, sendPacks } from './hand-out-packs.ts'
import { loadItem, type OpenedItem, sealPaper } from './item-papers.ts'
import { getSittingView } from './keep-sitting.ts'
import type { getMinutes, Minutes, MinutesView, shareDecision, writeMinutes } from './pack-contract.ts'
import type { ItemPapers } from './pack-records.ts'
import type { PackLine } from './seal-pack.ts'
import { ACTION_KINDS, listSittingCommands } from './support-conference.ts'

/** Both parts of the minutes, for those who may open the case. */
export async function getItemMinutes(desk: Desk, item: string): Answer<typeof getMinutes.response> {
  if (!may(desk, 'keep-items')) return missing
  const loaded = await loadItem(desk, item)
  if (!loaded.ok) return loaded
  const { subject_id: subjectId } = loaded.value.opened.record
  await recordAudit(desk.tx, {
    action: 'conference-paper.read',
    subjectId,
    objectId: item,
    detail: { kind: 'minutes' },
  })
  return ok(present(loaded.value))
}

function present({ papers, minutes }: OpenedItem): MinutesView {
  const open = listSittingCommands(papers.state).includes('decide') && papers.sharedAt === undefined
  return {
    itemId: papers.itemId,
    version: papers.version,
    caseId: papers.caseId,
    minutes,
    members: papers.called.map(({ memberId, name, organization }) => ({ memberId, name, organization })),
    sharedAt: papers.sharedAt,
    allowed: open ? (minutes === undefined ? ['decide'] : ['decide', 'share-decision']) : [],
  }
}

/** Direction, roles and actions of an item, and the record that stays in the case. */
export async function keepMinutes(
  desk: Desk,
  item: string,
  { version, minutes }: z.output<typeof writeMinutes.body>,
): Answer<typeof writeMinutes.response> {
  if (!may(desk, 'keep-items')) return missing
  const loaded = await loadItem(desk, item)
  if (!loaded.ok) return loaded
  const words = [
    minutes.direction,
    ...minutes.roles.map(({ role }) => role),
    ...minutes.actions.map(({ what }) => what),
  ]
  const safe = decideWords(loaded.value, words)
  if (!safe.ok) return safe
  const today = todayInJapan(desk.platform.now())
  if (minutes.actions.some(({ dueOn }) => dueOn < today))
    return refuse('due-in-the-past', '宿題の期限が過ぎた日になっています。きょう以降の日にしてください。')
  const known = new Set(loaded.value.papers.called.map(({ memberId }) => memberId))
  if (minutes.roles.some(({ memberId }) => !known.has(memberId)))
    return refuse(
      'owner-not-called',
      'この案件に呼ばれていない方には、役割を決められません。先に呼ぶ方に加えてください。',
    )
  const document = {
    itemId: item,
    version,
    kind: 'minutes',
    sealed: sealPaper(loaded.value, 'minutes', minutes),
    actions: minutes.actions.map(({ what: _what, ...codes }) => codes),
  }
  await askDatabase(desk.tx, 'write_paper', { document, shape: z.literal(true) })
  return getItemMinutes(desk, item)
}

type Reader = ItemPapers['called'][number]

/** The shareable part: what everybody who was called may be told. */
export function decisionLines({ direction, roles }: Minutes, called: readonly Reader[]): readonly PackLine[] {
  return [
    { field: 'direction', label: '支援の方針', value: direction },
    ...roles.map(({ memberId, role }) => ({ field: 'role' as const, label: nameOf(called, memberId), value: role })),
  ]
}

function actionLine({ kind, what, dueOn }: Minutes['actions'][number]): PackLine {
  return {
    field: 'action',
    label: `宿題（${ACTION_KINDS[kind]}・${formatShort(calendarDate(dueOn))}まで）`,
    value: what,
  }
}

const nameOf = (called: readonly Reader[], memberId: string) => {
  const found = called.find((one) => one.memberId === memberId)
  return found === undefined ? '' : `${found.organization} ${found.name}`
}

/** Tells those who were called, gives each owner the words of the action, and writes the record into the case. */
export async function tellDecision(
  desk: Desk,
  item: string,
  { version }: z.output<typeof shareDecision.body>,
): Answer<typeof shareDecision.response> {
  if (!may(desk, 'keep-items')) return missing
  const loaded = await loadItem(desk, item)
  if (!loaded.ok) return loaded
  const { papers, minutes } = loaded.value
  if (minutes === undefined) return refuse('paper-missing', 'まだ方針が書かれていません。')
  if (papers.sharedAt !== undefined) return refuse('decision-was-shared', 'この案件の方針は、もう伝えてあります。')
  const decision = papers.called.map((reader) => packOf(desk, reader, decisionLines(minutes, papers.called)))
  const actions = minutes.actions.flatMap((action) => {
    const owner = papers.called.find(({ memberId }) => memberId === action.ownerMemberId)
    return owner === undefined ? [] : [{ ...packOf(desk, owner, [actionLine(action)]), actionId: action.id }]
  })
  await sendPacks(desk, { itemId: item, version, kind: 'decision', packs: [...decision, ...actions] })
  await writeIntoCase(desk, loaded.value, minutes)
  return getSittingView(desk, papers.sittingId)
}

async function writeIntoCase(desk: Desk, { papers, opened }: OpenedItem, minutes: Minutes): Promise<void> {
  const lines = [
    ...decisionLines(minutes, papers.called).map(({ label, value }) => ({ label, value })),
    ...minutes.actions.map((action) => {
      const { label, value } = actionLine(action)
      return { label: `${label} ${nameOf(papers.called, action.ownerMemberId)}`, value }
    }),
    ...(minutes.record ? [{ label: '話し合いの記録', value: minutes.record }] : []),
  ]
  const on = todayInJapan(new Date(papers.startsAt))
  const content = { kind: 'meeting' as const, meeting: 'support-conference' as const, on, itemId: papers.itemId, lines }
  await appendEntry(desk, opened, { id: desk.platform.newId(), at: desk.platform.now(), content })
}
