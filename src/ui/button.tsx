import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { AppLink } from './link.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'tertiary' | 'danger'

type Looks = {
  /** A calm page has at most one `primary`. `danger` is an outline in red: only for life, supply stop, or what cannot be undone. */
  kind?: ButtonKind | undefined
  size?: 'medium' | 'large' | undefined
  icon?: IconName | undefined
  /** Takes the whole width (phones). */
  wide?: boolean | undefined
}

const kinds = {
  primary: 'bg-blue-900 text-white border-transparent hover:bg-blue-1000 hover:underline active:bg-blue-1200',
  secondary:
    'bg-white text-blue-900 border-current hover:bg-blue-100 hover:text-blue-1000 hover:underline active:bg-blue-200',
  tertiary:
    'bg-transparent text-blue-900 border-transparent underline hover:bg-blue-50 hover:text-blue-1000 active:bg-blue-100 focus-visible:bg-yellow-300',
  danger: 'bg-white text-red-1000 border-current hover:bg-red-50 hover:underline active:bg-red-100',
} as const satisfies Record<ButtonKind, string>

function looks({ kind = 'secondary', size = 'medium', wide = false }: Looks): string {
  return cx(
    'inline-flex items-center justify-center gap-2 rounded-8 border-1 font-bold leading-[1.4] text-center underline-offset-[3px]',
    'aria-disabled:cursor-not-allowed aria-disabled:border-solid-gray-300 aria-disabled:bg-solid-gray-100 aria-disabled:text-solid-gray-700 aria-disabled:no-underline',
    size === 'large' ? 'min-h-14 px-6 py-3 text-[1.0625rem]' : 'min-h-12 px-4 py-2',
    kind === 'tertiary' ? 'min-w-0' : 'min-w-24',
    wide && 'w-full',
    kinds[kind],
  )
}

type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> &
  Looks & {
    /** Work is under way: the button stays focusable, says so, and does not fire twice. */
    busy?: boolean | undefined
    /** The sentence shown while busy. */
    busyLabel?: string | undefined
    disabled?: boolean | undefined
  }

/** A button named by its verb and object (「受け取りを知らせる」). */
export function Button({
  kind,
  size,
  icon,
  wide,
  busy,
  busyLabel,
  disabled,
  onClick,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const idle = busy !== true && disabled !== true
  return (
    <button
      type={type}
      aria-disabled={idle ? undefined : true}
      onClick={(event) => {
        if (idle) onClick?.(event)
        else event.preventDefault()
      }}
      className={cx(looks({ kind, size, wide }), className)}
      {...rest}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span>{busy === true ? (busyLabel ?? '送っています…') : children}</span>
    </button>
  )
}

type LinkButtonProps = Looks & {
  href: string
  children: ReactNode
  className?: string | undefined
  target?: string | undefined
}

/** A link that looks like a button: for going somewhere, never for doing something. `tel:` works. */
export function LinkButton({ kind, size, icon, wide, href, children, className, target }: LinkButtonProps) {
  return (
    <AppLink href={href} target={target} className={cx(looks({ kind, size, wide }), className)}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </AppLink>
  )
}

/** Buttons side by side at a desk, one below the other on a phone. The first is the main one. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return (
    <div data-print="never" className="flex flex-col gap-3 sm:flex-row sm:flex-wrap sm:items-center sm:gap-4">
      {children}
    </div>
  )
}
