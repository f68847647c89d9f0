import type { z } from 'zod'
import { readDate } from '#ui/date-field.tsx'
import type { FieldProblem } from '#ui/form.tsx'
import { type ByLaws, USUAL_BY_LAWS } from '../by-laws.ts'
import { byLaws } from '../conference-body-contract.ts'

export type ByLawsInput = z.input<typeof byLaws>
/** By-laws as typed: numbers and the day stay text until they can be read. */
export type ByLawsDraft = Omit<ByLawsInput, 'retentionYears' | 'daysBefore' | 'daysAfter'> & {
  readonly retentionYears: string
  readonly daysBefore: string
  readonly daysAfter: string
  readonly validFrom: string
}

/** The form for the edition that follows, beginning with what stands. */
export function draftOf(standing: ByLawsInput, validFrom: string): ByLawsDraft {
  const { retentionYears, daysBefore, daysAfter, ...rest } = standing
  return {
    ...rest,
    validFrom,
    retentionYears: String(retentionYears),
    daysBefore: String(daysBefore),
    daysAfter: String(daysAfter),
  }
}

/** What by-laws of the field have in common; a body changes what its own say. */
export function usualDraft(validFrom: string): ByLawsDraft {
  const usual: ByLaws & Pick<ByLawsInput, 'secrecyVersion'> = USUAL_BY_LAWS
  return draftOf(
    { ...usual, callable: [...usual.callable], alwaysCalled: [...usual.alwaysCalled], jointWith: [...usual.jointWith] },
    validFrom,
  )
}

/** What the form says on the wire, or what cannot be sent like this. */
export function byLawsOf({ validFrom, retentionYears, daysBefore, daysAfter, ...rest }: ByLawsDraft) {
  const number = (text: string) => Number(text.normalize('NFKC').trim() || 'x')
  const from = readDate(validFrom)
  const read = byLaws.safeParse({
    ...rest,
    retentionYears: number(retentionYears),
    daysBefore: number(daysBefore),
    daysAfter: number(daysAfter),
  })
  const problems: readonly FieldProblem[] = [
    ...(from === undefined
      ? [{ path: 'validFrom', message: '使い始める日を「2026年4月1日」のように入力してください。' }]
      : []),
    ...(read.success ? [] : read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))),
  ]
  if (problems.length > 0 || from === undefined || !read.success) return { problems }
  return { validFrom: from, byLaws: read.data }
}
