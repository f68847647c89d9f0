import { calendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import type { ChipTone } from '#ui/chip-label.tsx'
import type { IconName } from '#ui/icon.tsx'
import { type CooperationState, daysLeftText } from '../cooperation.ts'

/** Word, icon and colour of each state. */
export const COOPERATION_LOOKS = {
  drafted: { tone: 'neutral', icon: 'edit' },
  sent: { tone: 'blue', icon: 'clock' },
  answered: { tone: 'green', icon: 'check' },
  declined: { tone: 'neutral', icon: 'check' },
  unable: { tone: 'neutral', icon: 'check' },
  expired: { tone: 'yellow', icon: 'clock' },
  withdrawn: { tone: 'neutral', icon: 'document' },
} as const satisfies Record<CooperationState, { tone: ChipTone; icon: IconName }>

/** The days left of one that still waits. */
export function leftText(dueOn: string, state: CooperationState): string {
  if (state !== 'sent' && state !== 'drafted' && state !== 'expired') return ''
  return daysLeftText(calendarDate(dueOn), todayInJapan(new Date()))
}

export const INTERESTS = { life: '命', body: '身体', property: '財産' } as const
