import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { api } from './api-client.ts'
import { type Draft, discardDraft, draft as draftShape, readDraft, saveDraft } from './draft-contract.ts'
import { ApiProblem, sentenceFor } from './problem.ts'
import type { SaveState } from './save-status.tsx'

/** How long typing rests before a draft is saved, in milliseconds. */
const restBeforeSaving = 800

type UseDraft<Value> = {
  value: Value
  setValue: (next: Value | ((before: Value) => Value)) => void
  state: SaveState
  /** `false` until the kept draft was looked for; a form may show a skeleton till then. */
  ready: boolean
  /** Saves now (before leaving, or after a failure). */
  saveNow: () => void
  /** After sending: throws the kept draft away and stops saving. */
  discard: () => Promise<void>
  /** Set when another window saved the same draft: both versions, and the choice. */
  conflict: { theirs: Value; keepMine: () => void; takeTheirs: () => void } | undefined
}

function jsonOf(value: unknown): z.infer<typeof draftShape>['body'] {
  return draftShape.shape.body.parse(JSON.parse(JSON.stringify(value)))
}

type Kept = { version: number; stopped: boolean; running: boolean; dirty: boolean }

/**
 * A form's content that keeps itself on the server (never in the browser: desks are shared).
 * Restored at the next open; survives an expired session, since saving waits for the sign-in over the page.
 * `shape` decides whether a kept draft still fits the form; one that does not is left aside.
 */
export function useDraft<Value>(key: string, shape: z.ZodType<Value>, initial: Value): UseDraft<Value> {
  const [value, show] = useState(initial)
  const [state, setState] = useState<SaveState>({ kind: 'untouched' })
  const [ready, setReady] = useState(false)
  const [theirs, setTheirs] = useState<Draft | undefined>(undefined)
  const latest = useRef(initial)
  const kept = useRef<Kept>({ version: 0, stopped: false, running: false, dirty: false })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const save = useCallback(async () => {
    const now = kept.current
    if (now.running || now.stopped || !now.dirty) return
    now.running = true
    now.dirty = false
    setState({ kind: 'saving' })
    try {
      const saved = await api(saveDraft, {
        params: { key },
        body: { body: jsonOf(latest.current), version: now.version },
      })
      now.version = saved.version
      setState({ kind: 'saved', at: saved.savedAt })
    } catch (error) {
      now.dirty = true
      const other = error instanceof ApiProblem && error.isConflict ? await otherDraft(key, error) : undefined
      if (other !== undefined) {
        setTheirs(other)
        setState({ kind: 'conflict' })
      } else setState({ kind: 'failed', because: sentenceFor(error) })
      return
    } finally {
      now.running = false
    }
    if (kept.current.dirty) await save()
  }, [key])

  const setValue = useCallback(
    (next: Value | ((before: Value) => Value)) => {
      latest.current = isUpdate(next) ? next(latest.current) : next
      show(latest.current)
      if (kept.current.stopped) return
      kept.current.dirty = true
      setState((before) => (before.kind === 'conflict' ? before : { kind: 'waiting' }))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(), restBeforeSaving)
    },
    [save],
  )

  useEffect(() => {
    let gone = false
    kept.current = { version: 0, stopped: false, running: false, dirty: false }
    api(readDraft, { params: { key } })
      .then((found) => {
        if (gone || found === null) return
        kept.current.version = found.version
        const fits = shape.safeParse(found.body)
        if (!fits.success || kept.current.dirty) return
        latest.current = fits.data
        show(fits.data)
        setState({ kind: 'restored', at: found.savedAt })
      })
      .catch((error: unknown) => {
        if (!gone) setState({ kind: 'failed', because: sentenceFor(error) })
      })
      .finally(() => {
        if (!gone) setReady(true)
      })
    return () => {
      gone = true
      clearTimeout(timer.current)
      void save()
    }
  }, [key, shape, save])

  const discard = useCallback(async () => {
    clearTimeout(timer.current)
    kept.current.stopped = true
    await api(discardDraft, { params: { key } }).catch(() => undefined)
  }, [key])

  const resolve = (other: Draft, mine: boolean) => {
    setTheirs(undefined)
    kept.current.version = other.version
    const fits = shape.safeParse(other.body)
    if (mine || !fits.success) {
      kept.current.dirty = true
      void save()
      return
    }
    kept.current.dirty = false
    latest.current = fits.data
    show(fits.data)
    setState({ kind: 'restored', at: other.savedAt })
  }
  const other = theirs === undefined ? undefined : shape.safeParse(theirs.body)
  const conflict =
    theirs === undefined
      ? undefined
      : {
          theirs: other?.success === true ? other.data : initial,
          keepMine: () => resolve(theirs, true),
          takeTheirs: () => resolve(theirs, false),
        }
  return { value, setValue, state, ready, saveNow: () => void save(), discard, conflict }
}

function isUpdate<Value>(next: Value | ((before: Value) => Value)): next is (before: Value) => Value {
  return typeof next === 'function'
}

async function otherDraft(key: string, problem: ApiProblem): Promise<Draft | undefined> {
  const told = draftShape.safeParse(problem.problem.current)
  if (told.success) return told.data
  return (await api(readDraft, { params: { key } }).catch(() => null)) ?? undefined
}
