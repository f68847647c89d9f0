import type { ComponentProps, MouseEvent } from 'react'
import { goTo, staysInApp } from './address.ts'
import { cx } from './class-names.ts'

type AppLinkProps = Omit<ComponentProps<'a'>, 'href'> & { href: string }

/** An anchor without looks; paths of the app change the page without reloading, everything else is an ordinary link. */
export function AppLink({ href, onClick, target, ...rest }: AppLinkProps) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    if (event.defaultPrevented || !plain || !staysInApp(href) || (target !== undefined && target !== '_self')) return
    event.preventDefault()
    goTo(href)
  }
  return <a href={href} target={target} onClick={follow} {...rest} />
}

/** A text link in the design system's look. */
export function Link({ className, ...rest }: AppLinkProps) {
  return <AppLink className={cx('link-text', className)} {...rest} />
}
