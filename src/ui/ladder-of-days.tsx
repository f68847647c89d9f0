import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

export type Rung<Row> = {
  readonly key: string
  /** 今日 / 3日以内 / 今週 / 停止日未定 */
  readonly title: string
  /** What the rung means, in a few words. */
  readonly note?: string | undefined
  /** How near: `now` is red (the supply stops today), `soon` orange. */
  readonly tone?: 'now' | 'soon' | 'later' | undefined
  readonly rows: readonly Row[]
}

type LadderProps<Row> = {
  rungs: readonly Rung<Row>[]
  rowKey: (row: Row) => string
  renderRow: (row: Row) => ReactNode
  /** The word for one row: 件 by default. */
  counter?: string | undefined
  /** The sentence in a rung without rows. */
  emptyRung?: string | undefined
}

const bands = { now: 'border-red-1000', soon: 'border-orange-900', later: 'border-blue-900' } as const

/** Rows under headings of nearness, nearest first. Each rung says how many it holds, also when none. */
export function LadderOfDays<Row>({
  rungs,
  rowKey,
  renderRow,
  counter = '件',
  emptyRung = 'ありません',
}: LadderProps<Row>) {
  const base = useId()
  return (
    <div className="flex flex-col gap-6">
      {rungs.map((rung) => (
        <section
          key={rung.key}
          aria-labelledby={`${base}-${rung.key}`}
          className={cx('border-l-8 pl-3 md:pl-5', bands[rung.tone ?? 'later'])}
        >
          <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
            <h2 id={`${base}-${rung.key}`} className="text-std-20B-150 text-solid-gray-900">
              {rung.title}
              <span className="ml-3 text-[1rem] figures">
                {rung.rows.length}
                {counter}
              </span>
            </h2>
            {rung.note !== undefined && <p className="text-solid-gray-700">{rung.note}</p>}
          </div>
          {rung.rows.length === 0 ? (
            <p className="py-2 text-solid-gray-700">{emptyRung}</p>
          ) : (
            <ul className="flex flex-col">
              {rung.rows.map((row) => (
                <li key={rowKey(row)} className="border-t-1 border-solid-gray-420 last:border-b-1">
                  {renderRow(row)}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  )
}
