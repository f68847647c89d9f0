import type { ComponentType } from 'react'
import type { StaffRole } from '#platform/auth/auth-contract.ts'
import type { IconName } from '#ui/icon.tsx'
import type { ScreenProps } from '#ui/screen.ts'

type Load = () => Promise<ComponentType<ScreenProps>>

/** A screen: its address, who finds it, and where its code lies. */
export type ScreenEntry = {
  /** `/reports/$reportId`: names after `$` arrive in `params`. */
  readonly path: `/${string}`
  /** Roles that may open it (the API decides about the data); `anyone` needs no sign-in: immediate danger only. */
  readonly roles: readonly StaffRole[] | 'everybody' | 'anyone'
  readonly load: Load
}

/** What a role sees first. */
export type HomeEntry = { readonly load: Load }

/** An entry of the menu. */
export type NavItem = { readonly href: `/${string}`; readonly label: string; readonly icon: IconName }

/** The menu of a person with these roles: the home first, then each entry once, in the order of the roles. */
export function menuOf(
  roles: readonly StaffRole[],
  table: Readonly<Record<StaffRole, readonly NavItem[]>>,
): readonly NavItem[] {
  const all: readonly NavItem[] = [
    { href: '/', label: 'ホーム', icon: 'home' },
    ...roles.flatMap((role) => table[role]),
  ]
  return all.filter((item, index) => all.findIndex((other) => other.href === item.href) === index)
}

/** The menu entry the address belongs to: the longest one it begins with. */
export function currentItem(items: readonly NavItem[], path: string): NavItem | undefined {
  const fitting = items.filter((item) => item.href === path || (item.href !== '/' && path.startsWith(`${item.href}/`)))
  return fitting.toSorted((a, b) => b.href.length - a.href.length)[0]
}

/** Whether a person with these roles finds the screen. */
export function maySee(screen: ScreenEntry, roles: readonly StaffRole[]): boolean {
  if (screen.roles === 'anyone' || screen.roles === 'everybody') return true
  return screen.roles.some((role) => roles.includes(role))
}
