import { z } from 'zod'
import { dataCategory } from '#consent/consent-contract.ts'
import { spokenWays } from '../who-was-told.ts'

const way = z.enum(spokenWays, 'どのように伝えたかを選んでください。')
const spokenAt = z.iso.datetime({ offset: true, error: '伝えた日時を入れてください。' })

/** What a company told the agency by word of mouth; the same gate as for what is sent. Asks for a step-up. */
export const recordSpokenSharing = {
  method: 'POST',
  path: '/api/reports/:id/spoken-sharings',
  summary: '電話や対面で窓口に伝えたことを、台帳に書きます。送るときと同じ決まりで確かめます。',
  params: z.strictObject({ id: z.uuid('一覧から選び直してください。') }),
  body: z.strictObject({
    id: z.uuid(),
    categories: z.array(dataCategory).min(1, '何を伝えたかを選んでください。').max(5),
    way,
    spokenAt,
  }),
  response: z.object({ written: z.boolean() }),
} as const

/** What an agency told the company by word of mouth; the ceiling of agreement and consent is that of feedback. */
export const recordSpokenFeedback = {
  method: 'POST',
  path: '/api/referrals/:id/spoken-feedback',
  summary: '電話や対面で会社に伝えた経過を、台帳に書きます。',
  params: z.strictObject({ id: z.uuid('一覧から選び直してください。') }),
  body: z.strictObject({
    id: z.uuid(),
    word: z.enum(['received', 'contacted', 'supported', 'closed'], '何を伝えたかを選んでください。'),
    way,
    spokenAt,
  }),
  response: z.object({ written: z.boolean() }),
} as const
