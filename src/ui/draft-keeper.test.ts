import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Draft } from './draft-contract.ts'
import { type DraftDoors, DraftKeeper, settleDrafts } from './draft-keeper.ts'
import { ApiProblem, unreachable } from './problem.ts'

const shape = z.object({ note: z.string() })
const at = '2026-11-22T05:03:00.000Z'

/** A server in memory that keeps versions as the real one does. */
function server(kept: Draft | null = null) {
  const state = { kept, saves: 0, down: false }
  const doors: DraftDoors = {
    read: async () => state.kept,
    save: async (body, version) => {
      if (state.down) throw unreachable()
      if (version !== (state.kept?.version ?? 0)) {
        const current = state.kept
        throw new ApiProblem({
          type: 'x',
          title: '先に保存',
          status: 409,
          code: 'version_conflict',
          errors: [],
          current,
        })
      }
      state.saves += 1
      state.kept = { key: 'k', body, version: version + 1, savedAt: at }
      return state.kept
    },
    discard: async () => {
      state.kept = null
    },
  }
  return { state, doors }
}

const rest = () => vi.advanceTimersByTimeAsync(1000)
const kept = (note: string, version: number): Draft => ({ key: 'k', body: { note }, version, savedAt: at })

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('A draft', () => {
  test('is saved after a rest, once for many keystrokes, and says when', async () => {
    const { state, doors } = server()
    const keeper = new DraftKeeper(doors, shape, { note: '' })
    await keeper.start()
    for (const note of ['あ', 'あか', 'あかり']) keeper.set({ note })
    await rest()
    expect(state.saves).toBe(1)
    expect(state.kept?.body).toEqual({ note: 'あかり' })
    expect(keeper.current().state).toEqual({ kind: 'saved', at })
  })

  test('that was restored can be begun anew, and keeps itself from there', async () => {
    const { state, doors } = server(kept('前の書きかけ', 3))
    const keeper = new DraftKeeper(doors, shape, { note: 'いまの記録' })
    await keeper.start()
    await keeper.startOver()
    expect(keeper.current()).toMatchObject({ value: { note: 'いまの記録' }, state: { kind: 'untouched' } })
    expect(state.kept).toBeNull()
    keeper.set({ note: '書き直し' })
    await rest()
    expect(state.kept).toMatchObject({ body: { note: '書き直し' }, version: 1 })
  })

  test('is restored at the next open', async () => {
    const keeper = new DraftKeeper(server(kept('前の書きかけ', 3)).doors, shape, { note: '' })
    await keeper.start()
    expect(keeper.current()).toMatchObject({
      value: { note: '前の書きかけ' },
      state: { kind: 'restored', at },
      ready: true,
    })
  })

  test('that no longer fits the form is left aside, and typing still saves', async () => {
    const { state, doors } = server({ ...kept('', 2), body: { other: 1 } })
    const keeper = new DraftKeeper(doors, shape, { note: 'はじめ' })
    await keeper.start()
    expect(keeper.current().value).toEqual({ note: 'はじめ' })
    keeper.set({ note: '新しい' })
    await rest()
    expect(state.kept).toMatchObject({ body: { note: '新しい' }, version: 3 })
  })

  test('stays on the screen when the server is away, and is saved on retry', async () => {
    const { state, doors } = server()
    const keeper = new DraftKeeper(doors, shape, { note: '' })
    await keeper.start()
    state.down = true
    keeper.set({ note: '消えない' })
    await rest()
    expect(keeper.current()).toMatchObject({ value: { note: '消えない' }, state: { kind: 'failed' } })
    state.down = false
    await keeper.saveNow()
    expect(state.kept?.body).toEqual({ note: '消えない' })
  })

  test('of two windows is never overwritten silently: both are shown and the person decides', async () => {
    const { state, doors } = server(kept('もと', 1))
    const keeper = new DraftKeeper(doors, shape, { note: '' })
    await keeper.start()
    state.kept = kept('別の窓', 2)
    keeper.set({ note: 'こちらの窓' })
    await rest()
    expect(keeper.current()).toMatchObject({
      value: { note: 'こちらの窓' },
      theirs: { note: '別の窓' },
      state: { kind: 'conflict' },
    })
    expect(state.kept.body).toEqual({ note: '別の窓' })
    keeper.keepMine()
    await rest()
    expect(state.kept).toMatchObject({ body: { note: 'こちらの窓' }, version: 3 })
  })

  test('of the other window can be taken into the form', async () => {
    const { state, doors } = server()
    const keeper = new DraftKeeper(doors, shape, { note: '' })
    await keeper.start()
    state.kept = kept('別の窓', 5)
    keeper.set({ note: 'こちら' })
    await rest()
    keeper.takeTheirs()
    expect(keeper.current()).toMatchObject({ value: { note: '別の窓' }, theirs: undefined })
    keeper.set({ note: '続き' })
    await rest()
    expect(state.kept).toMatchObject({ body: { note: '続き' }, version: 6 })
  })

  test('is saved at once when the screen closes and before signing out', async () => {
    const { state, doors } = server()
    const keeper = new DraftKeeper(doors, shape, { note: '' })
    await keeper.start()
    keeper.set({ note: '途中' })
    await settleDrafts()
    expect(state.kept?.body).toEqual({ note: '途中' })
    keeper.set({ note: '閉じる前' })
    keeper.end()
    await vi.advanceTimersByTimeAsync(0)
    expect(state.kept?.body).toEqual({ note: '閉じる前' })
  })

  test('that was sent is thrown away and does not come back', async () => {
    const { state, doors } = server()
    const keeper = new DraftKeeper(doors, shape, { note: '' })
    await keeper.start()
    keeper.set({ note: '送った' })
    await rest()
    await keeper.discard()
    keeper.set({ note: 'あと' })
    await rest()
    expect(state.kept).toBeNull()
  })
})
