import type { RecallOutcome, RecallThing, RetentionGround } from '../recall/recall.ts'

/** Everything the statement says around what is in it. */
export type StatementWords = {
  readonly title: string
  readonly lead: (askedOn: string, agency: string, town: string) => readonly string[]
  readonly toldHeading: string
  readonly toldLead: string
  readonly toldNothing: string
  readonly recallHeading: string
  readonly recallLead: string
  readonly recallAnswered: (on: string) => string
  readonly recallWaiting: (dueOn: string | undefined) => string
  readonly things: Readonly<Record<RecallThing, string>>
  readonly outcomes: Readonly<Record<RecallOutcome, string>>
  readonly keptBecause: (ground: string) => string
  readonly lookHeading: string
  readonly lookLead: string
  readonly lookLeadFormal: string
  readonly lookColumns: readonly string[]
  readonly lookNothing: string
  readonly lookOther: string
  readonly nobody: string
  readonly timesMore: (times: number) => string
  /** Why somebody looked, by what the log calls the deed. */
  readonly looks: Readonly<Record<string, string | undefined>>
  readonly stayHeading: string
  readonly stayLead: string
  readonly stays: readonly { readonly what: string; readonly because: string; readonly ground?: RetentionGround }[]
  readonly provision: (text: string) => string
  readonly complaintHeading: string
  readonly complaintLead: string
  readonly complaintColumns: readonly string[]
  readonly complaintKinds: Readonly<Record<'company' | 'municipality' | 'commission', string>>
  readonly phoneUnknown: string
  /** For the person's own page, where nobody's identity was checked. */
  readonly own: {
    readonly lead: string
    readonly lookLead: string
    readonly firstLook: (on: string) => string
    readonly notOpened: string
    readonly companyLook: (on: string, times: number) => string
    readonly files: string
    readonly pdf: string
    readonly csv: string
  }
  readonly issuedBy: string
  readonly page: string
}
