import { z } from 'zod'
import type { ConflictRow } from '#ui/conflict-panel.tsx'
import type { FieldProblem } from '#ui/form.tsx'
import { type Employer, type keepLeafletPlace, PLACE_KINDS, type StockPlace } from '../stock/stock-contract.ts'
import { readNumber } from './typed-number.ts'

/** A place as it is typed; `version` 0 is a place that is not kept yet. */
export const placeDraft = z.object({
  name: z.string(),
  kind: z.enum(['store', 'branch', 'contractor']),
  employerId: z.string(),
  reorder: z.string(),
  version: z.number(),
})
export type PlaceDraft = z.infer<typeof placeDraft>

/** A place as it stands, to be changed. */
export function draftOf({ name, kind, employerId, reorderAt, version }: StockPlace): PlaceDraft {
  return { name, kind, employerId: employerId ?? '', reorder: String(reorderAt), version }
}

type Body = z.input<(typeof keepLeafletPlace)['body']>

/** What goes over the wire, or what is still missing. */
export function bodyOf(draft: PlaceDraft): { body: Body } | { problems: readonly FieldProblem[] } {
  const { name, kind, employerId, version } = draft
  const reorderAt = readNumber(draft.reorder)
  if (reorderAt === undefined) {
    return { problems: [{ path: 'reorderAt', message: '注文の目安は「100」のように数字で入力してください。' }] }
  }
  return {
    body: {
      ...{ name, kind, reorderAt },
      ...(kind === 'contractor' && employerId !== '' ? { employerId } : {}),
      ...(version > 0 ? { version } : {}),
    },
  }
}

/** Only what differs between two versions of a place. */
export function differencesOf(employers: readonly Employer[]) {
  const rows: readonly { label: string; say: (draft: PlaceDraft) => string }[] = [
    { label: '場所の名前', say: ({ name }) => name },
    { label: '場所の種類', say: ({ kind }) => PLACE_KINDS[kind] },
    { label: '委託先', say: ({ employerId }) => employers.find(({ id }) => id === employerId)?.name ?? '' },
    { label: '注文の目安', say: ({ reorder }) => `${reorder}枚` },
  ]
  return (mine: PlaceDraft, theirs: PlaceDraft): readonly ConflictRow[] =>
    rows
      .filter(({ say }) => say(mine) !== say(theirs))
      .map(({ label, say }) => ({ label, mine: say(mine) || '空', theirs: say(theirs) || '空' }))
}
