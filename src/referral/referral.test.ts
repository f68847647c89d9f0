import { describe, expect, test } from 'vitest'
import {
  decideReferral,
  decideReport,
  listReferralCommands,
  listReportCommands,
  type ReferralCommand,
  type ReferralState,
  type ReportCommand,
  type ReportState,
  referralCommands,
  referralStates,
  reportCommands,
  reportStates,
} from './referral.ts'
import { referralSentences } from './sentences.ts'

/** Written out a second time, so that a slip in the table is seen: `-` is refused. */
const reportExpected: Record<ReportState, Record<ReportCommand, ReportState | '-'>> = {
  draft: row('draft', 'draft', 'sent', '-', '-', 'draft', '-'),
  sent: row('-', '-', '-', 'sent', 'withdrawn', 'sent', 'sent'),
  withdrawn: row('-', '-', '-', '-', '-', 'withdrawn', 'withdrawn'),
}

function row(...cells: (ReportState | '-')[]): Record<ReportCommand, ReportState | '-'> {
  const cell = (index: number) => cells[index] ?? '-'
  return {
    save: cell(0),
    'pass-on': cell(1),
    send: cell(2),
    update: cell(3),
    withdraw: cell(4),
    'withdraw-consent': cell(5),
    'review-danger': cell(6),
  }
}

const open = ['assign', 'choose-feedback', 'update', 'protect'] as const
const referralExpected: Record<ReferralState, Partial<Record<ReferralCommand, ReferralState>>> = {
  sent: {
    ...Object.fromEntries(open.map((command) => [command, 'sent' as const])),
    acknowledge: 'acknowledged',
    redirect: 'redirected',
    withdraw: 'withdrawn',
    'withdraw-consent': 'withdrawn',
  },
  acknowledged: {
    ...Object.fromEntries(open.map((command) => [command, 'acknowledged' as const])),
    tell: 'acknowledged',
    accept: 'accepted',
    decline: 'declined',
    redirect: 'redirected',
    conclude: 'concluded',
    withdraw: 'withdrawn',
    'withdraw-consent': 'withdrawn',
  },
  accepted: {
    ...Object.fromEntries(open.slice(0, 3).map((command) => [command, 'accepted' as const])),
    tell: 'accepted',
    conclude: 'concluded',
    withdraw: 'accepted',
    'withdraw-consent': 'accepted',
  },
  // Of a case (accepted) the mark is the case's; all others can be marked, also afterwards.
  redirected: { protect: 'redirected' },
  declined: { 'withdraw-consent': 'declined', protect: 'declined' },
  withdrawn: { protect: 'withdrawn' },
  concluded: { 'withdraw-consent': 'concluded', protect: 'concluded' },
}

const answerOf = (result: ReturnType<typeof decideReport> | ReturnType<typeof decideReferral>) =>
  result.ok ? result.value : '-'

describe('Every state meets every command', () => {
  test.each(reportStates.flatMap((state) => reportCommands.map((command) => ({ state, command }))))(
    'a report that is $state is told to $command',
    ({ state, command }) => {
      expect(answerOf(decideReport(state, command))).toBe(reportExpected[state][command])
      expect(listReportCommands(state).includes(command)).toBe(reportExpected[state][command] !== '-')
    },
  )

  test.each(referralStates.flatMap((state) => referralCommands.map((command) => ({ state, command }))))(
    'a referral that is $state is told to $command',
    ({ state, command }) => {
      const expected = referralExpected[state][command] ?? '-'
      expect(answerOf(decideReferral(state, command))).toBe(expected)
      expect(listReferralCommands(state).includes(command)).toBe(expected !== '-')
    },
  )
})

test('a refusal says in words which state stands in the way', () => {
  const refused = decideReferral('concluded', 'accept')
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'transition-not-allowed' } })
  expect(refused.ok ? '' : refused.refusal.because).toContain('終了')
})

test('what has ended is never opened again', () => {
  for (const state of ['redirected', 'declined', 'withdrawn', 'concluded'] as const) {
    for (const command of referralCommands) expect([state, '-']).toContain(answerOf(decideReferral(state, command)))
  }
})

test('a refusal speaks of 連絡 to the company and of 通報 to the agency', () => {
  for (const state of reportStates) {
    for (const command of reportCommands) {
      const decided = decideReport(state, command)
      if (!decided.ok) expect(decided.refusal.because).toMatch(/^この連絡は/)
    }
  }
  for (const state of referralStates) {
    for (const command of referralCommands) {
      const decided = decideReferral(state, command)
      if (!decided.ok) expect(decided.refusal.because).toMatch(/^この通報は/)
    }
  }
})

test('what the database refuses to a company names no 通報', () => {
  const agencyAlone = ['agency-had-it-before']
  const companys = Object.entries(referralSentences).filter(([code]) => !agencyAlone.includes(code))
  expect(companys.filter(([, sentence]) => sentence.includes('通報'))).toEqual([])
})
