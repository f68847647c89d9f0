import type { z } from 'zod'
import { type Draft, draft as draftShape } from './draft-contract.ts'
import { ApiProblem, sentenceFor } from './problem.ts'
import type { SaveState } from './save-status.tsx'

/** How long typing rests before a draft is saved, in milliseconds. */
const restBeforeSaving = 800

/** The doors a draft goes through; passed in, so that a test can stand in for the server. */
export type DraftDoors = {
  read: () => Promise<Draft | null>
  save: (body: Draft['body'], version: number) => Promise<Draft>
  discard: () => Promise<unknown>
}

export type DraftView<Value> = {
  readonly value: Value
  readonly state: SaveState
  /** `false` until the kept draft was looked for. */
  readonly ready: boolean
  /** Set when another window saved the same draft. */
  readonly theirs: Value | undefined
}

const open = new Set<{ saveNow: () => Promise<void> }>()

/** Saves every draft on the page now: before signing out. */
export async function settleDrafts(): Promise<void> {
  await Promise.all([...open].map((keeper) => keeper.saveNow()))
}

/** Keeps one form's content: saves after a rest, one request at a time, never the same text twice, never over another window's. */
export class DraftKeeper<Value> {
  private readonly doors: DraftDoors
  private readonly shape: z.ZodType<Value>
  private readonly listeners = new Set<() => void>()
  private readonly initial: Value
  private view: DraftView<Value>
  private other: Draft | undefined
  private version = 0
  private dirty = false
  private stopped = false
  private saving: Promise<void> | undefined
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(doors: DraftDoors, shape: z.ZodType<Value>, initial: Value) {
    this.doors = doors
    this.shape = shape
    this.initial = initial
    this.view = { value: initial, state: { kind: 'untouched' }, ready: false, theirs: undefined }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly current = (): DraftView<Value> => this.view

  private show(change: Partial<DraftView<Value>>): void {
    this.view = { ...this.view, ...change }
    for (const listener of this.listeners) listener()
  }

  /** Looks for a kept draft; one that no longer fits the form is left aside. What was typed meanwhile wins. */
  readonly start = async (): Promise<void> => {
    open.add(this)
    try {
      const found = await this.doors.read()
      if (found !== null) this.restore(found)
    } catch (error) {
      this.show({ state: { kind: 'failed', because: sentenceFor(error) } })
    }
    this.show({ ready: true })
  }

  private restore(found: Draft): void {
    this.version = found.version
    const fits = this.shape.safeParse(found.body)
    if (fits.success && !this.dirty) this.show({ value: fits.data, state: { kind: 'restored', at: found.savedAt } })
  }

  /** The screen closes: what is not saved yet is saved now. */
  readonly end = (): void => {
    open.delete(this)
    void this.saveNow()
  }

  readonly set = (next: Value | ((before: Value) => Value)): void => {
    const value = isUpdate(next) ? next(this.view.value) : next
    this.dirty = !this.stopped
    this.show({ value, state: this.other === undefined && this.dirty ? { kind: 'waiting' } : this.view.state })
    clearTimeout(this.timer)
    if (this.dirty) this.timer = setTimeout(() => void this.saveNow(), restBeforeSaving)
  }

  readonly saveNow = async (): Promise<void> => {
    clearTimeout(this.timer)
    await this.saving
    if (!this.dirty || this.stopped || this.other !== undefined) return
    this.saving = this.save().finally(() => {
      this.saving = undefined
    })
    await this.saving
  }

  private async save(): Promise<void> {
    this.dirty = false
    this.show({ state: { kind: 'saving' } })
    try {
      const body = draftShape.shape.body.parse(JSON.parse(JSON.stringify(this.view.value)))
      const saved = await this.doors.save(body, this.version)
      this.version = saved.version
      this.show({ state: this.dirty ? { kind: 'waiting' } : { kind: 'saved', at: saved.savedAt } })
    } catch (error) {
      this.dirty = !this.stopped
      await this.refused(error)
    }
  }

  private async refused(error: unknown): Promise<void> {
    const conflict = error instanceof ApiProblem && error.isConflict
    const told = conflict ? draftShape.safeParse(error.problem.current) : undefined
    const other = told?.success === true ? told.data : conflict ? await this.doors.read().catch(() => null) : null
    const fits = this.shape.safeParse(other?.body)
    if (other !== null && fits.success) {
      this.other = other
      this.show({ state: { kind: 'conflict' }, theirs: fits.data })
    } else {
      if (other !== null) this.version = other.version
      this.show({ state: { kind: 'failed', because: sentenceFor(error) } })
    }
  }

  /** Saves what stands here over the other window's version. */
  readonly keepMine = (): void => {
    this.version = this.other?.version ?? this.version
    this.other = undefined
    this.dirty = true
    this.show({ theirs: undefined })
    void this.saveNow()
  }

  /** Takes the other window's version into the form. */
  readonly takeTheirs = (): void => {
    const other = this.other
    this.other = undefined
    this.dirty = false
    this.show({ theirs: undefined })
    if (other !== undefined) this.restore(other)
  }

  /** Throws the kept draft away and begins anew with what the form began with; keeps itself on. */
  readonly startOver = async (): Promise<void> => {
    clearTimeout(this.timer)
    await this.saving?.catch(() => undefined)
    try {
      await this.doors.discard()
    } catch (error) {
      this.show({ state: { kind: 'failed', because: sentenceFor(error) } })
      return
    }
    this.version = 0
    this.other = undefined
    this.dirty = false
    this.show({ value: this.initial, state: { kind: 'untouched' }, theirs: undefined })
  }

  /** After sending, or on request: throws the kept draft away and stops saving. */
  readonly discard = async (): Promise<void> => {
    this.stopped = true
    this.dirty = false
    clearTimeout(this.timer)
    await this.saving?.catch(() => undefined)
    await this.doors.discard().catch(() => undefined)
  }
}

function isUpdate<Value>(next: Value | ((before: Value) => Value)): next is (before: Value) => Value {
  return typeof next === 'function'
}
