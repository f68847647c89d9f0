import { type CalendarDate, daysBetween } from '#kernel/calendar-date.ts'

/**
 * Cooperation requests (Self-Reliance Support Act Art. 9(3)): the conference asks somebody who sits in none of its sittings.
 * Whoever is asked makes an effort to answer (Art. 9(4)) and may say no without giving a reason.
 */
export const COOPERATION_STATES = {
  drafted: '下書き',
  sent: '回答を待っています',
  answered: '回答がありました',
  declined: '応じられないとの回答',
  unable: 'わからないとの回答',
  expired: '期日が過ぎました',
  withdrawn: '取り下げました',
} as const
export type CooperationState = keyof typeof COOPERATION_STATES
export const cooperationStates = [
  'drafted',
  'sent',
  'answered',
  'declined',
  'unable',
  'expired',
  'withdrawn',
] as const satisfies readonly CooperationState[]

/** `record`: an answer that came by telephone, post or at the counter is written down by the office. */
export const cooperationCommands = ['send', 'reissue', 'withdraw', 'record', 'answer'] as const
export type CooperationCommand = (typeof cooperationCommands)[number]

/** In which states each command may be given; `sec.move_cooperation` and `sec.is_open_request` hold the same. */
export const COOPERATION_STEPS = {
  send: ['drafted'],
  reissue: ['sent'],
  withdraw: ['drafted', 'sent'],
  record: ['sent', 'expired'],
  answer: ['sent'],
} as const satisfies Record<CooperationCommand, readonly CooperationState[]>

const steps: Readonly<Record<CooperationCommand, readonly CooperationState[]>> = COOPERATION_STEPS

/** Whether a command fits a state. */
export function mayStep(state: CooperationState, command: CooperationCommand): boolean {
  return steps[command].includes(state)
}

export const COOPERATION_ENDS = {
  answered: '回答します',
  unable: 'わかりません・資料がありません',
  declined: '応じられません',
} as const
export type CooperationEnd = keyof typeof COOPERATION_ENDS
export const cooperationEnds = ['answered', 'unable', 'declined'] as const satisfies readonly CooperationEnd[]

/** Days for which a link can be opened, and tries that its number bears; `app.cooperation_links` holds the same. */
export const LINK_DAYS = 14
export const LINK_TRIES = 5

/** The days left in words. */
export function daysLeftText(dueOn: CalendarDate, today: CalendarDate): string {
  const left = daysBetween(today, dueOn)
  if (left < 0) return `${-left}日過ぎました`
  return left === 0 ? 'きょうまで' : `あと${left}日`
}

/** 32 letters and digits that are not mistaken for each other; 26 of them carry 130 random bits. */
const symbols = 'abcdefghjkmnpqrstuvwxyz234567890'
export const CODE_LENGTH = 26

/** The code of a link out of 26 random bytes. */
export function linkCodeFrom(random: Uint8Array): string {
  return [...random].map((byte) => symbols[byte % symbols.length] ?? '').join('')
}

/** The code as it was typed or followed: case, width and hyphens do not matter. */
export function readLinkCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** Six digits, each equally likely (48 random bits leave no bias that matters). */
export function linkNumberFrom(random: Uint8Array): string {
  const drawn = [...random].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  return String(drawn % 1_000_000n).padStart(6, '0')
}

/** The number on a receipt out of 8 random bytes, such as `KY-7K3M-9QTX`. */
export function receiptFrom(random: Uint8Array): string {
  const drawn = linkCodeFrom(random).toUpperCase()
  return `KY-${drawn.slice(0, 4)}-${drawn.slice(4, 8)}`
}
