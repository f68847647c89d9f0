import { todayInJapan } from '#kernel/calendar-date.ts'
import { dayText, momentText } from '#ui/day-text.ts'
import type { OwnItem, OwnSitting } from '../member-contract.ts'
import { ITEM_TOPICS } from '../support-conference.ts'

export type OwnPack = OwnItem['packs'][number]

export const PACK_KINDS = {
  material: '案件の資料',
  decision: '方針と役割',
  action: '自分の宿題',
} as const satisfies Record<OwnPack['kind'], string>

/** The address of a pack; the address opens nothing, the button there does. */
export function packPath(id: string): `/${string}` {
  return `/conference/packs/${id}`
}

/** Where a company chooses which of its reports it brings to an item. */
export function bringPath(item: string): `/${string}` {
  return `/conference/items/${item}/bring`
}

export function ownItemTitle({ title, topic, kind }: Pick<OwnItem, 'title' | 'topic' | 'kind'>): string {
  return kind === 'region' && title !== undefined ? title : ITEM_TOPICS[topic]
}

const isMidnight = (instant: string) => (new Date(instant).getTime() + 9 * 3_600_000) % 86_400_000 === 0

/** 「11月25日(水)」 for the beginning of a day in Japan, else the day and the minute. */
export function fromText(instant: string): string {
  return isMidnight(instant) ? dayText(todayInJapan(new Date(instant))) : momentText(instant)
}

/** The last day (inclusive) before an exclusive end; an end within a day keeps its minute. */
export function untilText(instant: string): string {
  return isMidnight(instant) ? dayText(todayInJapan(new Date(new Date(instant).getTime() - 1))) : momentText(instant)
}

/** When a pack opens and closes, in words: 「資料は11月25日(水)から開けます」. */
export function windowText({ state, opensAt, closesAt }: Pick<OwnPack, 'state' | 'opensAt' | 'closesAt'>): string {
  switch (state) {
    case 'waiting':
      return `資料は${fromText(opensAt)}から開けます。${untilText(closesAt)}を過ぎると閉じます。`
    case 'open':
      return `${untilText(closesAt)}まで開けます。そのあと自動で閉じます。`
    case 'closed':
      return 'この資料は、もう閉じました。'
    default: {
      const never: never = state
      return never
    }
  }
}

/** Days left until a due day in words; a past day is said without blame. */
export function daysLeftText(days: number): string {
  if (days === 0) return '今日まで'
  return days > 0 ? `あと${days}日` : `期限から${-days}日`
}

/** Sittings still to come or under way, the nearest first, and those that ended, the newest first. */
export function inOrder(sittings: readonly OwnSitting[]): {
  readonly ahead: readonly OwnSitting[]
  readonly past: readonly OwnSitting[]
} {
  const ended = ({ state }: OwnSitting) => state === 'closed' || state === 'settled'
  return {
    ahead: sittings.filter((one) => !ended(one)),
    past: sittings.filter(ended).toReversed(),
  }
}

/** The pack an address names, among those the speaker was called to. */
export function findOwnPack(sittings: readonly OwnSitting[], id: string) {
  for (const sitting of sittings)
    for (const item of sitting.items) {
      const pack = item.packs.find((one) => one.id === id)
      if (pack !== undefined) return { sitting, item, pack } as const
    }
  return undefined
}
