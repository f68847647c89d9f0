import type { ReactNode } from 'react'

export type BarRow = {
  readonly key: string
  /** What is counted in this row: a month, a place. */
  readonly label: string
  /** One bar, or two of which the first is the one compared with; none where the number is not told. */
  readonly bars: readonly number[]
  /** The same in words: bars are hidden from screen readers. */
  readonly said: ReactNode
}

type BarRowsProps = {
  rows: readonly BarRow[]
  /** The number at the right end; the same for pictures that stand below each other. */
  most: number
  /** A line across all rows; null draws none. */
  line: number | null
}

/** Lying bars on one scale, each with its label and its words, and a line through all of them. */
export function BarRows({ rows, most, line }: BarRowsProps) {
  return (
    <ul className="flex flex-col">
      {rows.map(({ key, label, bars, said }) => (
        <li
          key={key}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 md:grid-cols-[11.5rem_minmax(0,1fr)_14rem] md:items-center"
        >
          <span className="pt-2 md:pt-0">{label}</span>
          <span className="pt-2 md:order-last md:pt-0">{said}</span>
          <div className="col-span-2 md:col-span-1">
            <Bars bars={bars} most={most} line={line} />
          </div>
        </li>
      ))}
    </ul>
  )
}

/** The line stands at the same place in every row, so that it runs through. */
function Bars({ bars, most, line }: { bars: readonly number[] } & Omit<BarRowsProps, 'rows'>) {
  const at = (count: number) => (Math.min(count, most) / Math.max(1, most)) * 100
  const [first, second] = bars
  return (
    <svg viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true" className="h-10 w-full md:h-12">
      <rect y="4" width="100" height="20" className="fill-solid-gray-50" />
      {second !== undefined && <rect y="4" width={at(first ?? 0)} height="9" className="fill-solid-gray-536" />}
      <rect
        y={second === undefined ? 4 : 14}
        width={at(second ?? first ?? 0)}
        height={second === undefined ? 20 : 10}
        className="fill-blue-900"
      />
      {line !== null && (
        <line
          x1={at(line)}
          x2={at(line)}
          y1="0"
          y2="28"
          strokeWidth="3"
          vectorEffect="non-scaling-stroke"
          className="stroke-orange-900"
        />
      )}
    </svg>
  )
}

type KeyProps = { of: 'first' | 'last' | 'line'; children: ReactNode }

const keys = { first: 'fill-solid-gray-536', last: 'fill-blue-900', line: 'fill-orange-900' } as const

/** What a colour of the bars stands for; goes into a list. */
export function BarKey({ of, children }: KeyProps) {
  const isLine = of === 'line'
  return (
    <li className="flex items-start gap-2">
      <svg viewBox="0 0 16 16" aria-hidden="true" className="mt-1.5 size-4 shrink-0">
        <rect x={isLine ? 6.5 : 0} width={isLine ? 3 : 16} height="16" className={keys[of]} />
      </svg>
      <span>{children}</span>
    </li>
  )
}
