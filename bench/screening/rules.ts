import type { Condition } from '#arrears-screening/condition.ts'
import { completeMunicipalityCode } from '#kernel/municipality-code.ts'
import { getValue } from '#kernel/result.ts'

/** The day the bench pretends to run on: in winter, so that seasons count. */
export const benchRunDate = '2026-01-20'
/** Agreements of the pack, one a municipality; the last 60 of the 960 municipalities have none. */
export const benchAgreements = 900
const municipalities = 960

/** Invented municipalities with right check digits: the numbers 601 and up of a prefecture are hardly used. */
export const benchMunicipalities: readonly string[] = Array.from({ length: municipalities }, (_, at) =>
  getValue(completeMunicipalityCode(`${String(1 + (at % 47)).padStart(2, '0')}${970 + Math.floor(at / 47)}`)),
)

/** The ten conditions that 900 agreements share, as companies and cities write them: by months, yen, stage, days, season and household. */
export const benchConditions: readonly Condition[] = [
  { kind: 'all', of: [months(3), { kind: 'stage-at-least', stage: 'stop-notice' }] },
  { kind: 'any', of: [{ kind: 'all', of: [months(2), flag('elderlyAlone')] }, months(4)] },
  {
    kind: 'any',
    of: [
      { kind: 'all', of: [months(1), flag('cannotPaySaid')] },
      { kind: 'all', of: [months(3), unpaid(30_000)] },
    ],
  },
  { kind: 'all', of: [unpaid(20_000), { kind: 'days-since', fact: 'oldestDueOn', is: 'at-least', days: 75 }] },
  {
    kind: 'all',
    of: [
      { kind: 'stage-at-least', stage: 'stop-notice' },
      { kind: 'days-until', fact: 'stopOn', is: 'at-most', days: 14 },
    ],
  },
  {
    kind: 'any',
    of: [
      { kind: 'all', of: [months(2), flag('infant')] },
      { kind: 'all', of: [months(1), flag('medicalDevice')] },
      { kind: 'all', of: [months(3), { kind: 'not', of: flag('deferralAsked') }] },
    ],
  },
  {
    kind: 'any',
    of: [
      { kind: 'all', of: [{ kind: 'season', from: '12-01', to: '03-31' }, flag('winterArea'), months(1)] },
      { kind: 'all', of: [months(3), unpaid(25_000)] },
    ],
  },
  {
    kind: 'all',
    of: [
      { kind: 'one-of', fact: 'noticeStage', values: ['stop-notice', 'stopped'] },
      { kind: 'one-of', fact: 'supply', values: ['electricity', 'gas'] },
      months(2),
    ],
  },
  {
    kind: 'any',
    of: [
      { kind: 'one-of', fact: 'instalmentPlan', values: ['broken'] },
      { kind: 'all', of: [flag('cannotPaySaid'), unpaid(10_000)] },
      { kind: 'all', of: [months(4), flag('customer')] },
    ],
  },
  {
    kind: 'all',
    of: [
      { kind: 'any', of: [months(2), unpaid(15_000)] },
      { kind: 'any', of: [flag('elderlyAlone'), flag('infant'), flag('medicalDevice'), flag('deferralAsked')] },
      { kind: 'not', of: { kind: 'one-of', fact: 'instalmentPlan', values: ['kept'] } },
    ],
  },
]

/** Which of the ten conditions the agreement of municipality number `at` has. */
export const conditionOf = (at: number): number => (at * 7) % benchConditions.length

function months(value: number): Condition {
  return { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value }
}

function unpaid(value: number): Condition {
  return { kind: 'number', fact: 'unpaidYen', is: 'at-least', value }
}

function flag(
  fact: 'elderlyAlone' | 'cannotPaySaid' | 'infant' | 'medicalDevice' | 'deferralAsked' | 'winterArea' | 'customer',
): Condition {
  return { kind: 'flag', fact, is: true }
}
