import { cx } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'

export type ChipTone = 'neutral' | 'blue' | 'green' | 'yellow' | 'orange' | 'red'

const tones = {
  neutral: 'border-solid-gray-536 bg-solid-gray-50 text-solid-gray-800',
  blue: 'border-blue-900 bg-blue-50 text-blue-1000',
  green: 'border-green-900 bg-green-50 text-green-1000',
  yellow: 'border-yellow-1000 bg-yellow-50 text-yellow-1200',
  orange: 'border-orange-900 bg-orange-50 text-orange-1000',
  red: 'border-red-1000 bg-red-50 text-red-1000',
} as const satisfies Record<ChipTone, string>

/** A state in one word with an icon and a colour. `red` only for life and supply stop. */
export function ChipLabel({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: ChipTone | undefined
  icon: IconName
  children: string
}) {
  return (
    <span
      className={cx(
        'inline-flex max-w-full items-center gap-1 rounded-6 border-1 px-2 py-0.5 text-[0.875rem] leading-[1.6] font-bold',
        tones[tone],
      )}
    >
      <Icon name={icon} className="size-4" />
      {children}
    </span>
  )
}
