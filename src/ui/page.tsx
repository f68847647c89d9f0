import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from './class-names.ts'
import { Icon } from './icon.tsx'
import { AppLink } from './link.tsx'

/** The first thing Tab reaches: jumps over the menu. */
export function SkipLink() {
  return (
    <a
      href="#main"
      data-print="never"
      className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-yellow-300 focus:px-4 focus:py-3 focus:text-black focus:underline"
    >
      本文へ進む
    </a>
  )
}

type PageProps = {
  /** The question the screen answers, also the title of the window. */
  title: string
  /** One or two sentences under the title. */
  lead?: ReactNode
  /** A way up: where the person came from. */
  back?: { href: string; label: string } | undefined
  /** `wide` for tables and two columns; forms and reading stay at 40 characters a line. */
  width?: 'reading' | 'wide' | undefined
  /** Stands at the right of the title at a desk, under it on a phone: at most one filled button. */
  action?: ReactNode
  children: ReactNode
}

/** One screen: title, sentence, content. Moves the focus to the title when the screen opens, so a reader hears where it is. */
export function Page({ title, lead, back, width = 'reading', action, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} | ともしび`
  }, [title])
  return (
    <div
      className={cx('mx-auto w-full px-4 py-6 md:px-8 md:py-8', width === 'wide' ? 'max-w-[75rem]' : 'max-w-[45rem]')}
    >
      {back !== undefined && (
        <p data-print="never" className="mb-2">
          <AppLink href={back.href} className="link-text inline-flex min-h-11 items-center gap-1">
            <Icon name="back" className="size-5" />
            {back.label}
          </AppLink>
        </p>
      )}
      <div className="mb-6 flex flex-col gap-4 md:mb-8 md:flex-row md:items-start md:justify-between md:gap-8">
        <div>
          <PageHeading>{title}</PageHeading>
          {lead !== undefined && <div className="mt-2 max-w-line">{lead}</div>}
        </div>
        {action !== undefined && <div className="shrink-0">{action}</div>}
      </div>
      <div className="flex flex-col gap-8">{children}</div>
    </div>
  )
}

/** The one `h1` of a screen; takes the focus when the screen opens unless something in the screen already has it. */
export function PageHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const active = document.activeElement
    if (active === null || active === document.body || active.id === 'main')
      heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} className="text-std-24B-150 text-solid-gray-900 md:text-std-32B-150">
      {children}
    </h1>
  )
}

/** A part of a page under its own heading. */
export function Section({ title, children, aside }: { title: string; children: ReactNode; aside?: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="text-std-20B-150 text-solid-gray-900 md:text-std-22B-150">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** A framed group of things that belong together; the frame is a line, never a shadow. */
export function Card({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'quiet' | undefined }) {
  return (
    <div
      className={cx(
        'rounded-12 border-1 border-solid-gray-420 p-4 md:p-6',
        tone === 'quiet' ? 'bg-solid-gray-50' : 'bg-white',
      )}
    >
      {children}
    </div>
  )
}

/** Two columns at a desk (the first wider), one below the other on a phone. */
export function TwoColumns({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-6">{main}</div>
      <div className="flex min-w-0 flex-col gap-6">{aside}</div>
    </div>
  )
}
