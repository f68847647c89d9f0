import type { Consent, DataCategory } from '#consent/consent.ts'
import type { CalendarDate } from '#kernel/calendar-date.ts'
import type { Statute } from '#kernel/statute.ts'
import type { AgreementTerms, Ground, LegalKind, SharingPurpose } from './grounds.ts'
import type { JudgementRecord } from './judgement.ts'
import type { JudgementState } from './judgement-states.ts'

/** A record as the gate meets it: what was written, how far it has come, and whether it is about this very sharing. */
export type Judgement = JudgementRecord & {
  readonly state: JudgementState
  /** Same provider, report and recipient as the sharing that is asked for. */
  readonly aboutThis: boolean
  readonly requestedBy: string
  readonly decidedBy: string | undefined
  readonly secondDueOn: CalendarDate | undefined
}

/** All that the gate looks at. */
export type SharingFacts = {
  readonly provider: { readonly legalKind: LegalKind }
  readonly recipient: { readonly tenantId: string; readonly legalKind: LegalKind }
  readonly purpose: SharingPurpose
  readonly categories: readonly DataCategory[]
  readonly ground: Ground
  readonly agreement: AgreementTerms | undefined
  readonly consent: Consent | undefined
  /** The recorded judgement on which it is to go; undefined when there is none. */
  readonly judgement?: Judgement | undefined
  /** When the person last said no without having agreed since (ISO instant). */
  readonly refusedAt?: string | undefined
  /** What the support conference says against it: a code, undefined when the company is called to the item. */
  readonly againstItem?: string | undefined
  /** What the cooperation request says against it: a code, undefined when it asks for these categories. */
  readonly againstRequest?: string | undefined
  /** Whether the one who sends confirmed it within the last minutes. */
  readonly steppedUp: boolean
  readonly today: CalendarDate
}

/** What people read of a rule. */
export type RuleText = {
  readonly title: string
  readonly statutes: readonly Statute[]
  readonly appliesWhen: string
  readonly because: string
}
/** Nobody may override it: there is no record that it would read for that. */
export type NeverRule = RuleText & {
  readonly kind: 'never'
  readonly code: string
  /** Holds when the rule speaks against this sharing. */
  readonly appliesTo: (facts: SharingFacts) => boolean
}

export const neverRule = (rule: Omit<NeverRule, 'kind'>): NeverRule => ({ kind: 'never', ...rule })
