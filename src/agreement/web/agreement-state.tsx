import { ChipLabel } from '#ui/chip-label.tsx'
import { dayText } from '#ui/day-text.ts'
import { AGREEMENT_STATES } from '../agreement.ts'
import type { AgreementView } from '../agreement-contract.ts'

const looks = {
  drafted: { tone: 'yellow', icon: 'edit' },
  agreed: { tone: 'blue', icon: 'clock' },
  'in-force': { tone: 'green', icon: 'check' },
  superseded: { tone: 'neutral', icon: 'document' },
  ended: { tone: 'neutral', icon: 'close' },
} as const satisfies Record<AgreementView['state'], object>

/** The state in a word. */
export function StateChip({ state }: Pick<AgreementView, 'state'>) {
  return <ChipLabel {...looks[state]}>{AGREEMENT_STATES[state]}</ChipLabel>
}

/** From when until when, in words. */
export function periodText({ validFrom, validUntil }: Pick<AgreementView, 'validFrom' | 'validUntil'>): string {
  const from = validFrom === null ? '始まる日は未定' : `${dayText(validFrom)}から`
  return validUntil === null ? `${from}、終わる日は決めていません` : `${from}、${dayText(validUntil)}まで`
}
