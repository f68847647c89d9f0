import { cx } from './class-names.ts'
import { Icon } from './icon.tsx'

/** Where one stands in a procedure of several steps. `current` counts from 0. */
export function StepNavigation({
  steps,
  current,
  label = '手順',
}: {
  steps: readonly string[]
  current: number
  label?: string | undefined
}) {
  return (
    <nav aria-label={label} data-print="never">
      <p className="mb-2 font-bold md:hidden">
        {current + 1} / {steps.length}　{steps[current]}
      </p>
      <ol className="flex gap-1 md:gap-0">
        {steps.map((step, index) => {
          const done = index < current
          const here = index === current
          return (
            <li
              key={step}
              aria-current={here ? 'step' : undefined}
              className="group relative flex flex-1 flex-col items-center"
            >
              {index > 0 && (
                <span
                  aria-hidden="true"
                  className={cx(
                    'absolute top-4 right-1/2 hidden h-0.5 w-full md:block',
                    index <= current ? 'bg-blue-900' : 'bg-solid-gray-300',
                  )}
                />
              )}
              <span
                className={cx(
                  'relative hidden size-8 items-center justify-center rounded-full border-2 font-bold figures md:flex',
                  here && 'border-blue-900 bg-blue-900 text-white',
                  done && 'border-blue-900 bg-white text-blue-900',
                  !here && !done && 'border-solid-gray-420 bg-white text-solid-gray-700',
                )}
              >
                {done ? <Icon name="check" className="size-5" /> : index + 1}
              </span>
              <span
                className={cx(
                  'mt-2 hidden px-2 text-center text-[0.875rem] leading-[1.5] md:block',
                  here && 'font-bold',
                )}
              >
                {step}
                <span className="sr-only">{done ? '（済み）' : here ? '（いまここ）' : ''}</span>
              </span>
              <span
                aria-hidden="true"
                className={cx(
                  'h-2 w-full rounded-full md:hidden',
                  index <= current ? 'bg-blue-900' : 'bg-solid-gray-300',
                )}
              />
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
