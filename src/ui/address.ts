import { useSyncExternalStore } from 'react'

/** The names after `$` in `/cases/$caseId`, filled from an address; `undefined` when the address is another one. */
export function matchPath(pattern: string, pathname: string): Readonly<Record<string, string>> | undefined {
  const wanted = partsOf(pattern)
  const given = partsOf(pathname)
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const found = decoded(given[index] ?? '')
    if (part.startsWith('$') && found !== undefined && found !== '') params[part.slice(1)] = found
    else if (part !== found) return undefined
  }
  return params
}

/** The entry an address leads to: the one with the fewest open names (`/reports/new` before `/reports/$reportId`). */
export function findByPath<Entry extends { readonly path: string }>(
  entries: readonly Entry[],
  pathname: string,
): { entry: Entry; params: Readonly<Record<string, string>> } | undefined {
  const fitting = entries.flatMap((entry) => {
    const params = matchPath(entry.path, pathname)
    return params === undefined ? [] : [{ entry, params }]
  })
  return fitting.toSorted((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0]
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '')
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

function current(): string {
  return window.location.pathname + window.location.search
}

/** Where the browser stands. */
export function useAddress(): { readonly pathname: string; readonly search: URLSearchParams } {
  const address = useSyncExternalStore(subscribe, current)
  const [pathname = '/', search = ''] = address.split(/\?(.*)/s)
  return { pathname, search: new URLSearchParams(search) }
}

/** Goes to a path of the app without reloading; `replace` leaves no step in the browser's history (filters, tabs). */
export function goTo(href: string, { replace = false }: { replace?: boolean | undefined } = {}): void {
  if (replace) window.history.replaceState(null, '', href)
  else window.history.pushState(null, '', href)
  if (!replace) window.scrollTo(0, 0)
  for (const listener of listeners) listener()
}

/** Whether a link is a screen of the app; the API, files, public pages and the page of immediate danger are not. */
export function staysInApp(href: string): boolean {
  return href.startsWith('/') && !/^\/(?:\/|api\/|fonts\/|files\/|p\/|assets\/|danger$)/.test(href)
}
