import type { Month } from './ledger-words.ts'

/** A fiscal year of hand-outs, a bar a month; the words beside each bar say the same. */
export function YearPicture({ months }: { months: readonly Month[] }) {
  const most = Math.max(1, ...months.map(({ handed }) => handed))
  return (
    <ol className="flex flex-col gap-2 md:gap-1">
      {months.map((month) => (
        <li key={month.month}>
          <MonthBar {...month} most={most} />
        </li>
      ))}
    </ol>
  )
}

function MonthBar({ month, handed, led, most }: Month & { most: number }) {
  const said = handed === 0 ? 'なし' : `お渡し${handed.toLocaleString('ja-JP')}、連絡${led.toLocaleString('ja-JP')}`
  return (
    <div className="grid grid-cols-[3rem_1fr] items-center gap-x-3 md:grid-cols-[3rem_1fr_14rem]">
      <span className="figures text-right font-bold">{Number(month.slice(5))}月</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="h-4 w-full" aria-hidden="true">
        <rect width="100" height="6" className="fill-solid-gray-50" />
        <rect width={(handed / most) * 100} height="6" className="fill-blue-300" />
        <rect width={(led / most) * 100} height="6" className="fill-blue-900" />
      </svg>
      <span className="figures col-start-2 md:col-start-3">{said}</span>
    </div>
  )
}
