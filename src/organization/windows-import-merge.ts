/** One desk that a register lists in many rows, once for each municipality it serves. */
import type { WindowArea } from './contact-window.ts'
import type { MendKind, PlannedWindow, RowOutcome } from './windows-import-model.ts'
import type { WindowRow } from './windows-import-rows.ts'

/** Everything but the area and the record's own name: rows that differ in anything else stay apart. */
function sameDeskKey(window: PlannedWindow): string {
  const { sourceRecord: _record, areas: _areas, ...rest } = window
  return JSON.stringify(Object.entries(rest).toSorted(([left], [right]) => left.localeCompare(right)))
}

function areaKey(area: WindowArea): string {
  return [area.level, area.code, area.town ?? '', area.part ?? ''].join('|')
}

type Meeting = { readonly into: RowOutcome; readonly merge: boolean; readonly sameArea: boolean }

function mergeOutcome(row: RowOutcome, { into, merge, sameArea }: Meeting): RowOutcome {
  const kind: MendKind = 'merge-same-window'
  if (merge) {
    const because = `${row.because ?? ''}${into.line}行目の窓口にまとめました。`
    return { ...row, outcome: 'mended', mends: [...row.mends, kind], because }
  }
  if (sameArea) {
    const because = `${into.line}行目とまったく同じ窓口です。`
    return { ...row, outcome: 'refused', mends: [], wouldMend: [kind], notices: [], because }
  }
  return { ...row, wouldMend: [...row.wouldMend, kind], notices: [...row.notices, 'same-desk'] }
}

type Group = { readonly first: RowOutcome; window: PlannedWindow; readonly areaKeys: Set<string> }

/**
 * Rows of one desk. With `merge` they become one window with several areas; without it they stay apart, except that a
 * row which repeats desk and area in full is refused: it would make one window look like two.
 */
export function joinSameDesks(planned: readonly WindowRow[], merge: boolean) {
  const groups = new Map<string, Group>()
  const rows: RowOutcome[] = []
  const apart: PlannedWindow[] = []
  for (const { outcome, window } of planned) {
    if (window === undefined) {
      rows.push(outcome)
      continue
    }
    const key = sameDeskKey(window)
    const keys = window.areas.map(areaKey)
    const group = groups.get(key)
    if (group === undefined) {
      groups.set(key, { first: outcome, window, areaKeys: new Set(keys) })
      rows.push(outcome)
      continue
    }
    const sameArea = keys.every((one) => group.areaKeys.has(one))
    rows.push(mergeOutcome(outcome, { into: group.first, merge, sameArea }))
    if (sameArea) continue
    for (const one of keys) group.areaKeys.add(one)
    if (merge) group.window = { ...group.window, areas: [...group.window.areas, ...window.areas] }
    else apart.push(window)
  }
  return { rows, windows: [...[...groups.values()].map((group) => group.window), ...apart] }
}
