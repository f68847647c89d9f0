import type { RunView } from './desk-shapes.ts'

export type RunCounts = RunView['counts']

/** Rows that leave the way on one step, and why. */
export type Leaving = { readonly because: string; readonly people: number; readonly unit: '行' | '人' }
/** What is left after a step, and who left on it. */
export type FunnelStep = { readonly title: string; readonly left: number; readonly leaving: readonly Leaving[] }

/** From the rows of the files to the people to guide; whoever leaves on the way is counted with a reason. */
export function funnelOf(counts: RunCounts): readonly FunnelStep[] {
  const { read, matched, unmatched, suppressed, rejected, merged } = counts
  const fitting = matched + leftAlone(counts)
  const good = read - rejected
  return [
    { title: 'ファイルの行', left: read, leaving: [] },
    {
      title: '読み取れた行',
      left: good,
      leaving: [{ because: '読み取れなかった行（直せるように一覧にしました）', people: rejected, unit: '行' }],
    },
    {
      title: '条件に当てはまった方',
      left: fitting,
      leaving: [
        ...(merged === 0 ? [] : [{ because: '同じ契約にまとめた請求の行', people: merged, unit: '行' } as const]),
        { because: '協定のない地域にお住まいの方', people: unmatched.noAgreement, unit: '人' },
        { because: '条件に当てはまらない方', people: unmatched.conditionsNotMet, unit: '人' },
      ],
    },
    {
      title: 'ご案内する方',
      left: matched,
      leaving: suppressed.map(({ sentence, people }) => ({ because: sentence, people, unit: '人' })),
    },
  ]
}

/** People whom a condition fits and who are left alone all the same. */
export function leftAlone({ suppressed }: RunCounts): number {
  return suppressed.reduce((sum, { people }) => sum + people, 0)
}

/** Read = people + not matched + left alone + rejected + bills of the same contract, with its parts. */
export function sumOf(counts: RunCounts) {
  const parts = [
    { title: 'ご案内する方', people: counts.matched },
    { title: '当てはまらない方', people: counts.unmatched.noAgreement + counts.unmatched.conditionsNotMet },
    { title: 'ご案内を控える方', people: leftAlone(counts) },
    { title: '読み取れなかった行', people: counts.rejected },
    ...(counts.merged === 0 ? [] : [{ title: '同じ契約にまとめた請求の行', people: counts.merged }]),
  ] as const
  const together = parts.reduce((sum, { people }) => sum + people, 0)
  return { read: counts.read, parts, together, adds: together === counts.read }
}

/** 1234 → 1,234. */
export function figure(count: number): string {
  return count.toLocaleString('ja-JP')
}
