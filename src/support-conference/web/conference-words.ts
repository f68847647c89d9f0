import { daysBetween, isCalendarDate, timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import type { ChipTone } from '#ui/chip-label.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import type { IconName } from '#ui/icon.tsx'
import type { SittingItem, SittingRow, SittingView } from '../sitting-contract.ts'
import { ITEM_KINDS, ITEM_TOPICS, SITTING_KINDS, type SittingState } from '../support-conference.ts'

/** The address of a sitting, and of a part of it. */
export function sittingPath(id: string, part?: 'room' | 'edit'): `/${string}` {
  return part === undefined ? `/conference/sittings/${id}` : `/conference/sittings/${id}/${part}`
}

export function itemPath(sitting: string, item: string, part?: 'minutes' | undefined): `/${string}` {
  return `${sittingPath(sitting)}/items/${item}${part === undefined ? '' : `/${part}`}`
}

/** 「11月25日(水) 14:00 定例の支援会議」 */
export function sittingTitle({ startsAt, kind }: Pick<SittingRow, 'startsAt' | 'kind'>): string {
  return `${momentText(startsAt)} ${SITTING_KINDS[kind]}の支援会議`
}

/** 「案件2 電気・ガス・水道が止まりそう」, for a regional issue its own title. */
export function itemTitle({ title, topic, kind }: Pick<SittingItem, 'title' | 'topic' | 'kind'>): string {
  return kind === 'region' && title !== undefined ? title : ITEM_TOPICS[topic]
}

/** What stands beside an item's title: what it is, and the neutral number of its case. */
export function itemNote({ kind, caseNumber }: Pick<SittingItem, 'kind' | 'caseNumber'>): string {
  return caseNumber === undefined ? ITEM_KINDS[kind] : `${ITEM_KINDS[kind]} ${caseNumber}`
}

type Look = { readonly tone: ChipTone; readonly icon: IconName }

export const STATE_LOOKS = {
  planned: { tone: 'neutral', icon: 'edit' },
  called: { tone: 'blue', icon: 'send' },
  open: { tone: 'green', icon: 'people' },
  closed: { tone: 'yellow', icon: 'clock' },
  settled: { tone: 'neutral', icon: 'check' },
  cancelled: { tone: 'neutral', icon: 'close' },
} as const satisfies Record<SittingState, Look>

/** Days until a due day in words; past days are said without blame. */
export function dueWords(dueOn: string): string {
  const today = todayInJapan(new Date())
  if (!isCalendarDate(dueOn)) return dueOn
  const days = daysBetween(today, dueOn)
  if (days === 0) return '今日まで'
  return days > 0 ? `あと${days}日` : `期限から${-days}日`
}

/** What an ended sitting still waits for, in figures. */
export function leftWords({ copiesOut, unsigned: people, actionsOpen }: SittingRow): string {
  const words = [
    copiesOut > 0 ? `数えていない紙 ${copiesOut}部` : '',
    people > 0 ? `守秘の確認 ${people}名` : '',
    actionsOpen > 0 ? `宿題 ${actionsOpen}件` : '',
  ].filter((word) => word !== '')
  return words.length === 0 ? '記録を確かめて、完了にできます' : words.join('・')
}

export type Open = { readonly key: string; readonly text: string; readonly href: string }

/** What an ended sitting still waits for, each with the place where it is done. */
export function listLeftOpen(view: SittingView): readonly Open[] {
  const { id, agenda, proof } = view
  const unwritten = agenda.filter(({ kind, hasMinutes }) => kind === 'case' && !hasMinutes)
  const untold = agenda.filter(
    ({ hasMinutes, decisionSharedAt, caseId }) => hasMinutes && decisionSharedAt === undefined && caseId !== undefined,
  )
  const unsigned = view.attendance.filter(({ signed }) => !signed)
  return [
    ...unwritten.map((item) => ({
      key: `minutes ${item.id}`,
      text: `${itemTitle(item)}：${item.caseId === undefined ? 'ケースの担当の方が、方針と記録を書く' : '方針と記録を書く'}`,
      href: itemPath(id, item.id, item.caseId === undefined ? undefined : 'minutes'),
    })),
    ...untold.map((item) => ({
      key: `tell ${item.id}`,
      text: `${itemTitle(item)}：招いた方に方針を伝える`,
      href: itemPath(id, item.id, 'minutes'),
    })),
    ...(unsigned.length === 0
      ? []
      : [
          {
            key: 'unsigned',
            text: `守秘の確認がまだの方：${unsigned.map(({ name }) => name).join('、')}`,
            href: '#attendance',
          },
        ]),
    ...(proof.copiesOut === 0
      ? []
      : [{ key: 'copies', text: `まだ数えていない紙の写し：${proof.copiesOut}部`, href: '#copies' }]),
    ...(proof.packsOpen === 0
      ? []
      : [
          {
            key: 'packs',
            text: `まだ開いている資料：${proof.packsOpen}件（期間が過ぎると自動で閉じます）`,
            href: '#proof',
          },
        ]),
  ]
}

/** A pack opens and closes at whole days, an emergency's in between: 「11月21日(土) から 12月1日(火) の終わりまで」. */
export function windowText(opensAt: string, closesAt: string): string {
  const whole = (instant: string) => timeInJapan(new Date(instant)) === '00:00'
  const from = whole(opensAt) ? dayText(todayInJapan(new Date(opensAt))) : momentText(opensAt)
  const last = new Date(Date.parse(closesAt) - 1)
  return `${from} から ${whole(closesAt) ? `${dayText(todayInJapan(last))} の終わり` : momentText(closesAt)}まで`
}
