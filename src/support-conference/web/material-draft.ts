import { z } from 'zod'
import { readDate } from '#ui/date-field.tsx'
import type { FieldProblem } from '#ui/form.tsx'
import { type Material, material } from '../pack-contract.ts'
import { interests, packFields } from '../pack-rules.ts'

/** The material as typed; days stay text until they can be read. */
export const materialDraft = z.object({
  basis: z.enum(['consent', 'without-consent']).optional(),
  on: z.string(),
  note: z.string(),
  interest: z.enum(interests).optional(),
  whyHard: z.string(),
  necessity: z.string(),
  supply: z.string(),
  payment: z.string(),
  people: z.string(),
  situation: z.string(),
  efforts: z.string(),
  question: z.string(),
  leftOut: z.array(z.enum(packFields)),
})
export type MaterialDraft = z.infer<typeof materialDraft>

/** The form for what stands, or an empty one. */
export function draftOf(written: Material | undefined): MaterialDraft {
  const basis = written?.basis
  return {
    basis: basis?.kind,
    on: basis?.kind === 'consent' ? basis.on : '',
    note: basis?.kind === 'consent' ? (basis.note ?? '') : '',
    interest: basis?.kind === 'without-consent' ? basis.interest : undefined,
    whyHard: basis?.kind === 'without-consent' ? basis.whyHard : '',
    necessity: basis?.kind === 'without-consent' ? basis.necessity : '',
    supply: written?.supply ?? '',
    payment: written?.payment ?? '',
    people: written?.people ?? '',
    situation: written?.situation ?? '',
    efforts: written?.efforts ?? '',
    question: written?.question ?? '',
    leftOut: written?.leftOut ?? [],
  }
}

/** What the form says on the wire, or what is still missing in it. */
export function materialOf(draft: MaterialDraft): { material: Material } | { problems: readonly FieldProblem[] } {
  const { basis, on, note, interest, whyHard, necessity, ...rest } = draft
  const asked = material.safeParse({
    ...rest,
    basis:
      basis === 'consent'
        ? { kind: basis, on: readDate(on) ?? '', ...(note === '' ? {} : { note }) }
        : { kind: basis, interest, whyHard, necessity },
  })
  if (asked.success) return { material: asked.data }
  return {
    problems: asked.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message: path.join('.') === 'basis.interest' ? '守るもの（生命・身体・財産）を選んでください。' : message,
    })),
  }
}
