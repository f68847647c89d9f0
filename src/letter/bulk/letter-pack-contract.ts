import { z } from 'zod'
import { travellingWindowShape } from '#organization/contact-window-contract.ts'

/** What letters need of `pack.json`; the conditions in it are for the screening run and stay unread here. */
export const letterPackShape = z.looseObject({
  format: z.literal('tomoshibi-screening-pack/1', 'ともしびの条件ファイル（第1版）ではありません。'),
  issuedOn: z.iso.date('発行日を読み取れません。'),
  company: z.looseObject({
    organizationId: z.guid('会社の番号を読み取れません。'),
    name: z.string().min(1).max(200),
    phone: z.string().min(1).max(40).optional(),
  }),
  origin: z
    .string()
    .regex(/^https:\/\/[^/\s]+$/, 'ともしびのアドレスを読み取れません。')
    .optional(),
  windows: z.array(travellingWindowShape).max(20_000),
})
export type LetterPack = z.infer<typeof letterPackShape>
