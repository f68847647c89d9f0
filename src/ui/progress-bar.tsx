import { useId } from 'react'

type ProgressBarProps = {
  /** What goes on: 「ファイルを送っています」 */
  label: string
  /** 0 to 1; absent while nobody can say how much there is. */
  share: number | undefined
  /** How far it is, in words people use: 「5,000行のうち 1,200行」「あと約2分」 */
  detail?: string | undefined
}

/** How far something is: a bar, the same in figures, and what is left. Screen readers hear it as one control. */
export function ProgressBar({ label, share, detail }: ProgressBarProps) {
  const id = useId()
  const percent = share === undefined ? undefined : Math.max(0, Math.min(100, Math.floor(share * 100)))
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span id={id} className="font-bold">
          {label}
        </span>
        {percent !== undefined && <span className="figures">{percent}%</span>}
      </p>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={detail}
      >
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" className="h-4 w-full rounded-full">
          <rect width="100" height="4" className="fill-solid-gray-200" />
          <rect
            width={percent ?? 30}
            height="4"
            className={percent === undefined ? 'animate-pulse fill-blue-900' : 'fill-blue-900'}
          />
        </svg>
      </div>
      {detail !== undefined && <p className="text-solid-gray-700 figures">{detail}</p>}
    </div>
  )
}
