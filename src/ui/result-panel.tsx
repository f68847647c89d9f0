import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Icon } from './icon.tsx'

type ResultPanelProps = {
  /** What happened: 「さくら相談センターに送りました」 */
  title: string
  /** A number to keep: 受付番号 and whom to ring. */
  receipt?: { label: string; number: string; note?: ReactNode } | undefined
  /** Who was told. */
  told: readonly string[]
  /** What happens next and by when. */
  next: ReactNode
  /** How to undo or correct it. */
  undo?: ReactNode
  actions?: ReactNode
}

/** What every screen shows after something was done. Takes the focus, so that it is read out. */
export function ResultPanel({ title, receipt, told, next, undo, actions }: ResultPanelProps) {
  const heading = useId()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby={heading}
      className="rounded-12 border-3 border-success-2 bg-white p-4 md:p-6"
    >
      <h2 id={heading} className="flex items-start gap-2 text-std-20B-150 text-green-1000 md:text-std-22B-150">
        <Icon name="check" className="mt-1" />
        {title}
      </h2>
      {receipt !== undefined && (
        <div className="mt-4 rounded-8 bg-green-50 p-4">
          <p className="text-[0.875rem]">{receipt.label}</p>
          <p className="text-std-24B-150 figures">{receipt.number}</p>
          {receipt.note !== undefined && <div>{receipt.note}</div>}
        </div>
      )}
      <dl className="mt-4 flex flex-col gap-3">
        <div>
          <dt className="font-bold">知らせた相手</dt>
          <dd>{told.length === 0 ? 'だれにも知らせていません' : told.join('、')}</dd>
        </div>
        <div>
          <dt className="font-bold">このあと</dt>
          <dd className="max-w-line">{next}</dd>
        </div>
        {undo !== undefined && (
          <div>
            <dt className="font-bold">取り消す・直すには</dt>
            <dd className="max-w-line">{undo}</dd>
          </div>
        )}
      </dl>
      {actions !== undefined && <div className="mt-5 flex flex-col gap-3 sm:flex-row sm:flex-wrap">{actions}</div>}
    </section>
  )
}
