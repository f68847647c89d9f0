/** Who answers the telephone at this moment, so that nobody is sent to a closed door. */
import type { ContactWindow, DutyContact } from './contact-window.ts'
import { type JapanTime, japanTimeOf, type OpenState, openState } from './opening-hours.ts'

/** One line of a duty roster (当番表): who answers in place of the window, from and until. */
export type DutyShift = DutyContact & { readonly from: JapanTime; readonly until: JapanTime }

export type WhoAnswers = {
  readonly state: OpenState
  readonly by: 'window' | 'duty' | 'when-closed' | 'fallback' | 'municipality' | 'emergency-only'
  readonly name: string
  readonly phone?: string
  readonly because: string
}

export const emergencySentence = '命の危険があるときは、119（救急）か110（警察）に先に電話してください。'

function isNowIn(shift: DutyShift, now: JapanTime): boolean {
  const key = (time: JapanTime) => `${time.date} ${String(time.minutes).padStart(4, '0')}`
  return key(shift.from) <= key(now) && key(now) < key(shift.until)
}

export type AnswerSources = {
  readonly roster?: readonly DutyShift[]
  readonly fallback?: Pick<ContactWindow, 'name' | 'phone'>
  readonly municipality?: { readonly name: string; readonly phone?: string }
}

/**
 * Who answers at this moment: the open window itself; else the duty roster, the window's own arrangement, the central
 * number, the municipality; at last nobody but 119 and 110. There is always an answer.
 */
export function answersNow(
  window: Pick<ContactWindow, 'name' | 'phone' | 'hours' | 'whenClosed'>,
  now: JapanTime,
  sources: AnswerSources = {},
): WhoAnswers {
  const state = openState(window.hours, now)
  if (state.kind !== 'closed' && window.phone !== undefined) {
    const because = state.kind === 'open' ? `${state.until}まで受け付けています。` : state.because
    return { state, by: 'window', name: window.name, phone: window.phone, because }
  }
  const because = state.kind === 'closed' ? state.because : '電話番号の登録がありません。'
  const duty = sources.roster?.find((shift) => isNowIn(shift, now))
  if (duty) return { state, by: 'duty', name: duty.name, phone: duty.phone, because }
  if (window.whenClosed) return { state, by: 'when-closed', ...window.whenClosed, because }
  if (sources.fallback?.phone !== undefined) {
    return { state, by: 'fallback', name: sources.fallback.name, phone: sources.fallback.phone, because }
  }
  if (sources.municipality?.phone !== undefined) {
    return { state, by: 'municipality', name: sources.municipality.name, phone: sources.municipality.phone, because }
  }
  return { state, by: 'emergency-only', name: '119・110', because: `${because}${emergencySentence}` }
}

/** Who answers at an instant, by the window's own arrangement: what may be told to everybody, without the duty roster. */
export function answersAt(window: ContactWindow, instant: Date): WhoAnswers {
  return answersNow(window, japanTimeOf(instant))
}
