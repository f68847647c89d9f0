import { useRouter } from '@tanstack/react-router'
import type { ComponentProps, MouseEvent } from 'react'
import { cx } from './class-names.ts'

/** Goes to a path of the app (`/reports/…`) without reloading the page. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return (href) => router.history.push(href)
}

/** Goes back to the page before, as the browser's own button does. */
export function useGoBack(): () => void {
  const router = useRouter()
  return () => router.history.back()
}

type AppLinkProps = Omit<ComponentProps<'a'>, 'href'> & { href: string }

/** An anchor without looks; paths of the app change the page without reloading, everything else is an ordinary link. */
export function AppLink({ href, onClick, target, ...rest }: AppLinkProps) {
  const router = useRouter()
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    if (event.defaultPrevented || !plain || !staysInApp(href) || (target !== undefined && target !== '_self')) return
    event.preventDefault()
    router.history.push(href)
  }
  return <a href={href} target={target} onClick={follow} {...rest} />
}

/** A text link in the design system's look. */
export function Link({ className, ...rest }: AppLinkProps) {
  return <AppLink className={cx('link-text', className)} {...rest} />
}

/** Answers whether a link is a screen of the app; the API, files and public pages are not. */
export function staysInApp(href: string): boolean {
  return href.startsWith('/') && !/^\/(\/|api\/|fonts\/|files\/|p\/|assets\/)/.test(href)
}
