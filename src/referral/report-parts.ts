import type { DataCategory } from '#consent/consent.ts'
import { calendarDate } from '#kernel/calendar-date.ts'
import { formatShort } from '#kernel/date-text.ts'
import { NOTICE_STAGES, SIGNS, SUPPLY_KINDS } from './report-form.ts'
import type { ReportContent, SnapshotPart } from './report-shapes-contract.ts'

/** A report cut into the categories that are sealed and passed apart. Empty categories are left out. */
export function partsOf(report: ReportContent): readonly SnapshotPart[] {
  const { name, reading, place, phone, callNote, signs, note, supply, arrears } = report
  const parts: SnapshotPart[] = [{ category: 'contact', ...place, phone, callNote }]
  if (name !== undefined) parts.unshift({ category: 'identity', name, reading })
  if (supply !== undefined) parts.push({ category: 'supply', ...supply })
  if (signs.length > 0 || note !== undefined) parts.push({ category: 'observation', signs, note })
  if (arrears !== undefined) parts.push({ category: 'arrears', ...arrears })
  return parts
}

/** What may pass of them, and the categories that stay at home. */
export function limitParts(
  parts: readonly SnapshotPart[],
  allowed: readonly DataCategory[],
): { readonly passing: readonly SnapshotPart[]; readonly left: readonly DataCategory[] } {
  return {
    passing: parts.filter(({ category }) => allowed.includes(category)),
    left: parts.map(({ category }) => category).filter((category) => !allowed.includes(category)),
  }
}

export type Line = { readonly label: string; readonly value: string }

/** One part as people read it, on both sides alike: what the sender previews is what the receiver sees. */
export function linesOf(part: SnapshotPart): Line[] {
  switch (part.category) {
    case 'identity':
      return lines({ お名前: part.name, ふりがな: part.reading })
    case 'contact':
      return lines({
        ご住所: part.address,
        郵便番号: part.postalCode,
        電話番号: part.phone,
        つながりやすい時間: part.callNote,
      })
    case 'supply':
      return lines({
        供給の種類: SUPPLY_KINDS[part.kind],
        会社の手続き: NOTICE_STAGES[part.stage],
        停止予定日: dayText(part.stopOn),
        停止した日: dayText(part.stoppedOn),
      })
    case 'observation':
      return lines({
        '見たこと・聞いたこと': part.signs.map((sign) => SIGNS[sign]).join('、') || undefined,
        補足: part.note,
        '119・110への電話': part.called === undefined ? undefined : CALLED[part.called],
      })
    case 'arrears':
      return lines({
        月数: part.months === undefined ? undefined : `${part.months}か月分`,
        金額: part.yen === undefined ? undefined : yenText(part.yen),
        いちばん古いお支払い期限: dayText(part.oldestDueOn),
      })
    default: {
      const never: never = part
      return never
    }
  }
}

export const CALLED = {
  '119': '119に電話した',
  '110': '110に電話した',
  both: '119と110に電話した',
  'not-yet': 'まだ電話していない',
} as const
export type Called = keyof typeof CALLED

function lines(values: Readonly<Record<string, string | undefined>>): Line[] {
  return Object.entries(values).flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]))
}

const dayText = (day: string | undefined) => (day === undefined ? undefined : formatShort(calendarDate(day)))

/** Such as `12,000円`. */
export function yenText(yen: number): string {
  return `${yen.toLocaleString('ja-JP')}円`
}
