import { z } from 'zod'
import { readDate } from '#ui/date-field.tsx'
import { dayText } from '#ui/day-text.ts'
import type { FieldProblem } from '#ui/form.tsx'
import { AGREEMENT_KINDS } from '../agreement.ts'
import { type AgreementTermsInput, type AgreementView, agreementTerms, agreementView } from '../agreement-contract.ts'
import { categoriesText, FEEDBACK_LEVELS } from '../agreement-words.ts'

/** The form as typed: dates stay text until they can be read. */
export const agreementDraft = z.object({
  title: z.string(),
  kind: agreementTerms.shape.kind,
  validFrom: z.string(),
  validUntil: z.string(),
  categories: agreementView.shape.categories,
  feedbackCeiling: agreementTerms.shape.feedbackCeiling,
  parties: z.array(z.object({ organizationId: z.string(), name: z.string(), agreedOn: z.string() })),
  /** Of the record that the form began with; 0 for a new one. */
  version: z.number(),
})
export type AgreementDraft = z.infer<typeof agreementDraft>

/** The form for an agreement that stands, or for the next version of one. */
export function draftOf(agreement: AgreementView): AgreementDraft {
  const { title, kind, categories, feedbackCeiling, version } = agreement
  return {
    title,
    kind,
    categories,
    feedbackCeiling,
    version,
    validFrom: agreement.validFrom ?? '',
    validUntil: agreement.validUntil ?? '',
    parties: agreement.parties.map(({ organizationId, name, agreedOn }) => ({
      organizationId,
      name,
      agreedOn: agreedOn ?? '',
    })),
  }
}

/** The next version of an agreement: the same terms, nobody has agreed yet. */
export function nextVersionOf(agreement: AgreementView): AgreementDraft {
  const draft = draftOf(agreement)
  const parties = draft.parties.map((party) => ({ ...party, agreedOn: '' }))
  return { ...draft, title: `${draft.title}（次の版）`, validFrom: '', validUntil: '', parties, version: 0 }
}

/** An empty form that knows who drafts it. */
export function emptyDraft(own: { id: string; name: string } | undefined): AgreementDraft {
  return {
    title: '',
    kind: 'report',
    validFrom: '',
    validUntil: '',
    categories: ['identity', 'contact', 'supply', 'observation'],
    feedbackCeiling: 'contacted',
    parties: own === undefined ? [] : [{ organizationId: own.id, name: own.name, agreedOn: '' }],
    version: 0,
  }
}

/** What the form says on the wire, or what cannot be sent like this. */
export function termsOf(draft: AgreementDraft): { terms: AgreementTermsInput } | { problems: readonly FieldProblem[] } {
  const { version: _version, ...rest } = draft
  const terms = agreementTerms.safeParse({
    ...rest,
    validFrom: readDate(draft.validFrom) ?? null,
    validUntil: readDate(draft.validUntil) ?? null,
    parties: draft.parties.map(({ organizationId, agreedOn }) => ({
      organizationId,
      agreedOn: readDate(agreedOn) ?? null,
    })),
  })
  const problems = [...unreadDays(draft), ...(terms.success ? [] : problemsIn(terms.error))]
  if (problems.length > 0 || !terms.success) return { problems }
  return { terms: terms.data }
}

function unreadDays({ validFrom, validUntil, parties }: AgreementDraft): readonly FieldProblem[] {
  const days = [
    { path: 'validFrom', label: '始まる日', text: validFrom },
    { path: 'validUntil', label: '終わる日', text: validUntil },
    ...parties.map(({ name, agreedOn }, index) => ({
      path: `parties.${index}.agreedOn`,
      label: `${name}が合意した日`,
      text: agreedOn,
    })),
  ]
  return days.flatMap(({ path, label, text }) =>
    text.trim() === '' || readDate(text) !== undefined
      ? []
      : [{ path, message: `「${label}」を日付として読めません。例：2026年11月22日` }],
  )
}

function problemsIn(error: z.ZodError): readonly FieldProblem[] {
  return error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}

/** What differs, in words, for the two versions side by side. */
export function differencesOf(mine: AgreementDraft, theirs: AgreementDraft) {
  const lines = (draft: AgreementDraft) => [
    { label: '協定の名前', text: draft.title },
    { label: '種類', text: AGREEMENT_KINDS[draft.kind] },
    { label: '始まる日', text: shown(draft.validFrom) },
    { label: '終わる日', text: shown(draft.validUntil) },
    { label: '連絡に含めてよいこと', text: categoriesText(draft.categories) },
    { label: '会社に戻る知らせ', text: FEEDBACK_LEVELS[draft.feedbackCeiling] },
    { label: '当事者', text: draft.parties.map(({ name, agreedOn }) => `${name}（${shown(agreedOn)}）`).join('\n') },
  ]
  const others = lines(theirs)
  return lines(mine).flatMap(({ label, text }, index) => {
    const other = others[index]?.text ?? ''
    return text === other ? [] : [{ label, mine: text, theirs: other }]
  })
}

function shown(typed: string): string {
  if (typed.trim() === '') return '未定'
  const date = readDate(typed)
  return date === undefined ? typed : dayText(date)
}
