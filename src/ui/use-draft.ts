import { useEffect, useState, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import { api } from './api-client.ts'
import { discardDraft, readDraft, saveDraft } from './draft-contract.ts'
import { type DraftDoors, DraftKeeper, type DraftView } from './draft-keeper.ts'

/** A form's content as it keeps itself, and what can be done with it. */
export type KeptDraft<Value> = DraftView<Value> & {
  set: DraftKeeper<Value>['set']
  /** Saves now (「もう一度保存する」). */
  saveNow: () => void
  /** After sending: throws the kept draft away and stops saving. */
  discard: () => Promise<void>
  /** Throws the kept draft away and begins with what the form began with. */
  startOver: () => void
  keepMine: () => void
  takeTheirs: () => void
}

function doorsFor(key: string): DraftDoors {
  return {
    read: () => api(readDraft, { params: { key } }),
    save: (body, version) => api(saveDraft, { params: { key }, body: { body, version } }),
    discard: () => api(discardDraft, { params: { key } }),
  }
}

/**
 * A form's content that keeps itself on the server (never in the browser: desks are shared).
 * Restored at the next open; survives an expired session, since saving waits for the sign-in over the page.
 * `shape` decides whether a kept draft still fits the form. Another key needs another component (`key={…}`).
 */
export function useDraft<Value>(key: string, shape: z.ZodType<Value>, initial: Value): KeptDraft<Value> {
  return useKept(() => doorsFor(key), shape, initial)
}

/** The same for a record that is itself kept while it is written; `doors` is asked once. */
export function useKept<Value>(doors: () => DraftDoors, shape: z.ZodType<Value>, initial: Value): KeptDraft<Value> {
  const [keeper] = useState(() => new DraftKeeper(doors(), shape, initial))
  const view = useSyncExternalStore(keeper.subscribe, keeper.current)
  useEffect(() => {
    void keeper.start()
    return keeper.end
  }, [keeper])
  const { set, discard, startOver, keepMine, takeTheirs } = keeper
  return {
    ...view,
    set,
    discard,
    keepMine,
    takeTheirs,
    saveNow: () => void keeper.saveNow(),
    startOver: () => void startOver(),
  }
}
