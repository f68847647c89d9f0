import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'

/** A company's own record of what it noticed. Glossary: 通報の状態. */
export const REPORT_STATES = { draft: '下書き', sent: '送信済み', withdrawn: '取り下げ' } as const
export type ReportState = keyof typeof REPORT_STATES

export const REPORT_COMMANDS = {
  save: '書き直す',
  'pass-on': '連絡担当に引き継ぐ',
  send: '相談窓口に送る',
  update: '変わったことを知らせる',
  withdraw: '取り下げる',
  'withdraw-consent': '同意の取り消しを記録する',
  'review-danger': '緊急の連絡を見直す',
} as const
export type ReportCommand = keyof typeof REPORT_COMMANDS

/** Nothing is thrown away after sending: what changed is added, and a withdrawal is an event of its own. */
export const NEXT_REPORT_STATE = {
  draft: { save: 'draft', 'pass-on': 'draft', send: 'sent', 'withdraw-consent': 'draft' },
  sent: {
    update: 'sent',
    withdraw: 'withdrawn',
    'withdraw-consent': 'sent',
    'review-danger': 'sent',
  },
  withdrawn: { 'withdraw-consent': 'withdrawn', 'review-danger': 'withdrawn' },
} as const satisfies Record<ReportState, Partial<Record<ReportCommand, ReportState>>>

/** What the agency received; keyed by municipality. Glossary: 通報の状態 (受けた側). */
export const REFERRAL_STATES = {
  sent: '届いた',
  acknowledged: '受け取りを知らせた',
  accepted: '支援を始めた',
  redirected: 'ほかの窓口に引き継いだ',
  declined: '引き受けなかった',
  withdrawn: '取り下げ',
  concluded: '終了',
} as const
export type ReferralState = keyof typeof REFERRAL_STATES

export const REFERRAL_COMMANDS = {
  acknowledge: '受け取りを知らせる',
  assign: '担当を決める',
  accept: '支援を始める',
  decline: '引き受けられないことを記録する',
  redirect: 'ほかの窓口に引き継ぐ',
  conclude: '終わりにする',
  'choose-feedback': '会社に知らせる範囲を決める',
  tell: '会社に知らせる',
  update: '変わったことを受け取る',
  withdraw: '取り下げを受け取る',
  'withdraw-consent': '同意の取り消しを記録する',
  protect: '保護の印を変える',
} as const
export type ReferralCommand = keyof typeof REFERRAL_COMMANDS

/**
 * Nothing is inferred from silence: `acknowledged` means that a human read it. A withdrawal that comes after the case was
 * opened leaves the agency's lawfully received case record as it is.
 */
export const NEXT_REFERRAL_STATE = {
  sent: {
    acknowledge: 'acknowledged',
    assign: 'sent',
    redirect: 'redirected',
    'choose-feedback': 'sent',
    update: 'sent',
    withdraw: 'withdrawn',
    'withdraw-consent': 'withdrawn',
    protect: 'sent',
  },
  acknowledged: {
    assign: 'acknowledged',
    accept: 'accepted',
    decline: 'declined',
    redirect: 'redirected',
    conclude: 'concluded',
    'choose-feedback': 'acknowledged',
    tell: 'acknowledged',
    update: 'acknowledged',
    withdraw: 'withdrawn',
    'withdraw-consent': 'withdrawn',
    protect: 'acknowledged',
  },
  accepted: {
    assign: 'accepted',
    conclude: 'concluded',
    'choose-feedback': 'accepted',
    tell: 'accepted',
    update: 'accepted',
    withdraw: 'accepted',
    'withdraw-consent': 'accepted',
  },
  redirected: { protect: 'redirected' },
  declined: { 'withdraw-consent': 'declined', protect: 'declined' },
  withdrawn: { protect: 'withdrawn' },
  concluded: { 'withdraw-consent': 'concluded', protect: 'concluded' },
} as const satisfies Record<ReferralState, Partial<Record<ReferralCommand, ReferralState>>>

type Table<State extends string, Command extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Command, State>>>>
>
const reportTable: Table<ReportState, ReportCommand> = NEXT_REPORT_STATE
const referralTable: Table<ReferralState, ReferralCommand> = NEXT_REFERRAL_STATE

export type TransitionRefusal = Refusal<'transition-not-allowed'>

/** Where a command leads; a refusal names the state and what was wanted. */
export function decideReport(state: ReportState, command: ReportCommand): Result<ReportState, TransitionRefusal> {
  const next = reportTable[state][command]
  if (next !== undefined) return ok(next)
  return refuse(
    'transition-not-allowed',
    `この連絡は「${REPORT_STATES[state]}」のため、「${REPORT_COMMANDS[command]}」ことはできません。`,
  )
}

/** Where a command leads; a refusal names the state and what was wanted. */
export function decideReferral(
  state: ReferralState,
  command: ReferralCommand,
): Result<ReferralState, TransitionRefusal> {
  const next = referralTable[state][command]
  if (next !== undefined) return ok(next)
  return refuse(
    'transition-not-allowed',
    `この通報は「${REFERRAL_STATES[state]}」のため、「${REFERRAL_COMMANDS[command]}」ことはできません。`,
  )
}

/** The commands that a state meets, in the order of the table. */
export function listReportCommands(state: ReportState): readonly ReportCommand[] {
  return reportCommands.filter((command) => reportTable[state][command] !== undefined)
}

/** The commands that a state meets, in the order of the table. */
export function listReferralCommands(state: ReferralState): readonly ReferralCommand[] {
  return referralCommands.filter((command) => referralTable[state][command] !== undefined)
}

export const reportStates = ['draft', 'sent', 'withdrawn'] as const satisfies readonly ReportState[]
export const reportCommands = [
  'save',
  'pass-on',
  'send',
  'update',
  'withdraw',
  'withdraw-consent',
  'review-danger',
] as const satisfies readonly ReportCommand[]
export const referralStates = [
  'sent',
  'acknowledged',
  'accepted',
  'redirected',
  'declined',
  'withdrawn',
  'concluded',
] as const satisfies readonly ReferralState[]
export const referralCommands = [
  'acknowledge',
  'assign',
  'accept',
  'decline',
  'redirect',
  'conclude',
  'choose-feedback',
  'tell',
  'update',
  'withdraw',
  'withdraw-consent',
  'protect',
] as const satisfies readonly ReferralCommand[]
