import { z } from 'zod'
import { suppressionShape } from '#arrears-screening/screening-pack-contract.ts'
import type { FieldProblem } from '#ui/form.tsx'
import {
  describeCondition,
  FACTS,
  FACTS_BY_AGREEMENT,
  factNotAllowedText,
  factsNotAllowed,
} from '../screening-terms.ts'
import type { ScreeningTerms } from '../screening-terms-contract.ts'
import { conditionOfDraft, draftGroup, draftOfCondition, emptyGroup } from './condition-draft.ts'
import { readDays } from './condition-topics.ts'

/** The form as typed: numbers stay text until they can be read. */
export const screeningDraft = z.object({
  condition: draftGroup,
  suppression: z.object({
    keptPlan: z.boolean(),
    notCustomer: z.boolean(),
    inSupport: z.boolean(),
    guidedWithinDays: z.string(),
    unlessRoseByYen: z.string(),
  }),
  factsAllowed: z.array(z.enum(FACTS_BY_AGREEMENT)),
  /** Of the record that the form began with. */
  version: z.number(),
})
export type ScreeningDraft = z.infer<typeof screeningDraft>

/** The form for terms that stand, or for a first condition. */
export function draftOfTerms(terms: ScreeningTerms | null, version: number): ScreeningDraft {
  if (terms === null) {
    return {
      condition: emptyGroup('root', 'first'),
      suppression: { keptPlan: true, notCustomer: true, inSupport: false, guidedWithinDays: '60', unlessRoseByYen: '' },
      factsAllowed: [],
      version,
    }
  }
  const { guidedWithinDays, unlessRoseByYen, keptPlan, notCustomer, inSupport } = terms.suppression
  return {
    condition: draftOfCondition(terms.condition),
    suppression: {
      keptPlan,
      notCustomer,
      inSupport,
      guidedWithinDays: textOf(guidedWithinDays),
      unlessRoseByYen: textOf(unlessRoseByYen),
    },
    factsAllowed: [...terms.factsAllowed],
    version,
  }
}

const textOf = (number: number | null) => (number === null ? '' : String(number))

export type ReadTerms = { readonly terms: ScreeningTerms } | { readonly problems: readonly FieldProblem[] }

/** What the form says on the wire, or what cannot be sent like this, each sentence at its field. */
export function termsOfDraft({ condition, suppression, factsAllowed }: ScreeningDraft): ReadTerms {
  const read = conditionOfDraft(condition)
  const held = suppressionOf(suppression)
  const problems = [...('problems' in read ? read.problems : []), ...('problems' in held ? held.problems : [])]
  if ('problems' in read || 'problems' in held) return { problems }
  const missing = factsNotAllowed(read.condition, held.suppression, factsAllowed)
  if (missing.length > 0)
    return { problems: missing.map((fact) => ({ path: 'factsAllowed', message: factNotAllowedText(fact) })) }
  return { terms: { condition: read.condition, suppression: held.suppression, factsAllowed } }
}

function suppressionOf({ guidedWithinDays, unlessRoseByYen, ...flags }: ScreeningDraft['suppression']) {
  const numbers = { guidedWithinDays: readOptional(guidedWithinDays), unlessRoseByYen: readOptional(unlessRoseByYen) }
  const checked = suppressionShape.safeParse({ ...flags, ...numbers, objection: true })
  if (checked.success) return { suppression: checked.data }
  return {
    problems: checked.error.issues.map(({ path, message }) => ({ path: `suppression.${path.join('.')}`, message })),
  }
}

/** Empty says "no such rule"; what is no number stays text, so that the contract refuses it at its field. */
function readOptional(text: string): number | string | null {
  if (text.trim() === '') return null
  return readDays(text.replaceAll('円', '')) ?? text
}

/** What differs, in words, for the two versions side by side. */
export function differencesOfTerms(mine: ScreeningDraft, theirs: ScreeningDraft) {
  const lines = (draft: ScreeningDraft) => {
    const read = conditionOfDraft(draft.condition)
    const { keptPlan, notCustomer, inSupport, guidedWithinDays, unlessRoseByYen } = draft.suppression
    return [
      { label: '条件', text: 'condition' in read ? describeCondition(read.condition) : '入力の途中です' },
      {
        label: '控える場合',
        text: [keptPlan, notCustomer, inSupport].map((one) => (one ? 'はい' : 'いいえ')).join('・'),
      },
      { label: '前回のご案内からの日数', text: guidedWithinDays || 'なし' },
      { label: '増えたら控えない金額', text: unlessRoseByYen || 'なし' },
      { label: '使ってよい情報', text: draft.factsAllowed.map((fact) => FACTS[fact]).join('、') || 'なし' },
    ]
  }
  const others = lines(theirs)
  return lines(mine).flatMap(({ label, text }, index) => {
    const other = others[index]?.text ?? ''
    return text === other ? [] : [{ label, mine: text, theirs: other }]
  })
}
