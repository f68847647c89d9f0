import { type CalendarDate, compareDates } from '#kernel/calendar-date.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'

/** The way of a judgement: asked by one, decided by another; decided on duty or on another ground, signed by a third. */
export const JUDGEMENT_STATES = {
  draft: '下書き',
  asked: '判断を待っています',
  permitted: '渡してよいと判断',
  refused: '渡さないと判断',
  'second-signature-due': 'もう一人の確認を待っています',
  signed: 'もう一人も確認済み',
  overturned: 'もう一人の確認で取り消し',
  expired: '期限切れ',
} as const
export type JudgementState = keyof typeof JUDGEMENT_STATES
export const judgementStates = [
  'draft',
  'asked',
  'permitted',
  'refused',
  'second-signature-due',
  'signed',
  'overturned',
  'expired',
] as const satisfies readonly JudgementState[]

export const JUDGEMENT_COMMANDS = {
  change: '書き直す',
  ask: '判断をお願いする',
  'take-back': 'お願いを取り下げる',
  permit: '渡してよいと判断する',
  'permit-until-signed': '渡してよいと判断する（もう一人の確認が要る）',
  refuse: '渡さないと判断する',
  sign: '確認する',
  overturn: '取り消す',
  expire: '期限が過ぎる',
} as const
export type JudgementCommand = keyof typeof JUDGEMENT_COMMANDS
export const judgementCommands = [
  'change',
  'ask',
  'take-back',
  'permit',
  'permit-until-signed',
  'refuse',
  'sign',
  'overturn',
  'expire',
] as const satisfies readonly JudgementCommand[]

export const NEXT_JUDGEMENT_STATE = {
  draft: { change: 'draft', ask: 'asked' },
  asked: {
    'take-back': 'draft',
    permit: 'permitted',
    'permit-until-signed': 'second-signature-due',
    refuse: 'refused',
    expire: 'expired',
  },
  permitted: { expire: 'expired' },
  'second-signature-due': { sign: 'signed', overturn: 'overturned', expire: 'expired' },
  signed: { expire: 'expired' },
  refused: {},
  overturned: {},
  expired: {},
} as const satisfies Record<JudgementState, Partial<Record<JudgementCommand, JudgementState>>>

const next: Readonly<Record<JudgementState, Readonly<Partial<Record<JudgementCommand, JudgementState>>>>> =
  NEXT_JUDGEMENT_STATE

/** The state after a command, or why the command is not possible now. */
export function decideJudgement(state: JudgementState, command: JudgementCommand): Result<JudgementState> {
  const to = next[state][command]
  if (to !== undefined) return ok(to)
  return refuse(
    'transition_not_allowed',
    `この判断の記録は「${JUDGEMENT_STATES[state]}」のため、「${JUDGEMENT_COMMANDS[command]}」はできません。`,
  )
}

/** The state on a day; expiry is by calendar, nobody has to press anything. */
export function judgementStateOn(
  { state, validUntil }: { readonly state: JudgementState; readonly validUntil: CalendarDate | undefined },
  today: CalendarDate,
): JudgementState {
  const past = validUntil !== undefined && compareDates(validUntil, today) < 0
  return past ? (next[state].expire ?? state) : state
}
