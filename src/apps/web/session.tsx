import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react'
import { logout, logoutEverywhere, readSession, type Session } from '#platform/auth/auth-contract.ts'
import { api, guardSession } from '#ui/api-client.ts'
import { settleDrafts } from '#ui/draft-keeper.ts'
import { ApiProblem } from '#ui/problem.ts'
import { ViewerContext } from '#ui/screen.ts'
import { afterSignIn, SessionQuestions } from './session-guard.ts'

const sessionKey = ['/api/session'] as const

/** `asking` until the server said who sits here; `nobody` shows the login page; `unreachable` says so. */
export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unreachable'; readonly retry: () => void }
  | { readonly kind: 'somebody'; readonly session: Session }

type SessionTools = {
  readonly state: SessionState
  readonly questions: SessionQuestions
  /** After a sign-in or step-up: goes on, or starts over when another person signed in. */
  readonly accept: (session: Session) => void
  readonly signOut: (everywhere: boolean) => Promise<void>
  /** Fetches the number of notices anew. */
  readonly refresh: () => void
}

const SessionContext = createContext<SessionTools | undefined>(undefined)

/** The session and what can be done with it. */
export function useSession(): SessionTools {
  const tools = useContext(SessionContext)
  if (tools === undefined) throw new Error('useSession outside SessionProvider')
  return tools
}

function stateOf(reading: {
  data: Session | null | undefined
  isPending: boolean
  refetch: () => unknown
}): SessionState {
  if (reading.data === null) return { kind: 'nobody' }
  if (reading.data !== undefined) return { kind: 'somebody', session: reading.data }
  return reading.isPending ? { kind: 'asking' } : { kind: 'unreachable', retry: () => void reading.refetch() }
}

/** Asks who sits here, installs the questions the API client raises, and tells everything below. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient()
  const questions = useMemo(() => new SessionQuestions(), [])
  const known = useRef<Session | undefined>(undefined)
  const reading = useQuery<Session | null>({
    queryKey: sessionKey,
    queryFn: async () => {
      const session = await api(readSession, {}).catch(nobodyWhenSignedOut)
      known.current = session ?? undefined
      return session
    },
    retry: false,
    staleTime: 60_000,
  })
  useEffect(
    () =>
      guardSession({
        csrfToken: () => known.current?.csrfToken,
        stepUp: () => questions.ask('step-up'),
        signInAgain: async () => known.current !== undefined && questions.ask('sign-in'),
        refresh: async () => (await reading.refetch()).data !== null,
      }),
    [questions, reading.refetch],
  )
  function accept(session: Session) {
    const follows = afterSignIn(known.current, session)
    known.current = session
    cache.setQueryData(sessionKey, session)
    if (follows === 'start-over') window.location.assign('/')
    else questions.answer(true)
  }
  async function signOut(everywhere: boolean) {
    await settleDrafts()
    await api(everywhere ? logoutEverywhere : logout, {}).catch(() => undefined)
    known.current = undefined
    // A full load leaves nothing of the person in the memory of a desk that others use.
    window.location.assign('/')
  }
  const state = stateOf(reading)
  const refresh = () => void cache.invalidateQueries({ queryKey: sessionKey })
  return (
    <SessionContext value={{ state, questions, accept, signOut, refresh }}>
      <ViewerContext value={state.kind === 'somebody' ? viewerOf(state.session) : undefined}>{children}</ViewerContext>
    </SessionContext>
  )
}

function nobodyWhenSignedOut(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 401) return null
  throw error
}

function viewerOf({ user, organization, tenant, demo }: Session) {
  return { id: user.id, displayName: user.displayName, roles: user.roles, organization, tenant, demo }
}
