import { cx } from './class-names.ts'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

type StepNavigationProps = {
  steps: readonly string[]
  current: number
  label?: string | undefined
  /** Where a step is found, for steps that can be opened now. */
  hrefFor?: ((index: number) => string | undefined) | undefined
}

/** Where one stands in a procedure of several steps. `current` counts from 0. */
export function StepNavigation({ steps, current, label = '手順', hrefFor }: StepNavigationProps) {
  return (
    <nav aria-label={label} data-print="never">
      <p className="mb-2 font-bold md:hidden">
        {current + 1} / {steps.length}　{steps[current]}
      </p>
      <ol className="flex gap-1 md:gap-0">
        {steps.map((step, index) => (
          <Step key={step} name={step} number={index + 1} place={placeOf(index, current)} href={hrefFor?.(index)} />
        ))}
      </ol>
    </nav>
  )
}

type Place = 'done' | 'here' | 'ahead'

function placeOf(index: number, current: number): Place {
  if (index === current) return 'here'
  return index < current ? 'done' : 'ahead'
}

const marks = {
  done: 'border-blue-900 bg-white text-blue-900',
  here: 'border-blue-900 bg-blue-900 text-white',
  ahead: 'border-solid-gray-420 bg-white text-solid-gray-700',
} as const satisfies Record<Place, string>

const spoken = { done: '（済み）', here: '（いまここ）', ahead: '' } as const satisfies Record<Place, string>

type StepProps = { name: string; number: number; place: Place; href: string | undefined }

function Step({ name, number, place, href }: StepProps) {
  const reached = place === 'ahead' ? 'bg-solid-gray-300' : 'bg-blue-900'
  return (
    <li aria-current={place === 'here' ? 'step' : undefined} className="relative flex flex-1 flex-col items-center">
      {number > 1 && (
        <span aria-hidden="true" className={cx('absolute top-4 right-1/2 hidden h-0.5 w-full md:block', reached)} />
      )}
      <span
        className={cx(
          'relative z-1 hidden size-8 items-center justify-center rounded-full border-2 font-bold figures md:flex',
          marks[place],
        )}
      >
        {place === 'done' ? <Icon name="check" className="size-5" /> : number}
      </span>
      <span
        className={cx(
          'mt-2 hidden px-2 text-center text-[0.875rem] leading-[1.5] md:block',
          place === 'here' && 'font-bold',
        )}
      >
        {href === undefined ? (
          name
        ) : (
          <Link href={href} className="-my-2 inline-block py-2">
            {name}
          </Link>
        )}
        <span className="sr-only">{spoken[place]}</span>
      </span>
      <span aria-hidden="true" className={cx('h-2 w-full rounded-full md:hidden', reached)} />
    </li>
  )
}
