import { Button } from '#ui/button.tsx'
import { SliderField } from '#ui/slider-field.tsx'
import { ADJUSTABLE_UNITS, adjustableNumbers } from '../adjustable-numbers.ts'
import type { ClausePath, Condition } from '../condition.ts'
import { boundWord } from './trial-model.ts'

type SlidersProps = {
  condition: Condition
  values: ReadonlyMap<ClausePath, number>
  onChange: (values: ReadonlyMap<ClausePath, number>) => void
}

/** One slider for each number of the condition, in reading order. */
export function NumberSliders({ condition, values, onChange }: SlidersProps) {
  const numbers = adjustableNumbers(condition)
  if (numbers.length === 0) return <p>この条件には、動かせる数字がありません。</p>
  const isMoved = numbers.some(({ path, value }) => (values.get(path) ?? value) !== value)
  return (
    <div className="flex flex-col gap-5">
      {numbers.map(({ path, label: named, is, value, counts, from, to, step }) => {
        const { unit } = ADJUSTABLE_UNITS[counts]
        // A condition may bound the same fact from both sides.
        const again = numbers.filter((one) => one.label === named).length > 1
        const label = again ? `${named}（${boundWord(is)}）` : named
        const now = values.get(path) ?? value
        return (
          <SliderField
            key={path}
            label={label}
            unit={unit}
            suffix={boundWord(is)}
            value={now}
            from={from}
            to={to}
            step={step}
            before={now === value ? undefined : `いまの条件：${value.toLocaleString('ja-JP')}${unit}${boundWord(is)}`}
            onChange={(next) => onChange(new Map([...values, [path, next]]))}
          />
        )
      })}
      <div className={isMoved ? '' : 'invisible'}>
        <Button icon="undo" disabled={!isMoved} onClick={() => onChange(new Map())}>
          いまの条件に戻す
        </Button>
      </div>
    </div>
  )
}
