import { halfWidth } from '#kernel/character-width.ts'
import type { FieldProblem } from '#ui/form.tsx'
import { capacityInput } from '../screening-terms-contract.ts'

/** The form as typed. */
export type CapacityDraft = { readonly people: string; readonly validFrom: string; readonly note: string }

export const emptyCapacity: CapacityDraft = { people: '', validFrom: '', note: '' }

type Declaration = ReturnType<typeof capacityInput.parse>

/** What the form says on the wire, or what cannot be sent like this. `day` is the date as it was read. */
export function declarationOf(
  { people, validFrom, note }: CapacityDraft,
  { agencyId, day }: { agencyId: string; day: string | undefined },
): { declaration: Declaration } | { problems: readonly FieldProblem[] } {
  const plain = halfWidth(people).replaceAll(/[\s,人]/gu, '')
  const missing = [
    ...(/^\d+$/.test(plain) ? [] : [{ path: 'peoplePerMonth', message: '人数を数字で入れてください（例：8）。' }]),
    ...(day === undefined
      ? [
          {
            path: 'validFrom',
            message:
              validFrom.trim() === ''
                ? 'いつからかを入れてください。'
                : '「いつから」を日付として読めません。例：2026年12月1日',
          },
        ]
      : []),
  ]
  const read = capacityInput.safeParse({
    organizationId: agencyId,
    validFrom: day ?? '2000-01-01',
    peoplePerMonth: missing.length === 0 ? Number(plain) : 0,
    note,
  })
  const problems = [
    ...missing,
    ...(read.success ? [] : read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))),
  ]
  if (problems.length > 0 || !read.success) return { problems }
  return { declaration: read.data }
}
