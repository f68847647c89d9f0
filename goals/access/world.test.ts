import { describe, expect, test } from 'vitest'
import type { Decision } from './probes.ts'
import { questionsOf } from './questions.ts'
import { sampleOf } from './sample.ts'
import { generateWorld, tablesOf } from './world.ts'

const now = new Date('2026-11-22T03:00:00Z')

describe('a generated world', () => {
  test('is the same for the same seed, another for another, and lacks no table', () => {
    expect(generateWorld(3, now)).toEqual(generateWorld(3, now))
    expect(generateWorld(4, now).world.users).not.toEqual(generateWorld(3, now).world.users)
    for (let seed = 0; seed < 20; seed += 1)
      for (const [name, rows] of tablesOf(generateWorld(seed, now).world)) expect(rows.length, name).toBeGreaterThan(0)
  })

  test('is asked about on every plane, by people and by those whose session does not count', () => {
    const asked = questionsOf(generateWorld(5, now))
    const planes = new Set(asked.map(({ eye }) => eye.actor.plane))
    expect([...planes].sort()).toEqual(['auditor', 'public', 'utility', 'welfare', 'worker'])
    const dead = asked.filter(({ eye }) => !eye.actor.signedIn && eye.actor.tokenHash !== null)
    expect(dead.length).toBeGreaterThan(10)
    for (const { eye } of dead) expect([eye.cases.size, eye.referrals.size, eye.reports.size]).toEqual([0, 0, 0])
  })
})

test('a sample holds as much of the rare as of the frequent', () => {
  const one = { plane: 'welfare', table: 'cases', verb: 'select', got: false, about: '' } as const
  const all: Decision[] = Array.from({ length: 1000 }, (_, at) => ({ ...one, expected: at < 40 }))
  const sample = sampleOf(all, { seed: 1, most: 60 })
  expect(sample.length).toBe(60)
  expect(sample.filter((decision) => decision.expected).length).toBe(30)
})
