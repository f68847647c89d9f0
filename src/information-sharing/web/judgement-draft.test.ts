import { describe, expect, it } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import type { JudgementContent } from '../judgement-contract.ts'
import { contentOf, draftOf } from './judgement-draft.ts'

const content: JudgementContent = {
  ground: 'life-body-property',
  recipientId: '018f0000-0000-7000-8000-000000000001',
  attempts: [],
  categories: ['identity', 'contact'],
  factsObservedAt: '2026-11-20T05:30:00.000Z',
  validUntil: calendarDate('2027-01-31'),
  tellOn: calendarDate('2026-12-01'),
}

describe('the form of a guided record', () => {
  it('gives back what the record says', () => {
    expect(contentOf(draftOf(content))).toEqual(content)
  })
  it('shows the moment of the facts as it was in Japan', () => {
    expect(draftOf(content).factsObservedAt).toBe('2026-11-20T14:30')
  })
  it('reads a date of an era and leaves out one that is no date yet', () => {
    expect(contentOf({ ...draftOf(content), validUntil: 'R9.1.31' }).validUntil).toBe('2027-01-31')
    expect(contentOf({ ...draftOf(content), validUntil: '2027-' }).validUntil).toBeUndefined()
  })
  it('keeps of two ways of telling the person only the chosen one', () => {
    const not = {
      ...draftOf(content),
      telling: 'not-now' as const,
      notTold: '知らせると危ないため',
      notToldUntil: '2026-12-10',
    }
    expect(contentOf(not)).toMatchObject({ tellOn: undefined, notToldUntil: '2026-12-10' })
    expect(contentOf({ ...not, telling: 'later' })).toMatchObject({ tellOn: '2026-12-01', notTold: undefined })
  })
})
