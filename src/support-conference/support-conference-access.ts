import type { SittingCommand } from './support-conference.ts'

/**
 * Who may do what around a conference: role × action. The first of two locks; the second are the functions of
 * db/migrations/0026. What no row names is answered like what does not exist. Whether somebody reads papers of an item is
 * not decided by role but by the case (sec.may_see_case), and whether a pack opens by being called to its item.
 */
export type ConferenceAction =
  | 'read'
  | 'create-body'
  | 'change-by-laws'
  | 'keep-roster'
  | 'plan'
  | 'move'
  | 'keep-items'
  | 'keep-room'

export const CONFERENCE_ACCESS = {
  municipal_officer: [
    'read',
    'create-body',
    'change-by-laws',
    'keep-roster',
    'plan',
    'move',
    'keep-items',
    'keep-room',
  ],
  lead_worker: ['read', 'keep-roster', 'plan', 'move', 'keep-items', 'keep-room'],
  consultation_worker: ['read', 'keep-items', 'keep-room'],
  tenant_admin: [],
} as const satisfies Record<string, readonly ConferenceAction[]>

const table: Readonly<Record<string, readonly ConferenceAction[] | undefined>> = CONFERENCE_ACCESS

/** Whether one of the roles carries the action. */
export function mayInConference(roles: readonly string[], action: ConferenceAction): boolean {
  return roles.some((role) => table[role]?.includes(action) ?? false)
}

/** The action of the table above that a command of a sitting is. */
export const ACTION_OF_COMMAND = {
  edit: 'plan',
  call: 'move',
  open: 'move',
  close: 'move',
  settle: 'move',
  cancel: 'move',
  'call-member': 'keep-items',
  'issue-pack': 'keep-items',
  attend: 'keep-room',
  decide: 'keep-items',
  'count-copies': 'keep-room',
} as const satisfies Record<SittingCommand, ConferenceAction>
