import { createContext, useContext } from 'react'

/** What a screen gets from its address: `/cases/$caseId?tab=notes`. */
export type ScreenProps = {
  readonly params: Readonly<Record<string, string>>
  readonly search: URLSearchParams
}

/** Who looks at the screen. Rights are never derived from this: buttons follow the `allowed` of each answer. */
export type Viewer = {
  readonly id: string
  readonly displayName: string
  readonly roles: readonly string[]
  readonly organization: { readonly id: string; readonly name: string; readonly kind: string }
  readonly tenant?: { readonly id: string; readonly name: string } | undefined
  readonly demo: boolean
}

/** Filled by the shell. */
export const ViewerContext = createContext<Viewer | undefined>(undefined)

/** Who is signed in; `undefined` on the screens that need no sign-in. */
export function useViewer(): Viewer | undefined {
  return useContext(ViewerContext)
}
