import { expect, test } from 'vitest'
import { consentAnswer } from './consent-contract.ts'

const answer = {
  outcome: 'not-obtainable',
  method: 'oral-witness',
  capacity: 'self',
  language: 'ja',
  wordingVersion: '1',
  obtainedAt: '2026-11-22T10:00:00+09:00',
  spokenBy: '灯 太郎',
  witness: '灯 次郎',
  whyNotObtainable: 'お留守でした。',
}

test.each(['spokenBy', 'witness', 'whyNotObtainable'] as const)('an answer takes no My Number in %s', (field) => {
  expect(consentAnswer.safeParse(answer).success).toBe(true)
  const { error } = consentAnswer.safeParse({ ...answer, [field]: '１２３４ 5678 9018' })
  expect(error?.issues.map(({ path }) => path)).toEqual([[field]])
  expect(error?.issues[0]?.message).toContain('マイナンバー')
  expect(error?.message).not.toContain('9018')
})
