import { useState } from 'react'

type SliderFieldProps = {
  label: string
  /** What the number is measured in, after the box: 円, か月, 日. */
  unit: string
  value: number
  from: number
  to: number
  /** One press of an arrow key. */
  step: number
  /** How the number bounds: 以上, 未満. */
  suffix?: string | undefined
  /** Where it stood before, as a mark in words: 「いまの条件では2か月」. */
  before?: string | undefined
  onChange: (value: number) => void
}

/** A number that can be slid, stepped with the arrow keys, or typed: both controls say the same name and value. */
export function SliderField({ label, unit, value, from, to, step, suffix, before, onChange }: SliderFieldProps) {
  const said = `${value.toLocaleString('ja-JP')}${unit}${suffix ?? ''}`
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-std-17B-170 text-solid-gray-800">{label}</span>
        {before !== undefined && <span className="text-[0.875rem] text-solid-gray-700 figures">{before}</span>}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <input
          type="range"
          aria-label={`${label}を動かす`}
          aria-valuetext={said}
          min={Math.min(from, value)}
          max={Math.max(to, value)}
          step={step}
          value={value}
          onChange={(event) => onChange(event.target.valueAsNumber)}
          className="h-11 min-w-40 flex-1 cursor-pointer accent-blue-900"
        />
        <span className="flex items-center gap-2">
          <TypedNumber label={label} value={value} onChange={onChange} />
          <span>
            {unit}
            {suffix}
          </span>
        </span>
      </div>
    </div>
  )
}

/** What is typed counts on Enter or when the box is left; what is no whole number is put back. */
function TypedNumber({ label, value, onChange }: Pick<SliderFieldProps, 'label' | 'value' | 'onChange'>) {
  const [typed, setTyped] = useState<string>()
  function take() {
    const read = typed === undefined ? undefined : readWholeNumber(typed)
    setTyped(undefined)
    if (read !== undefined && read !== value) onChange(read)
  }
  return (
    <input
      type="text"
      inputMode="numeric"
      aria-label={`${label}の数字`}
      value={typed ?? value.toLocaleString('ja-JP')}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
      }}
      className="min-h-11 w-32 rounded-8 border-1 border-solid-gray-600 bg-white px-3 py-2 text-right figures hover:border-black"
    />
  )
}

/** `12,000`, `１２０００` and `-3` as numbers; undefined for other text. */
export function readWholeNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '')
  return /^-?\d{1,9}$/.test(plain) ? Number(plain) : undefined
}
