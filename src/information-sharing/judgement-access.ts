import {
  type JudgementCommand,
  type JudgementState,
  judgementCommands,
  NEXT_JUDGEMENT_STATE,
} from './judgement-states.ts'

/**
 * Who asks and who decides on a sharing without consent. The decider belongs to the provider and is never who asked; the
 * database holds the same a second time (db/migrations/0023).
 */
export const JUDGEMENT_ACCESS = {
  field_worker: ['request'],
  arrears_clerk: ['request', 'decide-on-duty'],
  liaison: ['request', 'decide', 'plan-duty'],
  consultation_worker: ['request', 'decide-on-duty'],
  lead_worker: ['request', 'decide'],
  municipal_officer: ['decide'],
} as const
export type JudgementAction = 'request' | 'decide' | 'decide-on-duty' | 'plan-duty'

const access: Readonly<Record<string, readonly JudgementAction[] | undefined>> = JUDGEMENT_ACCESS

/** Whether one of the roles may do this to judgements of its own house. */
export function mayJudge(roles: readonly string[], action: JudgementAction): boolean {
  return roles.some((role) => access[role]?.includes(action) ?? false)
}

/** Who speaks, and whether a duty shift of theirs covers this moment. */
export type Speaker = { readonly userId: string; readonly roles: readonly string[]; readonly onDuty: boolean }
export type JudgementHands = {
  readonly state: JudgementState
  readonly requestedBy: string
  readonly decidedBy: string | undefined
}

const OF_THE_REQUESTER: readonly JudgementCommand[] = ['change', 'ask', 'take-back']
const OF_THE_DECIDER: readonly JudgementCommand[] = ['permit', 'refuse']
const OF_THE_SECOND: readonly JudgementCommand[] = ['sign', 'overturn']

/** The commands that this speaker may give to this record now. */
export function allowedCommands(hands: JudgementHands, speaker: Speaker): readonly JudgementCommand[] {
  const possible: readonly string[] = Object.keys(NEXT_JUDGEMENT_STATE[hands.state])
  return judgementCommands.filter((command) => possible.includes(command) && isHis(command, hands, speaker))
}

function isHis(command: JudgementCommand, hands: JudgementHands, { userId, roles, onDuty }: Speaker): boolean {
  if (OF_THE_REQUESTER.includes(command)) return hands.requestedBy === userId && mayJudge(roles, 'request')
  if (hands.requestedBy === userId) return false
  if (OF_THE_DECIDER.includes(command)) {
    return mayJudge(roles, 'decide') || (onDuty && mayJudge(roles, 'decide-on-duty'))
  }
  return OF_THE_SECOND.includes(command) && hands.decidedBy !== userId && mayJudge(roles, 'decide')
}
